"""A copy of the sheet a department sent: its own workbook where that can be kept, else a new one of what was read."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shouwang.landing.files.tables import ROW_NUMBER, Table
from shouwang.landing.mending.marks import ROW_HEADER
from shouwang.landing.rows.identification import Identified
from shouwang.publication.workbooks import measure
from shouwang.receipts.marking import Layout, untie
from shouwang.receipts.styles import dress
from shouwang.receipts.texts import TEXT_FORMAT, write_text

MOST_ROWS = 20_000  # of a copy; of larger lists it holds the header and the held rows
MOST_CELLS = 2_000_000  # of a sheet that is kept as it came, empty ones included
MOST_UNPACKED = 96 << 20  # bytes of a workbook that is kept as it came
WORKBOOK = "xl/workbook.xml"
LINKED = re.compile(r"\[\d+\]")  # how a formula names another file
NARROWEST, WIDEST = 10, 36  # half-width characters
MEASURED_ROWS = 50  # for the width of columns
SHEET_NAME_LENGTH = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


@dataclass(frozen=True)
class Source:
    """A file in the archive, the list it holds, the row numbers of its data rows and of its held ones."""

    path: Path
    identified: Identified
    data_rows: tuple[int, ...]
    held_rows: frozenset[int]
    rows_found: int


def copy_sheet(source: Source) -> tuple[Workbook, Worksheet, Layout]:
    """The copy, the sheet of it that holds the list, and where things stand on it."""
    kept = _keep(source) if _can_keep(source) else None
    return kept or _write_anew(source)


def _can_keep(source: Source) -> bool:
    if source.rows_found > MOST_ROWS or not zipfile.is_zipfile(source.path):
        return False
    with zipfile.ZipFile(source.path) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
        return WORKBOOK in package.namelist() and unpacked <= MOST_UNPACKED


def _keep(source: Source) -> tuple[Workbook, Worksheet, Layout] | None:
    """The department's own workbook without links to others, macros and connections; None when it cannot be kept."""
    table = source.identified.table
    try:
        with source.path.open("rb") as handle:
            workbook = load_workbook(handle, keep_vba=False, keep_links=False)
    except Exception:  # noqa: BLE001 -- whatever the library stumbles over, the cells as read remain
        return None
    if table.sheet_name not in workbook.sheetnames or any(map(_is_vast, workbook.worksheets)):
        return None
    untie(workbook)
    worksheet = workbook[table.sheet_name]
    _cut_links(workbook, worksheet, table)
    workbook.active = workbook.index(worksheet)
    columns = {name: position + 1 for name, position in source.identified.header.positions.items()}
    rows = {number: number for number in source.data_rows}
    return workbook, worksheet, Layout(columns, source.identified.header.row_number, rows, _clear_marks(worksheet))


def _is_vast(worksheet: Worksheet) -> bool:
    """Whether a format far out makes a sheet larger than anybody should walk through."""
    return worksheet.max_row * worksheet.max_column > MOST_CELLS


def _cut_links(workbook: Workbook, worksheet: Worksheet, table: Table) -> None:
    """Take out what refers to other files: names, pivot tables, formulas, whose value as read takes their place."""
    for name in [name for name, defined in workbook.defined_names.items() if LINKED.search(defined.attr_text or "")]:
        del workbook.defined_names[name]
    for sheet in workbook.worksheets:
        sheet._pivots = []  # type: ignore[attr-defined]  # noqa: SLF001 -- the library offers no other way
        linked = [cell for row in sheet.iter_rows() for cell in row if _is_linked(cell)]
        read = _texts_at(table, {cell.row or 0 for cell in linked}) if sheet is worksheet and linked else {}
        for cell in linked:
            cell.value = read.get((cell.row or 0, cell.column or 0))


def _is_linked(cell: Cell | MergedCell) -> bool:
    return isinstance(cell, Cell) and cell.data_type == "f" and bool(LINKED.search(str(cell.value)))


def _texts_at(table: Table, rows: set[int]) -> dict[tuple[int, int], str | None]:
    """Row and column, both from 1, to the text that was read there."""
    frames = (frame.filter(pl.col(ROW_NUMBER).is_in(sorted(rows))) for frame in table.pieces())
    return {
        (number, column): text
        for frame in frames
        for number, *texts in frame.iter_rows()
        for column, text in enumerate(texts, start=1)
    }


def _clear_marks(worksheet: Worksheet) -> int:
    """Clear the column of an earlier copy's marks; the last column in use without it."""
    used: set[int] = set()
    marks: set[int] = set()
    cells = [cell for row in worksheet.iter_rows() for cell in row if isinstance(cell, Cell) and cell.value is not None]
    for cell in cells:
        (marks if cell.value == ROW_HEADER else used).add(cell.column)
    for cell in cells:
        if cell.column in marks:
            cell.value = None
    return max(used - marks)


def _write_anew(source: Source) -> tuple[Workbook, Worksheet, Layout]:
    workbook = Workbook()
    worksheet: Worksheet = workbook.worksheets[0]
    identified = source.identified
    name = (identified.table.sheet_name or identified.feed.title).translate(NOT_IN_SHEET_NAMES)
    worksheet.title = name[:SHEET_NAME_LENGTH]
    positions = _write_rows(worksheet, source)
    header_row = positions[identified.header.row_number]
    for cell in worksheet[header_row]:
        assert isinstance(cell, Cell)  # noqa: S101 -- nothing is merged on a new sheet
        dress(cell, "header")
    _set_widths(worksheet, header_row)
    worksheet.freeze_panes = worksheet.cell(header_row + 1, 1).coordinate
    columns = {name: position + 1 for name, position in identified.header.positions.items()}
    rows = {number: positions[number] for number in source.data_rows if number in positions}
    return workbook, worksheet, Layout(columns, header_row, rows, worksheet.max_column)


def _write_rows(worksheet: Worksheet, source: Source) -> Mapping[int, int]:
    """Write the rows that the copy holds; row number of the file to row of the sheet."""
    positions: dict[int, int] = {}
    marks = {row.index(ROW_HEADER) for row in source.identified.table.opening if ROW_HEADER in row}
    is_whole = source.rows_found <= MOST_ROWS
    for number, *texts in _chosen_rows(source, is_whole=is_whole):
        row = number if is_whole else len(positions) + 1
        positions[number] = row
        for position, text in enumerate(texts):
            if text is not None and position not in marks:
                cell = worksheet.cell(row, position + 1)
                assert isinstance(cell, Cell)  # noqa: S101 -- nothing is merged on a new sheet
                write_text(cell, text)
                cell.number_format = TEXT_FORMAT
    return positions


def _chosen_rows(source: Source, *, is_whole: bool) -> Iterator[tuple[int, *tuple[str | None, ...]]]:
    """Every row, or those down to the header and the first held ones."""
    last_of_head = source.identified.header.row_number
    held = sorted(source.held_rows)[:MOST_ROWS]
    for frame in source.identified.table.pieces():
        is_chosen = (pl.col(ROW_NUMBER) <= last_of_head) | pl.col(ROW_NUMBER).is_in(held)
        yield from (frame if is_whole else frame.filter(is_chosen)).iter_rows()


def _set_widths(worksheet: Worksheet, header_row: int) -> None:
    for position in range(1, worksheet.max_column + 1):
        last_row = min(header_row + MEASURED_ROWS, worksheet.max_row)
        texts = [worksheet.cell(row, position).value for row in range(header_row, last_row + 1)]
        width = max((measure(str(text)) for text in texts if text), default=0) + 3
        worksheet.column_dimensions[get_column_letter(position)].width = min(max(width, NARROWEST), WIDEST)
