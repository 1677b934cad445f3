"""Quoted cells, alone or among thousands of plain ones, read as the csv module reads them."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.landing import delimited
from shouwang.landing.tables import Table

CELLS = st.text(alphabet='户村12",\n', max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=30)


def written(rows: list[list[str]]) -> bytes:
    """The rows as an office program writes them, the widest first so that the width shows."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([["甲", "乙", "丙"], *rows])
    return text.getvalue().encode("gb18030")


def cells(table: Table) -> list[list[str]]:
    """Every cell in order, empty ones as empty text."""
    return [[cell or "" for cell in row[1:]] for frame in table.pieces() for row in frame.rows()]


@settings(deadline=None, max_examples=150)
@given(rows=ROWS, piece=st.sampled_from([1, 16, 4096]))
def test_any_rows_read_as_they_were_written(rows: list[list[str]], piece: int) -> None:
    with TemporaryDirectory() as place, patch.object(delimited, "PIECE", piece):
        path = Path(place) / "名单.csv"
        path.write_bytes(written(rows))
        assert cells(delimited.read_delimited(path)) == [["甲", "乙", "丙"], *rows]
