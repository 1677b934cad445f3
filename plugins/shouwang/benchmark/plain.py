"""The plain way: the cells of a file read by a fast library, copied as text, nothing cleaned or checked."""

import io
import time
from pathlib import Path
from typing import BinaryIO, NamedTuple

import fastexcel
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # the library has no types
import pyarrow.csv  # type: ignore[import-untyped]  # the library has no types

from shouwang.settings import Settings
from shouwang.warehouse import connect

UTF8_MARK = b"\xef\xbb\xbf"
SAMPLE = 2000  # bytes
BUFFER = 1 << 20
DELIMITED = {".csv", ".txt", ".tsv"}


class Plain(NamedTuple):
    """A table as it was read: its columns, and its rows as COPY takes them."""

    width: int
    rows: BinaryIO
    separator: str
    encoding: str


def copy_plain(settings: Settings, paths: list[Path]) -> float:
    """Seconds to read every file plainly and to COPY its rows as text, to stay, into a table without anything."""
    started = time.perf_counter()
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        for number, path in enumerate(paths):
            plain = _read_delimited(path) if path.suffix in DELIMITED else _read_workbook(path)
            columns = ", ".join(f"c{position} text" for position in range(plain.width))
            options = f"format csv, delimiter E'{plain.separator}', encoding '{plain.encoding}'"
            cursor.execute(f"create table plain_{number} ({columns})")
            with plain.rows as rows:
                cursor.copy_expert(f"copy plain_{number} from stdin ({options})", rows, size=BUFFER)
    seconds = time.perf_counter() - started
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        for number in range(len(paths)):
            cursor.execute(f"drop table plain_{number}")
    return seconds


def _read_delimited(path: Path) -> Plain:
    """All cells by pyarrow on all cores; the server gets the bytes as they are and transcodes them itself.

    Lists whose rows differ in width are read by polars, as pyarrow does not take them.
    """
    with path.open("rb") as file:
        opening = file.read(SAMPLE)
    separator = "\t" if b"\t" in opening else ","
    encoding = "utf-8" if opening.startswith(UTF8_MARK) else "gb18030"
    names = [f"c{position}" for position in range(opening.split(b"\n")[0].count(separator.encode()) + 1)]
    try:
        pyarrow.csv.read_csv(
            path,
            pyarrow.csv.ReadOptions(column_names=names, encoding=encoding),
            pyarrow.csv.ParseOptions(delimiter=separator),
            pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:
        return _read_ragged(path.read_bytes().decode(encoding).encode(), separator)
    return Plain(len(names), path.open("rb"), separator, encoding)


def _read_ragged(text: bytes, separator: str) -> Plain:
    frame = pl.read_csv(text, has_header=False, separator=separator, infer_schema=False, truncate_ragged_lines=True)
    return Plain(frame.width, io.BytesIO(text), separator, "utf-8")


def _read_workbook(path: Path) -> Plain:
    frame = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    rows = io.BytesIO()
    frame.write_csv(rows, include_header=False)
    rows.seek(0)
    return Plain(frame.width, rows, ",", "utf-8")
