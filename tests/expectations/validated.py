"""How a single check comes out on the database, by Great Expectations and by its own SQL."""

from typing import Any

from shouwang.gates.checks import Batch, Check, GateSuite
from shouwang.gates.validation import Validator
from shouwang.settings import Settings
from shouwang.warehouse import connect

COUNTED: dict[str, Any] = {"result_format": "BASIC", "partial_unexpected_count": 0}


def find_check(suite: GateSuite, name: str) -> tuple[Batch, Check]:
    """The check of the suite and the batch it is in."""
    return next((batch, check) for batch in suite.batches for check in batch.checks if check.name == name)


def assert_fails(settings: Settings, validator: Validator, suite: GateSuite, name: str) -> None:
    """The check is not met, and names as many rows as Great Expectations counts."""
    batch, check = find_check(suite, name)
    [(_, result)] = validator.results(Batch(batch.name, batch.query, (check,)), COUNTED)
    assert not result.success, f"{suite.name}: {name} does not see the bad example"
    if check.failing_rows:
        assert _gx_count(result) == _sql_count(settings, batch, check) > 0


def _gx_count(result: Any) -> int:
    found = result.result
    return int(found["unexpected_count"] if "unexpected_count" in found else found["observed_value"])


def _sql_count(settings: Settings, batch: Batch, check: Check) -> int:
    assert check.failing_rows
    query = check.failing_rows.format(batch=f"({batch.query}) as judged")
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({query}) as failing")  # noqa: S608 - the suites' own SQL
        [(count,)] = cursor.fetchall()
    return int(count)
