"""The plain way: the cells of a file read by a fast library, copied as text, nothing cleaned or checked."""

import io
import time
from pathlib import Path

import fastexcel
import polars as pl

from shouwang.settings import Settings
from shouwang.warehouse import connect

UTF8_MARK = b"\xef\xbb\xbf"
OPENING_ROWS = 50


def copy_plain(settings: Settings, paths: list[Path], *, is_read: bool = True) -> float:
    """Seconds to read every file plainly and to COPY its rows as text, to stay, into a table without anything.

    Not ``is_read``: a delimited file is brought into UTF-8 and copied without any cell of it being read.
    """
    started = time.perf_counter()
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        for number, path in enumerate(paths):
            text = plain_text(path)
            separator = "\t" if b"\t" in text[:2000] and path.suffix != ".xlsx" else ","
            is_whole = is_read and path.suffix != ".xlsx"  # what fastexcel gave is read already
            width = _read(text, separator, is_whole=is_whole).width
            columns = ", ".join(f"c{position} text" for position in range(width))
            cursor.execute(f"create table plain_{number} ({columns})")
            cursor.copy_expert(
                f"copy plain_{number} from stdin (format csv, delimiter E'{separator}')", io.BytesIO(text)
            )
    seconds = time.perf_counter() - started
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        for number in range(len(paths)):
            cursor.execute(f"drop table plain_{number}")
    return seconds


def _read(text: bytes, separator: str, *, is_whole: bool) -> pl.DataFrame:
    """The cells as text by polars, which takes the ragged rows of real lists.

    Of a sound file in GB18030 pyarrow reads the cells sooner, and the server can be left to transcode it.
    """
    rows = None if is_whole else OPENING_ROWS
    return pl.read_csv(
        text, has_header=False, separator=separator, n_rows=rows, infer_schema=False, truncate_ragged_lines=True
    )


def plain_text(path: Path) -> bytes:
    """The cells of a file as UTF-8 CSV, by the fastest reader of its kind (fastexcel; Python's codecs)."""
    if path.suffix in {".csv", ".txt", ".tsv"}:
        data = path.read_bytes()
        return data[3:] if data.startswith(UTF8_MARK) else data.decode("gb18030").encode()
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    return sheet.to_polars().write_csv(include_header=False).encode()
