"""What a published month says of the cases: rows of its facts, and of the county's workbook."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl

from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.policies.outreach.counties import counties, household_id


def ask(settings: Settings, query: str, policy: str, month: date) -> list[tuple[Any, ...]]:
    """Rows of the policy's county and month."""
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(query, (counties()[policy].code, month))
        return cursor.fetchall()


def by_case(settings: Settings, query: str, policy: str, month: date) -> Mapping[str, list[Any]]:
    """Case to what the second column of the query says of its household, every case of the policy among them."""
    county = counties()[policy]
    found: dict[int, list[Any]] = defaultdict(list)
    for household, said in ask(settings, query, policy, month):
        found[household].append(said)
    return {case.name: found[household_id(county.code, case.head)] for case in county.cases}


def read_workbook(settings: Settings, policy: str, month: date) -> openpyxl.Workbook:
    """The county's workbook of the month."""
    (path,) = (settings.outbox / counties()[policy].code / f"{month:%Y-%m}" / "01").glob("*县级汇总*.xlsx")
    return openpyxl.load_workbook(path)


def read_rows(workbook: openpyxl.Workbook, sheet: str) -> tuple[str, list[dict[str, Any]]]:
    """The line below the title, and the rows below the header by header."""
    rows = [list(row) for row in workbook[sheet].iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if row[0] == "序号")
    header = [str(cell) for cell in rows[top]]
    return str(rows[1][0]), [dict(zip(header, row, strict=True)) for row in rows[top + 1 :] if any(row)]


def row_of(settings: Settings, policy: str, month: date, sheet: str, name: str) -> dict[str, Any]:
    """The one row of the sheet about the case."""
    head = next(case.head.name for case in counties()[policy].cases if case.name == name)
    (row,) = [row for row in read_rows(read_workbook(settings, policy, month), sheet)[1] if row["户主"] == head]
    return row
