"""No row gets lost and no value changes: counted by other libraries than the ones that read."""

import csv
import io
import tempfile
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from openpyxl import load_workbook

from shouwang.landing import RefusalError, check
from shouwang.landing.batches import ACCEPTED, judged_batches
from shouwang.landing.checking import county_context
from shouwang.landing.files.reading import Reader
from shouwang.landing.rows.identification import expected_feeds, identify
from tests.unit.landing.files import COUNTY, MONTH
from tests.zoo.random_lists import HELD, REQUIRED, Cell, RandomList, random_lists, write
from tests.zoo.specimen import Read
from tests.zoo.specimens import ZOO

READ_AS = "random"
BORDER_AT_THE_END = "format_with_a_border_in_the_very_last_row"


def rows_by_others(path: Path, sheet_name: str | None) -> int:
    """Rows up to the last with any content as openpyxl sees them; every row of a text as the csv module does."""
    if zipfile.is_zipfile(path):
        sheet = load_workbook(io.BytesIO(path.read_bytes()))[sheet_name or ""]
        return max((cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None), default=0)
    encoding = "utf-8-sig" if path.read_bytes().startswith(b"\xef\xbb\xbf") else "gb18030"
    with path.open(encoding=encoding, newline="") as handle:
        return sum(1 for _ in csv.reader(handle))


def test_the_rows_of_the_workbooks_are_as_many_as_another_library_counts(
    zoo_files: dict[str, Path], reader: Reader
) -> None:
    paths = {name: path for name, path in zoo_files.items() if is_office_workbook(path) and is_read(name)}
    del paths[BORDER_AT_THE_END]  # openpyxl would go through a million rows of nothing
    reports = {name: check(path, COUNTY, month=MONTH, reader=reader) for name, path in paths.items()}
    counted = {name: rows_by_others(path, reports[name].sheet_name) for name, path in paths.items()}
    assert {name: report.rows_found for name, report in reports.items()} == counted
    assert len(counted) >= 50


def is_read(name: str) -> bool:
    return isinstance(ZOO[name].verdict, Read)


def is_office_workbook(path: Path) -> bool:
    return zipfile.is_zipfile(path) and "xl/workbook.xml" in zipfile.ZipFile(path).namelist()


@settings(max_examples=100)
@given(made=random_lists())
def test_every_row_of_a_damaged_list_is_accepted_held_or_dropped(made: RandomList, reader: Reader) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = write(made, Path(place))
        try:
            found = judged(path, reader)
        except RefusalError:
            assert not made.is_complete
            return
        rows, dropped, sheet = found
        assert made.is_complete
        assert rows.height + sum(dropped.values()) == rows_by_others(path, sheet)
    expected = {at: row for at, row in enumerate(made.rows, len(made.preface) + 2) if isinstance(row, dict)}
    assert rows["row_number"].to_list() == list(expected)
    assert dropped == expected_drops(made)
    for row in rows.iter_rows(named=True):
        assert_says(row, expected[row["row_number"]], made)


def judged(path: Path, reader: Reader) -> tuple[pl.DataFrame, dict[str, int], str | None]:
    """The judged rows, how many were dropped for what, and the sheet."""
    try:
        identified = identify(path.name, reader.read(path, READ_AS, path.name).tables, expected_feeds(COUNTY))
        batches = list(judged_batches(identified, county_context(COUNTY, MONTH, identified.feed)))
    finally:
        reader.forget(READ_AS)
    dropped = sum((Counter(batch.dropped) for batch in batches), Counter[str]())
    return pl.concat([batch.rows for batch in batches]), dict(dropped), identified.table.sheet_name


def expected_drops(made: RandomList) -> dict[str, int]:
    """By reason; a workbook ends with its last row that holds anything."""
    reasons = [row for row in made.rows if isinstance(row, str)]
    if made.writer in {"xlsxwriter", "openpyxl"}:
        last = max((at for at, row in enumerate(made.rows) if row != "blank"), default=-1)
        reasons = [row for row in made.rows[: last + 1] if isinstance(row, str)]
    above = ["title" if row else "blank" for row in made.preface]
    return dict(Counter([*above, "header", *reasons]))


def assert_says(row: dict[str, Any], cells: dict[str, Cell], made: RandomList) -> None:
    """Accepted exactly when every cell says one thing and no required one is empty; then with just those values."""
    shown = {name: cell for name, cell in cells.items() if name in made.columns}
    is_whole = all(cell.says != HELD for cell in shown.values()) and all(shown[name].says for name in REQUIRED)
    assert row[ACCEPTED] == is_whole, (row, shown)
    for name, cell in shown.items():
        value = Decimal(row[name]).quantize(Decimal("0.01")) if name.endswith("amount") and row[name] else row[name]
        assert value == (None if cell.says == HELD else cell.says), (name, cell)
