"""Compound files (OLE2): old workbooks, and everything else that begins with the same eight bytes."""

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from shouwang.landing.errors import RefusalError
from shouwang.landing.files.packages import LOCKED
from shouwang.landing.files.sheet_marks import CellMark

DAMAGED = "旧版工作簿（xls）已损坏，读不通；请在表格软件中打开原文件，另存为 xlsx 后重报"
FOREIGN = (  # stream, what the file is
    ("WordDocument", "Word 文档（doc）"),
    ("PowerPoint Document", "演示文稿（ppt）"),
    ("VisioDocument", "Visio 图（vsd）"),
    ("Contents", "WPS 或作图程序的文档"),
)
FORMULA, BOOLEAN_OR_ERROR, END, START, SHEET, FILE_PASS = 0x0006, 0x0205, 0x000A, 0x0809, 0x0085, 0x002F
IS_ERROR = 2
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def inspect_compound(path: Path, *, is_et: bool) -> list[list[CellMark]]:
    """The cells with errors, sheet by sheet in the order of the workbook; RefusalError when it is no open workbook.

    ``is_et`` says that the file's name ends as those of WPS spreadsheets do, which a message then names.
    """
    try:
        with olefile.OleFileIO(str(path)) as compound:
            name = next((name for name in ("Workbook", "Book") if compound.exists(name)), None)
            if name is None:
                raise RefusalError(_foreign_message(compound, is_et=is_et))
            records = compound.openstream(name).read()
    except (OSError, struct.error, IndexError, ValueError) as error:
        if isinstance(error, RefusalError):
            raise
        raise RefusalError(DAMAGED) from None
    return _errors(records)


def _foreign_message(compound: "olefile.OleFileIO[str]", *, is_et: bool) -> str:
    if compound.exists("EncryptedPackage") or compound.exists("EncryptionInfo"):
        return LOCKED
    if is_et:
        return "文件是 WPS 表格专有格式（.et），不能直接读取；请在 WPS 中另存为 xlsx 后重报"
    what = next((what for stream, what in FOREIGN if compound.exists(stream)), "别的程序的文档")
    return f"文件是{what}，不是表格；请把名单填在表格中，存为 xlsx 后报送"


def _errors(stream: bytes) -> list[list[CellMark]]:
    """Errors of every sheet. Sheets begin where the workbook's first records say."""
    starts = []
    for kind, body in _records(stream, 0):
        if kind == FILE_PASS:
            raise RefusalError(LOCKED)
        if kind == SHEET and len(body) >= 4:  # noqa: PLR2004 -- the bytes of the offset
            starts.append(struct.unpack_from("<I", body)[0])
    return [_sheet_errors(stream, start) for start in starts]


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Records from one start to its end, those of charts within it left out."""
    depth = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        depth += (kind == START) - (kind == END)
        if depth <= 1:
            yield kind, stream[position + 4 : position + 4 + size]
        if depth <= 0:
            return
        position += 4 + size


def _sheet_errors(stream: bytes, start: int) -> list[CellMark]:
    marks = []
    for kind, body in _records(stream, start):
        if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == IS_ERROR:
            marks.append(_mark(body, body[8]))
        elif kind == BOOLEAN_OR_ERROR and len(body) > 7 and body[7]:  # noqa: PLR2004 -- where the kind of value stands
            marks.append(_mark(body, body[6]))
    return sorted(marks)


def _mark(body: bytes, code: int) -> CellMark:
    row, column = struct.unpack_from("<HH", body)
    return CellMark(row, column, ERRORS.get(code, "#VALUE!"))
