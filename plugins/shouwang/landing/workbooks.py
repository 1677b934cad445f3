"""Workbooks (xlsx, xlsm, xlsb, xls, ods): every cell as the text a person sees, as far as the file says it."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from shouwang.landing.errors import RefusalError
from shouwang.landing.tables import OPENING_ROWS, Table, text_frame

BATCH = 20_000  # rows
UNPACKED_LIMIT = 2 << 30  # bytes
EXACT_DIGITS = 15  # a number cell keeps no more (IEEE 754), nor does any spreadsheet program


def read_workbook(path: Path) -> list[Table]:
    """The visible sheets that hold anything, in order; RefusalError when it is no workbook, locked or too large."""
    _guard_size(path)
    workbook = _open(path)
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]
    sheets = [_sheet(workbook, name) for name in names]
    return [_table(sheet) for sheet in sheets if sheet.start is not None]


def cell_text(value: Any) -> str | None:
    """The text a person sees in a cell; None for an empty one.

    A whole number stands without a point; from 16 digits on a spreadsheet has lost the last ones and shows a power of
    ten, which is what stands here (4.1102419800101E+17), so that nobody takes it for the number it was.
    """
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(float(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number_text(value: float) -> str:
    if abs(value) < 10**EXACT_DIGITS:
        return str(int(value)) if value.is_integer() else format(value, f".{EXACT_DIGITS}g")
    mantissa, exponent = f"{value:.{EXACT_DIGITS - 1}E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def _guard_size(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise RefusalError(_DAMAGED) from None
    if unpacked > UNPACKED_LIMIT:
        raise RefusalError(
            f"工作簿展开后有 {unpacked >> 20} MB，超过 {UNPACKED_LIMIT >> 20} MB；请删去空白格式行或分开填报"
        )


_DAMAGED = "工作簿打不开：文件已损坏、设有密码或不是表格文件；请去掉密码，另存为 xlsx 后重报"


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, zipfile.BadZipFile, OSError):
        raise RefusalError(_DAMAGED) from None
    except BaseException as error:  # noqa: BLE001 -- a panic of the library is no Exception; all else goes on up
        raise _refusal_of_panic(error) from None


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except CalamineError:
        raise RefusalError(f"工作表“{name}”已损坏，读不出来；请另存为 xlsx 后重报") from None
    except BaseException as error:  # noqa: BLE001 -- a panic of the library is no Exception; all else goes on up
        raise _refusal_of_panic(error) from None


def _refusal_of_panic(error: BaseException) -> BaseException:
    """The library panics (no Exception) on some damaged files: that refuses the file; all else is returned."""
    return RefusalError(_DAMAGED) if type(error).__name__ == "PanicException" else error


def _table(sheet: CalamineSheet) -> Table:
    opening = tuple(tuple(cell_text(value) or "" for value in row) for row in islice(sheet.iter_rows(), OPENING_ROWS))
    return Table(sheet.name, opening, partial(_frames, sheet))


def _frames(sheet: CalamineSheet, width: int) -> Iterator[pl.DataFrame]:
    rows = sheet.iter_rows()
    while batch := list(islice(rows, BATCH)):
        yield text_frame([[cell_text(value) for value in row] for row in batch], width)
