"""One judgement: Great Expectations says yes or no, SQL says which rows, the warehouse keeps both."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extras import execute_values

from shouwang.gates.verdicts import CheckResult, Gate, GateVerdict

if TYPE_CHECKING:
    from shouwang.gates.checks import Batch, Check, GateSuite

MOST_ROWS = 10_000


class Judgement:
    """Writes what one gate finds of one subject, in the caller's transaction, over what it found before."""

    def __init__(self, connection: Connection, gate: Gate, subject: str) -> None:
        self._connection = connection
        self._gate = gate
        self._subject = subject
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"gate {gate} {subject}",))
            cursor.execute("delete from quality.gate_results where gate = %s and subject = %s", (gate, subject))
            cursor.execute("delete from quality.gate_rows where gate = %s and subject = %s", (gate, subject))

    def results(self, suite: "GateSuite", is_met: dict[str, bool], prefix: str = "") -> Iterator[CheckResult]:
        """The result of every check; failing rows of checks that are not met are kept by reference."""
        for batch in suite.batches:
            checked = self._count(batch.rows)
            for check in batch.checks:
                yield self._result(check, batch, is_met[check.name], checked, f"{prefix}{check.name}")

    def keep(self, verdict: GateVerdict) -> None:
        """Write the verdict's results."""
        whose = (verdict.gate, verdict.county_code, verdict.month, verdict.subject)
        rows = [
            (*whose, r.expectation, r.severity, r.because, r.mender, r.is_met, r.failing_count, r.checked_count)
            for r in verdict.results
        ]
        with self._connection.cursor() as cursor:
            execute_values(cursor, "insert into quality.gate_results values %s", rows)

    def _result(self, check: "Check", batch: "Batch", is_met: bool, checked: int, name: str) -> CheckResult:  # noqa: FBT001 - the verdict itself
        failing = 0
        if check.failing_rows and (check.is_tolerant or not is_met):
            failing_rows = check.failing_rows.format(batch=batch.rows)
            failing = self._count(f"({failing_rows}) as failing")
            if not is_met:
                self._keep_rows(name, failing_rows)
        concern = check.concern
        return CheckResult(name, concern.severity, concern.because, concern.mender, is_met, failing, checked)

    def _keep_rows(self, name: str, failing_rows: str) -> None:
        whose = (sql.Literal(text) for text in (self._gate, self._subject, name))
        insert = sql.SQL(
            "insert into quality.gate_rows select {}, {}, {}, row_reference from ({failing}) as failing "
            "order by length(row_reference), row_reference limit {most}"
        ).format(*whose, failing=sql.SQL(failing_rows), most=sql.Literal(MOST_ROWS))
        with self._connection.cursor() as cursor:
            cursor.execute(insert)

    def _count(self, relation: str) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {relation}")  # noqa: S608 - our own suites' SQL
            row = cursor.fetchone()
        return int(row[0]) if row else 0
