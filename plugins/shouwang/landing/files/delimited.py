"""Delimited files: comma, tab, semicolon or bar; any of the encodings of ``encodings``."""

import csv
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path

import polars as pl

from shouwang.landing.errors import RefusalError
from shouwang.landing.files.encodings import content_of, utf8_pieces
from shouwang.landing.files.tables import OPENING_ROWS, cell_names, text_frame
from shouwang.lookahead import ahead

DELIMITERS = (",", "\t", ";", "|")
BATCH = 50_000  # rows
LONGEST_HEADER = 15  # characters
WIDEST = 4096  # columns
EXCEL_TEXT = r'^="([^"]*)"$'  # how figures are written so that spreadsheet programs take them for text


def delimited_frames(path: Path) -> Iterator[pl.DataFrame]:
    """All rows of a delimited file as text columns ``c0``, ``c1`` …; later frames may be wider than the first.

    RefusalError where the file is found to be no text, or its quotes not to come in pairs.
    """
    pieces = _whole_pieces(ahead(utf8_pieces(content_of(path))))
    first = next(pieces, b"")
    lines = _lines(b"\n".join(first.split(b"\n", OPENING_ROWS)[:OPENING_ROWS]).decode())
    delimiter = _delimiter(lines)
    width = max((len(row) for row in _loose_rows(lines, delimiter)), default=1)
    line_number = 0
    for piece in chain([first] if first else [], pieces):
        for frame in _frames(piece, delimiter, width, line_number):
            yield _unwrapped(frame) if b'="' in piece else frame
            width = frame.width
        line_number += piece.count(b"\n")


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", " ").removesuffix("\n").split("\n")]


def _delimiter(lines: Sequence[str]) -> str:
    """The one that makes a header of an opening row and as many columns of the rows like it."""
    return max(DELIMITERS, key=lambda delimiter: _fitness(list(_loose_rows(lines, delimiter))))


def _fitness(rows: Sequence[list[str]]) -> int:
    header = max(rows, key=_header_likeness, default=[])
    return _header_likeness(header) * sum(len(row) == len(header) for row in rows)


def _header_likeness(row: list[str]) -> int:
    """How many different cells look like the heading of a column: short, without figures or the stops of sentences."""
    cells = {cell.strip() for cell in row}
    short = [cell for cell in cells if 0 < len(cell) <= LONGEST_HEADER]
    return sum(not any(c.isdigit() or c in "。，" for c in cell) for cell in short) if len(row) > 1 else 0


def _loose_rows(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return  # a cell too long for any table: reading it in earnest says so


def _records(lines: Sequence[str], numbers: Sequence[int], delimiter: str) -> Iterator[list[str]]:
    """The rows of lines that stand in the file where ``numbers`` say."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        line = numbers[reader.line_num - 1]
        raise RefusalError(f"第{line}行附近的引号不成对，无法分清各列；请在表格软件中另存为 xlsx 后重报") from None


def _whole_pieces(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces that end at the end of a row: a line end within quotes does not end one."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        if waiting.count(b'"') % 2 == 0:
            yield waiting
            waiting = b""
    if waiting:
        yield waiting


def _frames(piece: bytes, delimiter: str, width: int, line_number: int) -> Iterator[pl.DataFrame]:
    places = list(_lines_with_quotes(piece))
    if not places:
        yield _plain_frame(piece, delimiter, width)
    elif all(piece.count(b'"', *place) % 2 == 0 for place in places):
        yield _mixed_frame(piece, places, delimiter, width, line_number)
    else:
        lines = _lines(piece.decode())
        rows = _records(lines, range(line_number + 1, line_number + len(lines) + 1), delimiter)
        while batch := list(islice(rows, BATCH)):
            yield text_frame(batch, max(width, *map(len, batch)))


def _lines_with_quotes(piece: bytes) -> Iterator[tuple[int, int]]:
    """Where each line that holds a quote begins and ends, its line end left out."""
    last = -1
    while (quote := piece.find(b'"', last + 1)) >= 0:
        last = piece.find(b"\n", quote) % (len(piece) + 1)
        yield piece.rfind(b"\n", 0, quote) + 1, last


def _plain_frame(piece: bytes, delimiter: str, width: int) -> pl.DataFrame:
    """No quotes: every delimiter ends a cell. One column more than expected shows whether a row is longer."""
    header = f"{delimiter.join(cell_names(width + 1))}\n".encode()  # says how wide the rows are, however they begin
    frame = pl.read_csv(
        header + piece,
        separator=delimiter,
        quote_char=None,
        schema=dict.fromkeys(cell_names(width + 1), pl.String),
        truncate_ragged_lines=True,
    )
    if frame[f"c{width}"].is_null().all():
        return frame.drop(f"c{width}")
    longest = max(line.count(delimiter.encode()) for line in piece.split(b"\n")) + 1
    if longest > WIDEST:
        raise RefusalError(f"有一行超过 {WIDEST} 列，不像名单；请检查分隔符，在表格软件中另存为 xlsx 后重报")
    return _plain_frame(piece, delimiter, longest)


def _mixed_frame(
    piece: bytes, places: list[tuple[int, int]], delimiter: str, width: int, line_number: int
) -> pl.DataFrame:
    """No quoted cell holds a line end: the lines with quotes are read apart and put into their places."""
    gaps = [(0, 0), *places, (len(piece), len(piece))]
    plain = [piece[before[1] : after[0]] for before, after in pairwise(gaps)]
    indexes = list(accumulate(part.count(b"\n") for part in plain[:-1]))
    quoted = [piece[first:last].decode().removesuffix("\r") + "\n" for first, last in places]
    rows = list(_records(quoted, [line_number + index + 1 for index in indexes], delimiter))
    wide = max(width, *map(len, rows))
    frame = _plain_frame((delimiter.encode() * (wide - 1)).join(plain), delimiter, wide)
    records = text_frame(rows, frame.width)
    return frame.with_columns(frame[name].scatter(indexes, records[name]) for name in frame.columns)


def _unwrapped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.all().str.replace(EXCEL_TEXT, "$1"))
