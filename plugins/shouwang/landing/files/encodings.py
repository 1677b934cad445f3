"""In which encoding a text is written: told by its bytes, and proven by reading all of them."""

import codecs
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from shouwang.landing.errors import RefusalError
from shouwang.landing.files.gb18030 import Transcoder

Content = bytes | mmap  # a large file is not copied into memory

UTF_16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
SAMPLE = 1 << 16  # bytes
CLEAR = 0.2  # the least share of characters below U+0100 (figures, delimiters, line ends) in a table
PIECE = 4 << 20  # bytes
NOT_TEXT = "文件不是文本（含空字节），应为 xlsx，或 UTF-8、GB18030 编码的 csv；请在表格软件中另存为 xlsx 后重报"


def content_of(path: Path) -> Content:
    """The bytes of a file that nobody changes."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""


def utf8_pieces(content: Content) -> Iterator[bytes]:
    """The text as UTF-8 without a mark, in pieces that end at a line end; it may be UTF-8, GB18030 or UTF-16.

    RefusalError where a byte is reached that the encoding does not allow, naming the line.
    """
    encoding = UTF_16_MARKS.get(content[:2]) or _unmarked_utf_16(content)
    if encoding:
        yield from _pieces(_from_utf_16(content[:], encoding), 0)
        return
    first = len(codecs.BOM_UTF8) if content[: len(codecs.BOM_UTF8)] == codecs.BOM_UTF8 else 0
    content = _with_line_ends(content)
    broken = _first_broken_utf_8(content, first)
    yield from _pieces(content, first) if broken is None else _from_gb18030(content, first, broken)


def _with_line_ends(content: Content) -> Content:
    """Old programs end lines with a return alone."""
    return content if content.find(b"\n") >= 0 else content[:].replace(b"\r", b"\n")


def _pieces(content: Content, first: int) -> Iterator[bytes]:
    """Cut at line ends: in UTF-8 and GB18030 the byte of a line end is never part of another character."""
    while first < len(content):
        last = content.find(b"\n", first + PIECE) + 1 or len(content)
        piece = content[first:last]
        if b"\0" in piece:
            raise RefusalError(NOT_TEXT)
        yield piece
        first = last


def _unmarked_utf_16(content: Content) -> str | None:
    """UTF-16 without a mark: one of two bytes of every figure, delimiter and line end is 0."""
    even, odd = content[:SAMPLE:2], content[1:SAMPLE:2]
    if len(content) % 2 or not even:
        return None
    zeros = {"utf-16-le": odd.count(0) / len(odd), "utf-16-be": even.count(0) / len(even)}
    encoding, share = max(zeros.items(), key=lambda found: found[1])
    is_clear = share >= CLEAR and min(zeros.values()) == 0
    has_lines = not {"\n", "\r"}.isdisjoint(content[:SAMPLE].decode(encoding, "replace"))
    return encoding if is_clear and has_lines else None


def _from_utf_16(content: bytes, encoding: str) -> Content:
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise RefusalError(_illegible_utf_16(line)) from None
    return _with_line_ends(text.encode())


def _illegible_utf_16(line: int) -> str:
    return f"第{line}行有读不出的字符（文件为 UTF-16 编码）；请在表格软件中另存为 xlsx 后重报"


def _first_broken_utf_8(content: Content, first: int) -> int | None:
    """Where the first byte stands that UTF-8 does not allow; None when there is none."""
    for piece in _pieces(content, first):
        try:
            piece.decode()
        except UnicodeDecodeError as error:
            return first + error.start
        first += len(piece)
    return None


def _from_gb18030(content: Content, first: int, broken_utf_8: int) -> Iterator[bytes]:
    transcoder = Transcoder()
    for piece in _pieces(content, first):
        try:
            yield transcoder.utf8(piece)
        except UnicodeDecodeError as error:
            raise RefusalError(_illegible(content, max(first + error.start, broken_utf_8))) from None
        first += len(piece)


def _illegible(content: Content, place: int) -> str:
    line = content[:place].count(b"\n") + 1
    return (
        f"第{line}行有读不出的字符：文件编码既不完全是 UTF-8 也不完全是 GB18030，多为两种编码混在一起或没有传完；"
        "请从原系统重新导出，或在表格软件中另存为 xlsx 后重报"
    )
