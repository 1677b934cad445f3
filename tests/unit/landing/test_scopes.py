"""Lists that every township sends for itself: whose they are, and which are nobody's or several's."""

from pathlib import Path

import pytest

from shouwang.feeds import feed
from shouwang.landing.errors import RefusalError
from shouwang.landing.rows.identification import Identified, identify
from shouwang.landing.scopes import township_scope
from tests.unit.landing.tables import table_of

HEADER = ("村级区划代码", "网格编号", "网格名称")


def listed(tmp_path: Path, *codes: str) -> Identified:
    rows = [("网格划分名单",), HEADER, *((code, f"{number:02d}", "某网格") for number, code in enumerate(codes))]
    return identify("网格划分名单.xlsx", [table_of(tmp_path, rows)], [feed("grids")])


def test_the_township_is_that_of_the_villages_however_they_are_written(tmp_path: Path) -> None:
    assert (
        township_scope(listed(tmp_path, "340604001001", " 340604001009", "３４０６０４００１０１３", "未知"))
        == "340604001"
    )


def test_two_townships_in_one_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="2 个乡镇的村（340604001、340604002）；请每个乡镇单独报一份"):
        township_scope(listed(tmp_path, "340604001001", "340604002007"))


def test_a_list_without_any_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="不知是哪个乡镇的名单"):
        township_scope(listed(tmp_path, "3.40604E+11"))
