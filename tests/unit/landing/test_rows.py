"""Which rows are data: every row of the file is the header, dropped with a count, or judged."""

from pathlib import Path
from typing import Any

import pytest

from shouwang.landing import check, delimited
from tests.unit.landing.files import COUNTY, DIBAO, DIBAO_HEADER, MONTH, id_number, write_text

HEADER = ("序号", *DIBAO_HEADER)
DATA = ("1", "张三", id_number(1), "2022-01-05", "300", "")


def judged(tmp_path: Path, *rows: tuple[str, ...]) -> dict[str, Any]:
    report = check(write_text(tmp_path / f"{DIBAO}.csv", rows), COUNTY, month=MONTH)
    assert report.refusal is None
    assert report.rows_in == report.rows_accepted + report.rows_held
    assert report.rows_in + report.rows_dropped + 1 == len(rows)
    return report.as_document()


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
    found = judged(tmp_path, ("标题",), (), HEADER, DATA, row)
    assert (found["rows_in"], found["rows_accepted"], found["rows_dropped"]) == (1, 1, 3)


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
    assert judged(tmp_path, HEADER, DATA, row)["rows_in"] == 2


def test_rows_are_counted_alike_however_the_file_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("标题",), HEADER, *((str(n), "张三", id_number(n), "2022-1-5", "300", "") for n in range(50)), ("合计",)]
    rows.insert(30, rows[10])
    whole = judged(tmp_path, *rows)
    monkeypatch.setattr(delimited, "PIECE", 64)
    assert judged(tmp_path, *rows) == whole
    assert [(p["row_number"], p["seen"]) for p in whole["problems"]] == [(31, "与第11行重复")]


def test_a_list_without_a_row_is_empty_not_refused(tmp_path: Path) -> None:
    found = judged(tmp_path, ("标题",), HEADER, ("合计", "", "", "", "0", ""))
    assert (found["rows_in"], found["rows_dropped"]) == (0, 2)
