"""Which delivery a file is a marked copy of: read from its rows, else from its property or its hidden sheet."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from shouwang.landing.files.tables import ROW_NUMBER, Table, cell_names
from shouwang.landing.mending.marks import ROW_HEADER, SHEET_NAME, Mark
from shouwang.people.pseudonyms import Pseudonyms

DELIVERY_MARK = re.compile(rb"sw0-[0-9a-f]{16}-[0-9a-f]{6}")
PROPERTIES = ("docProps/custom.xml", "meta.xml")
CONTENTS = ("xl/sharedStrings.xml", "content.xml")
SHEETS = "xl/worksheets/"
MOST_BYTES = 64 << 20  # of one part of a package
MENDED = "mended_delivery_id"
MENDED_ROW = "mended_row_number"
NO_MARKS = pl.DataFrame(schema={ROW_NUMBER: pl.Int32, MENDED: pl.Int64, MENDED_ROW: pl.Int32})


def row_marks(table: Table, pseudonyms: Pseudonyms) -> pl.DataFrame:
    """``row_number``, ``mended_delivery_id`` and ``mended_row_number`` of the rows that carry a mark.

    A row that was emptied carries none. Where one mark stands twice, because a row was copied to write another one
    into it, the first row has it.
    """
    position = mark_position(table)
    if position is None:
        return NO_MARKS
    cell, others = f"c{position}", [name for name in cell_names(table.width) if name != f"c{position}"]
    has_content = pl.any_horizontal(pl.col(name).str.strip_chars().str.len_bytes() > 0 for name in others)
    frames = [frame.filter(has_content).select(ROW_NUMBER, cell).drop_nulls() for frame in table.pieces()]
    texts = pl.concat(frames) if frames else NO_MARKS.select(ROW_NUMBER, pl.lit("").alias(cell))
    marks = [(number, *mark) for number, text in texts.iter_rows() if (mark := Mark.decode(text, pseudonyms))]
    found = pl.DataFrame(marks, schema=NO_MARKS.schema, orient="row")
    return found.filter(pl.col(MENDED_ROW) > 0).unique([MENDED, MENDED_ROW], keep="first", maintain_order=True)


def mark_position(table: Table) -> int | None:
    """Where the column of row marks stands; None when the sheet has none."""
    places = (row.index(ROW_HEADER) for row in table.opening if ROW_HEADER in row)
    return next(places, None)


def delivery_mark(path: Path, pseudonyms: Pseudonyms) -> Mark | None:
    """The delivery a package names in its property or on its hidden sheet; None for all other files."""
    for part in _parts(path):
        for text in DELIVERY_MARK.findall(part):
            if mark := Mark.decode(text.decode(), pseudonyms):
                return mark
    return None


def _parts(path: Path) -> Iterator[bytes]:
    """The parts of a package where a mark may stand; contents only when there is a hidden sheet of ours."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            yield from (_read(package, name) for name in PROPERTIES if name in names)
            index = b"".join(_read(package, name) for name in ("xl/workbook.xml", *CONTENTS[1:]) if name in names)
            if SHEET_NAME.encode() in index:
                sheets = sorted(name for name in names if name.startswith(SHEETS) and name.endswith(".xml"))
                yield from (_read(package, name) for name in (*CONTENTS, *sheets) if name in names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return  # damaged: reading it as a table says so


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(MOST_BYTES)
