"""Delimited files: comma, tab, semicolon or bar; UTF-8 (with or without a mark) or GB18030."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, islice, pairwise
from pathlib import Path

import polars as pl

from shouwang.landing.errors import RefusalError
from shouwang.landing.tables import OPENING_ROWS, Table, cell_names, text_frame

DELIMITERS = (",", "\t", ";", "|")
PIECE = 4 << 20  # bytes
BATCH = 50_000  # rows
OPENING_BYTES = 1 << 20


@dataclass(frozen=True)
class Text:
    """The bytes of a delimited file, without a mark, and how they are read."""

    content: bytes
    encoding: str
    delimiter: str


def read_delimited(path: Path) -> Table:
    """The table of a delimited file; RefusalError when it is neither UTF-8 nor GB18030 text."""
    content = path.read_bytes()
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    encoding = _encoding(content)
    content = content.removeprefix(codecs.BOM_UTF8)
    lines = _lines(_decode(content[: _end_of_line(content, OPENING_BYTES)], encoding))
    text = Text(content, encoding, _delimiter(lines))
    opening = tuple(tuple(row) for row in islice(_records(lines, text.delimiter), OPENING_ROWS))
    return Table(None, opening, partial(_frames, text))


def _encoding(content: bytes) -> str:
    """UTF-8 when all of it is; else GB18030 when its beginning is, the rest being tried when it is read."""
    if b"\0" in content:
        raise RefusalError("文件不是文本（含空字节），应为 xlsx，或 UTF-8、GB18030 编码的 csv；请另存后重报")
    try:
        for piece in _cut(content):
            piece.decode("utf-8")
    except UnicodeDecodeError:
        _decode(content[: _end_of_line(content, OPENING_BYTES)], "gb18030")
        return "gb18030"
    return "utf-8"


def _decode(piece: bytes, encoding: str) -> str:
    try:
        return piece.decode(encoding)
    except UnicodeDecodeError:
        raise RefusalError(_ILLEGIBLE) from None


_ILLEGIBLE = "文件编码既不是 UTF-8 也不是 GB18030，文字无法辨认；请在表格软件中另存为 xlsx 后重报"


def _cut(content: bytes) -> Iterator[bytes]:
    """Pieces that end at a line end: in both encodings the byte of a line end is never part of another character."""
    first = 0
    while first < len(content):
        last = _end_of_line(content, first + PIECE)
        yield content[first:last]
        first = last


def _end_of_line(content: bytes, after: int) -> int:
    return content.find(b"\n", after) + 1 or len(content)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", " ").removesuffix("\n").split("\n")]


def _delimiter(lines: list[str]) -> str:
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines[:OPENING_ROWS]), default=0))


def _records(lines: Iterator[str] | list[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise RefusalError(f"第{reader.line_num}行附近的引号不成对，无法分清各列；请另存为 xlsx 后重报") from None


def _frames(text: Text, width: int) -> Iterator[pl.DataFrame]:
    for piece in _whole_pieces(text.content):
        lines = list(_lines_with_quotes(piece))
        if not lines:
            yield _plain_frame(piece, text, width)
        elif all(piece.count(b'"', *line) % 2 == 0 for line in lines):
            yield _mixed_frame(piece, lines, text, width)
        else:
            yield from _quoted_frames(piece, text, width)


def _lines_with_quotes(piece: bytes) -> Iterator[tuple[int, int]]:
    """Where each line that holds a quote begins and ends, its line end left out."""
    last = -1
    while (quote := piece.find(b'"', last + 1)) >= 0:
        last = piece.find(b"\n", quote) % (len(piece) + 1)
        yield piece.rfind(b"\n", 0, quote) + 1, last


def _whole_pieces(content: bytes) -> Iterator[bytes]:
    """Pieces that end at the end of a row: a line end within quotes does not end one."""
    waiting = b""
    for piece in _cut(content):
        waiting += piece
        if waiting.count(b'"') % 2 == 0:
            yield waiting
            waiting = b""
    if waiting:
        yield waiting


def _plain_frame(piece: bytes, text: Text, width: int) -> pl.DataFrame:
    header = f"{text.delimiter.join(cell_names(width))}\n".encode()  # says how wide the rows are, however they begin
    utf8 = piece if text.encoding == "utf-8" else _decode(piece, text.encoding).encode()
    return pl.read_csv(
        header + utf8,
        separator=text.delimiter,
        quote_char=None,
        schema=dict.fromkeys(cell_names(width), pl.String),
        truncate_ragged_lines=True,
    )


def _mixed_frame(piece: bytes, lines: list[tuple[int, int]], text: Text, width: int) -> pl.DataFrame:
    """No quoted cell holds a line end: the lines with quotes are read apart and put into their places."""
    quoted = [_decode(piece[first:last], text.encoding).removesuffix("\r") + "\n" for first, last in lines]
    records = text_frame(list(_records(quoted, text.delimiter)), width)
    gaps = [(0, 0), *lines, (len(piece), len(piece))]
    plain = [piece[before[1] : after[0]] for before, after in pairwise(gaps)]
    places = list(accumulate(part.count(b"\n") for part in plain[:-1]))
    frame = _plain_frame((text.delimiter.encode() * (width - 1)).join(plain), text, width)
    return frame.with_columns(frame[name].scatter(places, records[name]) for name in cell_names(width))


def _quoted_frames(piece: bytes, text: Text, width: int) -> Iterator[pl.DataFrame]:
    """A quoted cell may hold a line end, so the rows are found one by one."""
    records = _records(_lines(_decode(piece, text.encoding)), text.delimiter)
    while batch := list(islice(records, BATCH)):
        yield text_frame(batch, width)
