"""Workbooks (xlsx, xlsm, xlsb, xls, ods): every cell as the text a person sees, as far as the file says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shouwang.landing.errors import RefusalError
from shouwang.landing.files.cells import text_column
from shouwang.landing.files.packages import LOCKED
from shouwang.landing.files.sheet_marks import CellMark
from shouwang.landing.files.tables import MERGED, cell_names

BATCH = 300_000  # cells
DAMAGED = "工作簿打不开：文件已损坏或不是表格软件正常保存的；请在表格软件中打开，另存为 xlsx 后重报"


@dataclass(frozen=True)
class Sheet:
    """An open worksheet; ``frames`` are its rows from the first (c0 is column A), to be had once."""

    name: str
    merged: pl.DataFrame
    frames: Iterator[pl.DataFrame]


@dataclass(frozen=True)
class SheetNames:
    """The worksheets of a workbook: what is read, with its place among all sheets; what is not because it is hidden."""

    visible: tuple[tuple[int, str], ...]
    hidden: tuple[str, ...]


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook; RefusalError when it is locked or no workbook."""
    try:
        with path.open("rb") as content:  # a path would be opened as its ending says, whatever it is
            return CalamineWorkbook.from_filelike(content)
    except PasswordError:
        raise RefusalError(LOCKED) from None
    except CalamineError:
        raise RefusalError(DAMAGED) from None


def sheet_names(workbook: CalamineWorkbook) -> SheetNames:
    """The worksheets in order; charts and macros are none."""
    sheets = [(n, s) for n, s in enumerate(workbook.sheets_metadata) if s.typ is SheetTypeEnum.WorkSheet]
    visible = tuple((number, sheet.name) for number, sheet in sheets if sheet.visible is SheetVisibleEnum.Visible)
    return SheetNames(visible, tuple(s.name for _, s in sheets if s.visible is not SheetVisibleEnum.Visible))


def open_sheet(workbook: CalamineWorkbook, name: str, marks: Sequence[CellMark]) -> Sheet:
    """A sheet, its marks standing in their cells; RefusalError when the sheet is damaged."""
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError:
        raise RefusalError(f"工作表“{name}”已损坏，读不出来；请在表格软件中打开，另存为 xlsx 后重报") from None
    return Sheet(name, _merged(sheet), _with_marks(_frames(sheet), marks))


def _merged(sheet: CalamineSheet) -> pl.DataFrame:
    """Merged ranges; files of OpenDocument do not tell them."""
    ranges = sorted((*first, *last) for first, last in sheet.merged_cell_ranges or [])
    rows = [(top + 1, bottom + 1, left, right) for top, left, bottom, right in ranges]
    return pl.DataFrame(rows, schema=MERGED, orient="row")


def _frames(sheet: CalamineSheet) -> Iterator[pl.DataFrame]:
    if sheet.start is None:
        return
    rows, left = sheet.iter_rows(), sheet.start[1]
    names = cell_names(left + sheet.width)
    while batch := list(islice(rows, max(BATCH // sheet.width, 1))):
        outside = pl.Series([None], dtype=pl.String).new_from_index(0, len(batch))
        columns = [*[outside] * left, *map(text_column, zip(*batch, strict=True))]
        yield pl.DataFrame([column.alias(name) for column, name in zip(columns, names, strict=True)])


def _with_marks(frames: Iterator[pl.DataFrame], marks: Sequence[CellMark]) -> Iterator[pl.DataFrame]:
    """The frames with marks in their cells, and a frame more when marks stand below all of them."""
    first, waiting = 0, list(marks)
    for frame in frames:
        here = [mark for mark in waiting if mark.row < first + frame.height]
        waiting = waiting[len(here) :]
        yield _marked(frame, here, first)
        first += frame.height
    if waiting:
        yield _marked(pl.DataFrame({"c0": [None] * (waiting[-1].row - first + 1)}, {"c0": pl.String}), waiting, first)


def _marked(frame: pl.DataFrame, marks: Sequence[CellMark], first: int) -> pl.DataFrame:
    width = max([frame.width, *(mark.column + 1 for mark in marks)])
    empty = (pl.lit(None, dtype=pl.String).alias(name) for name in cell_names(width)[frame.width :])
    wide = frame.with_columns(empty)
    for column in sorted({mark.column for mark in marks}):
        found = [mark for mark in marks if mark.column == column]
        marked = wide[f"c{column}"].scatter([mark.row - first for mark in found], [mark.text for mark in found])
        wide = wide.with_columns(marked)
    return wide
