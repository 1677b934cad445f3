"""Marks a department's sheet: yellow cells with a comment each, text formats, and what ties it to its delivery."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shouwang.feeds import Feed
from shouwang.landing.mending.marks import PROPERTY, ROW_HEADER, SHEET_NAME, Mark
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.receipts.content import cell_note
from shouwang.receipts.facts import HeldCell
from shouwang.receipts.receipt_sheet import NAME as RECEIPT_SHEET
from shouwang.receipts.styles import HELD_COLOUR, fill
from shouwang.receipts.texts import TEXT_FORMAT, printable, write_text

AUTHOR = "守望"
NOTE_START = "【待整改】"
NUMBERED = {"id_number", "household_number", "phone", "division_code"}  # digits a spreadsheet program would ruin
WIDTHS = {"id_number": 21, "household_number": 21, "division_code": 14}  # half-width characters, so that all shows
NOTE_WIDTH, NOTE_LINE = 320, 22  # pixels
NOTE_CHARACTERS = 24  # of a line


@dataclass(frozen=True)
class Layout:
    """Where things stand on a sheet, counted from 1: columns by name, rows of the file by their row number.

    ``last_column`` is the last one in use; ``rows`` has the data rows alone.
    """

    columns: Mapping[str, int]
    header_row: int
    rows: Mapping[int, int]
    last_column: int


def mark_sheet(worksheet: Worksheet, feed: Feed, layout: Layout, held: Iterable[HeldCell]) -> None:
    """Fill and comment every held cell, and keep numbers that are names as text from now on."""
    separate_columns(worksheet, layout.last_column + 1)
    _keep_text(worksheet, feed, layout)
    notes: dict[tuple[int, int], list[str]] = {}
    for cell in held:
        if cell.row_number in layout.rows:
            place = layout.rows[cell.row_number], layout.columns.get(cell.column_name, min(layout.columns.values()))
            notes.setdefault(place, []).append(cell_note(feed, cell))
    for (row, column), texts in notes.items():
        _mark_cell(worksheet, row, column, texts)


@dataclass(frozen=True)
class Tie:
    """The delivery a copy is made from, and the rows of it that first stood as rows of earlier ones."""

    delivery_id: int
    first_stood_as: Mapping[int, Mark]
    pseudonyms: Pseudonyms

    def whole(self) -> str:
        """The delivery's mark."""
        return Mark(self.delivery_id).encode(self.pseudonyms)

    def of_row(self, row_number: int) -> str:
        """The mark of one of its rows."""
        mark = self.first_stood_as.get(row_number, Mark(self.delivery_id, row_number))
        return mark.encode(self.pseudonyms)


def tie(workbook: Workbook, worksheet: Worksheet, layout: Layout, tied: Tie) -> None:
    """Write the delivery into a property and a hidden sheet, and each data row's mark into a hidden last column."""
    whole = tied.whole()
    _properties(workbook).append(StringProperty(name=PROPERTY, value=whole))
    hidden = workbook.create_sheet(SHEET_NAME)
    hidden.sheet_state = "veryHidden"
    write_text(_cell(hidden, 1, 1), whole)
    position = layout.last_column + 1
    write_text(_cell(worksheet, layout.header_row, position), ROW_HEADER)
    for row_number, row in layout.rows.items():
        write_text(_cell(worksheet, row, position), tied.of_row(row_number))
    worksheet.column_dimensions[get_column_letter(position)].hidden = True


def untie(workbook: Workbook) -> None:
    """Take out what an earlier receipt put into the workbook, so that a copy of a copy carries one of each."""
    for name in (RECEIPT_SHEET, SHEET_NAME):
        if SHEET_NAME in workbook.sheetnames and name in workbook.sheetnames:
            workbook.remove(workbook[name])
    properties = _properties(workbook)
    if PROPERTY in properties.names:
        del properties[PROPERTY]
    for worksheet in workbook.worksheets:
        _clear_notes(worksheet)


def _properties(workbook: Workbook) -> "CustomPropertyList[Any]":
    properties: CustomPropertyList[Any] = workbook.custom_doc_props  # type: ignore[attr-defined]  # unknown to its types
    return properties


def separate_columns(worksheet: Worksheet, last: int) -> None:
    """Give each column up to ``last`` a format of its own: two that overlap, and programs call the file damaged."""
    dimensions = worksheet.column_dimensions
    for shared in list(dimensions.values()):
        first, final = shared.min or 0, shared.max or 0
        if first >= final:
            continue
        parts = [(position, position) for position in range(first, min(final, last) + 1)]
        if final > last:
            parts.append((max(first, last + 1), final))
        for start, end in parts:
            own = copy(shared)
            own.index, own.min, own.max = get_column_letter(start), start, end
            dimensions[own.index] = own


def _clear_notes(worksheet: Worksheet) -> None:
    for row in worksheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.text.startswith(NOTE_START):
                cell.comment = None
                cell.fill = fill("FFFFFF")


def _keep_text(worksheet: Worksheet, feed: Feed, layout: Layout) -> None:
    for column in feed.columns:
        if column.name in layout.columns and (column.type in NUMBERED or column.name in _text_keys(feed)):
            position = layout.columns[column.name]
            dimension = worksheet.column_dimensions[get_column_letter(position)]
            dimension.number_format = TEXT_FORMAT
            dimension.width = max(dimension.width, WIDTHS.get(column.type, 0))
            for row in layout.rows.values():
                worksheet.cell(row, position).number_format = TEXT_FORMAT


def _text_keys(feed: Feed) -> set[str]:
    return {name for name in feed.key if feed.column(name).type == "text"}


def _mark_cell(worksheet: Worksheet, row: int, column: int, texts: list[str]) -> None:
    cell = _cell(worksheet, row, column)
    text = NOTE_START + "\n".join(texts)
    if cell.comment:
        text = f"{text}\n（原有批注）{cell.comment.text}"
    lines = sum(-(-max(len(line), 1) // NOTE_CHARACTERS) for line in text.split("\n"))
    cell.comment = Comment(printable(text), AUTHOR, width=NOTE_WIDTH, height=NOTE_LINE * (lines + 1))
    cell.fill = fill(HELD_COLOUR)
    worksheet.row_dimensions[cell.row].hidden = False


def _cell(worksheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the first one of the merged cells it belongs to."""
    cell = worksheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    over = next(found for found in worksheet.merged_cells.ranges if cell.coordinate in found)
    first = worksheet.cell(over.min_row, over.min_col)
    assert isinstance(first, Cell)  # noqa: S101 -- the first of merged cells is one
    return first
