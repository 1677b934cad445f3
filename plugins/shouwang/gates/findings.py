"""What the report shows, read from the ledger and the gates' results: counts and references, never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from psycopg2.extensions import connection as Connection

from shouwang.feeds import departments, feeds

SHOWN_ROWS = 20

DELIVERIES = """
select delivery_id, feed, department_code, revision, file_name, state_code, rows_in, rows_accepted, rows_held,
       rows_dropped, message
from ops.deliveries where county_code = %s and month = %s
order by feed nulls last, scope, revision, file_name
"""
BUILDS = """
select build_id, state_code from ops.builds
where county_code = %s and month = %s
    and build_id in (select subject from quality.gate_results where gate = 'publication')
order by epoch desc limit 1
"""
RESULTS = """
select expectation, severity, because, mender, is_met, failing_count, checked_count
from quality.gate_results where gate = %s and subject = %s
order by is_met, array_position(array['critical', 'warning', 'info'], severity), expectation
"""
ROWS = """
select row_reference from quality.gate_rows where gate = %s and subject = %s and expectation = %s
order by length(row_reference), row_reference limit %s
"""
HELD = """
select cells.column_name, cells.reason_code, count(*) as cell_count, count(distinct cells.row_number) as row_count
from landing.held_cells as cells where cells.delivery_id = %s
group by cells.column_name, cells.reason_code order by cell_count desc, cells.column_name, cells.reason_code
"""


class Finding(NamedTuple):
    """One check's result; ``rows`` names the failing ones, shortened."""

    expectation: str
    severity: str
    because: str
    mender: str
    is_met: bool
    failing_count: int
    checked_count: int
    rows: str


class HeldCells(NamedTuple):
    """Cells of one column held for one reason."""

    header: str
    reason: str
    cell_count: int
    row_count: int


class DeliveryFindings(NamedTuple):
    """A delivery as the ledger has it (counts are rows; None while unread), what was held of it, and the results."""

    delivery_id: int
    title: str
    sender: str
    revision: int | None
    file_name: str
    state_code: str
    rows_in: int | None
    rows_accepted: int | None
    rows_held: int | None
    rows_dropped: int | None
    message: str | None
    results: tuple[Finding, ...]
    held: tuple[HeldCells, ...]


class BuildFindings(NamedTuple):
    """The newest judged build and its results."""

    build_id: str
    state_code: str
    results: tuple[Finding, ...]


@dataclass(frozen=True)
class Findings:
    """Everything the report of a county-month shows."""

    deliveries: tuple[DeliveryFindings, ...]
    build: BuildFindings | None


def read_findings(connection: Connection, county_code: str, month: date) -> Findings:
    """The findings of a county-month, in a fixed order."""
    builds = _rows(connection, BUILDS, (county_code, month))
    deliveries = _rows(connection, DELIVERIES, (county_code, month))
    return Findings(
        deliveries=tuple(_delivery(connection, row) for row in deliveries),
        build=_build(connection, builds[0]) if builds else None,
    )


def _delivery(connection: Connection, row: Sequence[Any]) -> DeliveryFindings:
    delivery_id, name, department_code, *described = row
    declared = feeds().get(name)
    title = declared.title if declared else "未识别的文件"
    sender = departments()[department_code].name if department_code else "未知"
    results = _results(connection, "landing", str(delivery_id))
    cells = _rows(connection, HELD, (delivery_id,))
    held = tuple(HeldCells._make((_header(name, column), _reason(code), *counts)) for column, code, *counts in cells)
    return DeliveryFindings._make((delivery_id, title, sender, *described, results, held))


def _build(connection: Connection, row: Sequence[Any]) -> BuildFindings:
    return BuildFindings._make((*row, _results(connection, "publication", row[0])))


def _results(connection: Connection, gate: str, subject: str) -> tuple[Finding, ...]:
    found = _rows(connection, RESULTS, (gate, subject))
    return tuple(Finding._make((*row, _failing(connection, gate, subject, row))) for row in found)


def _failing(connection: Connection, gate: str, subject: str, result: Sequence[Any]) -> str:
    expectation, failing_count = result[0], result[5]
    references = [name for (name,) in _rows(connection, ROWS, (gate, subject, expectation, SHOWN_ROWS))]
    if gate == "landing":
        return name_file_rows(references, failing_count)
    return f"编号{'、'.join(references)}{_rest(references, failing_count)}" if references else ""


def name_file_rows(references: Sequence[str], count: int) -> str:
    """``delivery:row`` references as a clerk reads them: the file's row numbers, ``等n行`` when not all are shown."""
    numbers = "、".join(reference.rpartition(":")[2] for reference in references)
    return f"第{numbers}行{_rest(references, count)}" if references else ""


def _rest(references: Sequence[str], count: int) -> str:
    return f"等{count}行" if count > len(references) > 0 else ""


def _header(feed_name: str | None, column_name: str) -> str:
    declared = feeds().get(feed_name or "")
    headers = {column.name: column.header for column in declared.columns} if declared else {}
    return headers.get(column_name, column_name)


def _reason(code: str) -> str:
    from shouwang.landing.values.reasons import reasons  # landing brings its data-frame library along

    known = reasons().get(code)
    return known.label if known else code


def _rows(connection: Connection, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
