"""Row contents: how rows are recognised, and how a delivery refers to them."""

import subprocess
import sys
from pathlib import Path

import polars as pl

from shouwang.benchmark.register_files import write_registers
from shouwang.landing.contents.known import KnownContents, offsets_of

HASHED = "import polars as pl; print(pl.Series(['柳成荫', '411024', None]).hash(7).to_list())"


def placed(*rows: tuple[int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"row_number": pl.Int32, "content_id": pl.Int64}, orient="row")


def test_an_offset_stays_the_same_down_a_list_and_rows_without_data_have_none() -> None:
    (piece,) = offsets_of([placed((5, 105), (8, 108)), placed((4, 9))]).rows()
    assert piece == (4, "{5,100,NULL,NULL,100}")
    assert offsets_of([placed()]).is_empty()


def test_a_content_is_found_by_both_digests_alone() -> None:
    known = pl.DataFrame({"digest_high": [7, -3], "digest_low": [1, 2], "content_id": [70, 30]})
    asked = pl.DataFrame({"digest_high": [-3, 7, 7, 99], "digest_low": [2, 1, 2, 1]})
    assert KnownContents(known).find(asked).to_list() == [30, 70, None, None]
    assert KnownContents(known.clear()).find(asked).to_list() == [None] * 4


def test_another_process_hashes_alike() -> None:
    said = {
        subprocess.run([sys.executable, "-c", HASHED], check=True, capture_output=True, text=True).stdout  # noqa: S603 -- our own program
        for _ in range(2)
    }
    assert len(said) == 1


def test_measured_registers_change_by_the_share_asked_for(tmp_path: Path) -> None:
    before, after = (set(path.read_text().splitlines()) for _, path in write_registers(tmp_path, 600, 2, 0.1))
    assert len(before) == len(after) == 601
    assert len(after - before) == 50, "of sixty rows that changed ten died"
