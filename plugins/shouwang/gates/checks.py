"""Checks, the rows they look at, and the few forms nearly every check takes.

A check is a Great Expectations expectation plus what a clerk needs: for whose sake it is there, who must mend it, and
the SQL that names every failing row. Every batch carries a column ``row_reference`` that names a row without saying
whom it is about; SQL templates write ``{batch}`` for the rows judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation

from shouwang.gates.verdicts import Severity

MENDED_HERE = "县乡村振兴局"


@dataclass(frozen=True)
class Concern:
    """Why a check is there (Chinese), who must mend what it finds, and whether it stops the line."""

    because: str
    mender: str
    severity: Severity = "critical"


@dataclass(frozen=True)
class Check:
    """An expectation with its concern; ``failing_rows`` is SQL for the references of all failing rows, if rows fail.

    ``is_of_rows``: it says something of every row of its batch, so that no row means it is met.
    """

    name: str
    expectation: Expectation
    concern: Concern
    failing_rows: str | None = None
    is_of_rows: bool = False

    @property
    def is_tolerant(self) -> bool:
        """Whether it can be met although rows fail."""
        return getattr(self.expectation, "mostly", 1) != 1


@dataclass(frozen=True)
class Batch:
    """Rows of one grain, given by a query, and the checks on them.

    ``is_gathered``: each is put together from several others, which takes its time. ``relation``: the schema and the
    name under which the rows stand laid out, if they do.
    """

    name: str
    query: str
    checks: tuple[Check, ...]
    is_gathered: bool = False
    relation: tuple[str, str] | None = None

    @property
    def rows(self) -> str:
        """What to write after ``from``."""
        return f"{'.'.join(self.relation)} as judged" if self.relation else f"({self.query}) as judged"


@dataclass(frozen=True)
class GateSuite:
    """Everything one delivery or one list must hold; check names are unique in it."""

    name: str
    batches: tuple[Batch, ...]

    def __post_init__(self) -> None:
        """Refuse two checks of one name."""
        names = [check.name for check in self.checks]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"suite {self.name}: two checks are called {twice}")

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks of all batches."""
        return tuple(check for batch in self.batches for check in batch.checks)


def rows_where(condition: str) -> str:
    """SQL naming the rows of the batch for which ``condition`` holds; braces in it are plain text."""
    plain = condition.replace("{", "{{").replace("}", "}}")
    return f"select row_reference from {{batch}} where {plain}"  # noqa: S608 - built from declarations, not input


def _quoted(values: Sequence[str | bool]) -> str:
    return ", ".join(str(v).lower() if isinstance(v, bool) else "'" + v.replace("'", "''") + "'" for v in values)


def given(column: str, concern: Concern) -> Check:
    """No row lacks ``column``."""
    expectation = gxe.ExpectColumnValuesToNotBeNull(column=column, **_common(concern))
    return Check(f"{column}_given", expectation, concern, rows_where(f"{column} is null"), is_of_rows=True)


def one_of(column: str, values: Sequence[str | bool], concern: Concern, *, name: str = "", mostly: float = 1) -> Check:
    """``column``, where given, is one of ``values``, in at least the share ``mostly`` of the rows."""
    expectation = gxe.ExpectColumnValuesToBeInSet(
        column=column, value_set=list(values), mostly=mostly, **_common(concern)
    )
    failing = rows_where(f"{column} not in ({_quoted(values)})")
    return Check(name or f"{column}_known", expectation, concern, failing, is_of_rows=True)


def within(column: str, bounds: tuple[Any, Any], concern: Concern, *, name: str = "", mostly: float = 1) -> Check:
    """``column``, where given, lies within ``bounds`` (both allowed; numbers or dates; None is open)."""
    low, high = bounds
    expectation = gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, mostly=mostly, **_common(concern)
    )
    outside = [
        f"{column} {operator} {_literal(bound)}" for operator, bound in (("<", low), (">", high)) if bound is not None
    ]
    failing = rows_where(" or ".join(outside))
    return Check(name or f"{column}_plausible", expectation, concern, failing, is_of_rows=True)


def _literal(bound: object) -> str:
    return f"date '{bound.isoformat()}'" if isinstance(bound, date) else str(bound)


def length_within(column: str, bounds: tuple[int, int], concern: Concern) -> Check:
    """``column``, where given, is as many characters long as ``bounds`` allow."""
    low, high = bounds
    expectation = gxe.ExpectColumnValueLengthsToBeBetween(
        column=column, min_value=low, max_value=high, **_common(concern)
    )
    failing = rows_where(f"length({column}) not between {low} and {high}")
    return Check(f"{column}_length", expectation, concern, failing, is_of_rows=True)


def unique(columns: Sequence[str], concern: Concern, *, name: str = "key_unique") -> Check:
    """No two rows agree in all ``columns``."""
    expectation: Expectation = (
        gxe.ExpectColumnValuesToBeUnique(column=columns[0], **_common(concern))
        if len(columns) == 1
        else gxe.ExpectCompoundColumnsToBeUnique(column_list=list(columns), **_common(concern))
    )
    key = ", ".join(columns)
    failing = (
        "select row_reference from (select row_reference, count(*) over (partition by "  # noqa: S608 - declared names
        f"{key}) as times from {{batch}} where {columns[0]} is not null) as counted where times > 1"
    )
    return Check(name, expectation, concern, failing, is_of_rows=True)


def matching(column: str, pattern: str, concern: Concern, *, name: str) -> Check:
    """``column`` matches the regular expression ``pattern`` (PostgreSQL's kind)."""
    expectation = gxe.ExpectColumnValuesToMatchRegex(column=column, regex=pattern, **_common(concern))
    failing = rows_where(f"{column} !~ {_quoted([pattern])}")
    return Check(name, expectation, concern, failing, is_of_rows=True)


def never_matching(column: str, pattern: str, concern: Concern, *, name: str) -> Check:
    """``column`` never matches the regular expression ``pattern``."""
    expectation = gxe.ExpectColumnValuesToNotMatchRegex(column=column, regex=pattern, **_common(concern))
    failing = rows_where(f"{column} ~ {_quoted([pattern])}")
    return Check(name, expectation, concern, failing, is_of_rows=True)


def no_row(name: str, condition: str, concern: Concern) -> Check:
    """No row of the batch meets the SQL ``condition``; null counts as not meeting it."""
    return _no_failing_row(name, rows_where(condition), concern)


def no_result(name: str, query: str, concern: Concern) -> Check:
    """``query``, naming what fails in a column ``row_reference``, finds nothing; it may look beyond ``{batch}``."""
    return replace(_no_failing_row(name, query, concern), is_of_rows=False)


def matched(name: str, relation: str, condition: str, concern: Concern) -> Check:
    """Every row (``own``) has a row in ``relation`` (``other``) for which the SQL ``condition`` holds."""
    query = (
        "select own.row_reference from (select * from {batch}) as own "  # noqa: S608 - our own suites' SQL
        f"where not exists (select from {relation} as other where {condition})"
    )
    return _no_failing_row(name, query, concern)


def _no_failing_row(name: str, query: str, concern: Concern) -> Check:
    expectation = gxe.UnexpectedRowsExpectation(unexpected_rows_query=query, **_common(concern))
    return Check(name, expectation, concern, query, is_of_rows=True)


def columns_are(columns: Sequence[str], concern: Concern) -> Check:
    """The batch has exactly these columns, beside its row reference."""
    expectation = gxe.ExpectTableColumnsToMatchSet(
        column_set=[*columns, "row_reference"], exact_match=True, **_common(concern)
    )
    return Check("columns_as_declared", expectation, concern)


def row_count_is(count: int, concern: Concern) -> Check:
    """The batch has exactly ``count`` rows."""
    return Check("rows_complete", gxe.ExpectTableRowCountToEqual(value=count, **_common(concern)), concern)


def not_empty(concern: Concern) -> Check:
    """The batch has a row."""
    return Check("not_empty", gxe.ExpectTableRowCountToBeBetween(min_value=1, **_common(concern)), concern)


def values_are(column: str, values: Sequence[str], concern: Concern, *, name: str) -> Check:
    """The distinct values of ``column`` are exactly ``values``."""
    expectation = gxe.ExpectColumnDistinctValuesToEqualSet(column=column, value_set=list(values), **_common(concern))
    return Check(name, expectation, concern)


def _common(concern: Concern) -> dict[str, Any]:
    return {"severity": concern.severity, "notes": concern.because}
