"""Cells of a worksheet part that carry no value of their own: errors, and formulas that were never calculated.

The readers of workbooks give both as empty text, so they are looked for in the XML itself, piece by piece.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shouwang.landing.errors import RefusalError

UNCALCULATED = "=公式未计算"  # stands in the cell, so that it is not taken as empty
HINTS = [b"<f", b't="e"']
RARE_HINTS = [b":f", b"t='e'"]  # in a sheet whose elements carry a prefix or whose attributes stand in single quotes
FORMULA = re.compile(rb"<((?:\w+:)?)f[\s/>]")
ERROR = re.compile(rb"""<((?:\w+:)?)c\s[^>]*\bt=["']e["'][^>]*""")
PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
TYPE = re.compile(rb"""\st=["'](\w+)["']""")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
LONGEST_CELL = 1 << 18  # bytes; a cell holds at most 32,767 characters


class CellMark(NamedTuple):
    """A cell, counted from 0, and the text that stands for it."""

    row: int
    column: int
    text: str


def sheet_marks(pieces: Iterable[bytes], *, is_recalculated: bool) -> tuple[CellMark, ...]:
    """The marks of a worksheet part that comes in pieces, by row and column.

    ``is_recalculated`` says that the workbook asks to be calculated anew when it is opened: then a formula's 0 is no
    result but what the program that wrote it put there. RefusalError for a cell that does not say where it stands.
    """
    marks: list[CellMark] = []
    rest, hints = b"", None
    for piece in pieces:
        text = rest + piece
        end = _last_cell_end(text)
        if hints is None and end:
            hints = HINTS + (RARE_HINTS if b":sheetData" in text or b"='" in text else [])
        if hints and any(hint in text for hint in hints):
            marks += _marks(text[:end], is_recalculated=is_recalculated)
        rest = text[end:][-LONGEST_CELL:]
    return tuple(sorted([*marks, *_marks(rest, is_recalculated=is_recalculated)]))


def _marks(text: bytes, *, is_recalculated: bool) -> Iterator[CellMark]:
    for found in FORMULA.finditer(text):
        cell = _cell_around(text, found.start(), found[1])
        if _is_uncalculated(cell, is_recalculated=is_recalculated):
            yield CellMark(*_place(cell, UNCALCULATED), UNCALCULATED)
    for found in ERROR.finditer(text):
        value = VALUE.search(_cell_around(text, found.end(), found[1]))
        if value:
            error = value[1].decode()
            yield CellMark(*_place(found[0], error), error)


def _is_uncalculated(cell: bytes, *, is_recalculated: bool) -> bool:
    value = VALUE.search(cell)
    text, kind = value[1] if value else b"", TYPE.search(cell[: cell.find(b">")])
    if value and kind and kind[1] == b"str":
        return False  # a text, which may be empty
    return not text or (is_recalculated and text == b"0")


def _place(cell: bytes, text: str) -> tuple[int, int]:
    place = PLACE.search(cell.partition(b">")[0])
    if place is None:
        raise RefusalError(f"表格中有算不出结果的公式（{text}），又没有写明在哪一格；请在表格软件中另存为 xlsx 后重报")
    return int(place[2]) - 1, _position(place[1])


def _last_cell_end(text: bytes) -> int:
    ends = (text.rfind(end) for end in (b"</row>", b":row>", b"</c>", b":c>"))  # the first that is there
    start = next((end for end in ends if end >= 0), None)
    return 0 if start is None else text.find(b">", start) + 1


def _cell_around(text: bytes, inside: int, prefix: bytes) -> bytes:
    first = text.rfind(b"<" + prefix + b"c ", 0, inside)
    last = text.find(b"</" + prefix + b"c>", inside)
    return text[max(first, 0) : last if last >= 0 else len(text)]


def _position(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
