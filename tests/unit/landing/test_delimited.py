"""Quoted cells, alone or among thousands of plain ones, read as the csv module reads them."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.landing.files import delimited, encodings

CELLS = st.text(alphabet='户村12",\n', max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=30)


def written(rows: list[list[str]]) -> bytes:
    """The rows as an office program writes them, the widest first so that the width shows."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([["甲", "乙", "丙"], *rows])
    return text.getvalue().encode("gb18030")


def cells(path: Path) -> list[list[str]]:
    """Every cell in order, empty ones as empty text; rows as wide as the widest."""
    rows = [[cell or "" for cell in row] for frame in delimited.delimited_frames(path) for row in frame.rows()]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


@settings(deadline=None, max_examples=150)
@given(rows=ROWS, piece=st.sampled_from([1, 16, 4096]))
def test_any_rows_read_as_they_were_written(rows: list[list[str]], piece: int) -> None:
    with TemporaryDirectory() as place, patch.object(encodings, "PIECE", piece):
        path = Path(place) / "名单.csv"
        path.write_bytes(written(rows))
        assert cells(path) == [["甲", "乙", "丙"], *rows]


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.lists(st.text("甲乙", min_size=1, max_size=3), min_size=1, max_size=12), min_size=2, max_size=9)
)
def test_no_cell_is_lost_of_rows_longer_than_those_before(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    with TemporaryDirectory() as place, patch.object(encodings, "PIECE", 1):
        path = Path(place) / "名单.csv"
        path.write_bytes("".join(",".join(row) + "\n" for row in rows).encode())
        assert cells(path) == [row + [""] * (width - len(row)) for row in rows]
