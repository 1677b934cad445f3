"""Which rows are data: every row of the file is the header, dropped with a count, or judged."""

from pathlib import Path

import polars as pl
import pytest

from shouwang.landing.files.tables import MERGED
from tests.unit.landing.files import DIBAO_HEADER, id_number
from tests.unit.landing.tables import Judged, batches, judged, table_of

HEADER = ("序号", *DIBAO_HEADER)
DATA = ("1", "张三", id_number(1), "2022-01-05", "300", "")


def read(directory: Path, *rows: tuple[str, ...]) -> Judged:
    """What became of the rows: each is accepted, held or dropped."""
    found = judged(table_of(directory, rows))
    assert found.rows_in + sum(found.dropped.values()) == len(rows)
    return found


@pytest.mark.parametrize(
    "row",
    [
        (),
        ("", "", "", "", "", ""),
        (" ", "\u3000", "", "", "", ""),
        ("2", "", "", "", "", ""),
        *(("合计", "", "", "", "300", ""), ("", "合 计", "", "", "300", ""), ("合计：1人", "", "", "", "", "")),
        *(("安陵镇小计", "", "", "", "300", ""), ("", "", "合计", "", "300", ""), ("总计1人",)),
        *(("填表人：李四", "", "", "审核人：王五", "", ""), ("审核人（签字）：",), ("备注：以上数据截至1月底",)),
        *(("说明: 1.本表", "", "", "", "", ""), ("填报日期：2022年2月8日",), ("", "填表人：李四 13800000000")),
        HEADER,
    ],
)
def test_what_is_no_data_is_dropped_and_counted(tmp_path: Path, row: tuple[str, ...]) -> None:
    found = read(tmp_path, ("标题",), (), HEADER, DATA, row)
    assert (found.rows_in, found.accepted, sum(found.dropped.values())) == (1, 1, 4)


@pytest.mark.parametrize(
    "row",
    [
        ("2", "李四", "", "2022-01-05", "300", "合计补发"),
        ("2", "", "", "2022-01-05", "", ""),
        ("合计", "李四", id_number(2), "2022-01-05", "300", "x" * 3 + "约一万"),
        ("2", "李四", "户口本", "2022-01-05", "300", "备注：无证"),
    ],
)
def test_a_broken_row_of_data_is_judged_not_dropped(tmp_path: Path, row: tuple[str, ...]) -> None:
    assert read(tmp_path, HEADER, DATA, row).rows_in == 2


@pytest.mark.parametrize("piece", [1, 3, 31])
def test_rows_are_counted_alike_however_the_table_is_cut(tmp_path: Path, piece: int) -> None:
    rows = [("标题",), HEADER, *((str(n), "张三", id_number(n), "2022-1-5", "300", "") for n in range(50)), ("合计",)]
    rows.insert(30, rows[10])
    whole = read(tmp_path, *rows)
    cut = tmp_path / "cut"
    cut.mkdir()
    assert judged(table_of(cut, rows, piece)) == whole
    assert [(row, seen) for row, _, _, seen in whole.held] == [(31, "与第11行重复")]


def test_a_list_without_a_row_is_empty_not_refused(tmp_path: Path) -> None:
    found = read(tmp_path, ("标题",), HEADER, ("合计", "", "", "", "0", ""))
    assert (found.rows_in, found.dropped) == (0, {"title": 1, "header": 1, "total": 1})


@pytest.mark.parametrize("piece", [1, 2, 100])
def test_merged_cells_are_filled_down_however_the_table_is_cut(tmp_path: Path, piece: int) -> None:
    rows = [HEADER, *((str(n), "", id_number(n), "2022-01-05" if n == 2 else "", "", "") for n in range(1, 5))]
    rows[1] = ("1", "张三", *rows[1][2:3], "2022-01-04", "600", "")
    spans = [(2, 5, 1, 1), (2, 2, 3, 3), (3, 5, 3, 3), (2, 5, 4, 4)]
    merged = pl.DataFrame(spans, schema=MERGED, orient="row")
    made = batches(table_of(tmp_path, rows, piece, merged))
    cells = pl.concat([batch.rows for batch in made])
    assert cells["person_name"].to_list() == ["张三"] * 4
    assert cells["approved_date"].dt.day().to_list() == [4, 5, 5, 5]
    assert cells["monthly_benefit_amount"].to_list() == [None] * 4
