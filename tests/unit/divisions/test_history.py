"""Changes of divisions: what they make of a small base, forward and backward, and which lines are refused."""

from datetime import date
from pathlib import Path

import pytest

from shouwang.divisions import DivisionChangeError
from shouwang.divisions.changes import COLUMNS, read_moves
from shouwang.divisions.history import History, history_of
from shouwang.divisions.places import division_of

BASE = {
    code: division_of(code, name)
    for code, name in {
        "340604": "甲县",
        "340604100": "东镇",
        "340604100001": "东一村",
        "340604100002": "东二村",
        "340604101": "西镇",
        "340604101001": "西一村",
        "340604101002": "西二村",
    }.items()
}
AUGUST, OCTOBER, DECEMBER = date(2023, 8, 1), date(2023, 10, 1), date(2023, 12, 1)
BEFORE, LONG_AGO = date(2023, 7, 1), date(2021, 1, 1)
MERGER = """
2023-10-01,340604101,,340604100,,,文1
2023-10-01,340604101001,,340604100010,,,文1
2023-10-01,340604101002,,340604100011,,,文1
"""
SPLIT = """
2023-10-01,340604100001,,340604100001,,1,文2
2023-10-01,340604100001,,340604100003,东三村,,文2
"""
COUNTY = """
2023-12-01,340604,,340699,甲区,,文3
2023-12-01,340604100,,340699100,,,文3
2023-12-01,340604100001,,340699100001,,,文3
2023-12-01,340604100002,,340699100002,,,文3
2023-12-01,340604101,,340699101,,,文3
2023-12-01,340604101001,,340699101001,,,文3
2023-12-01,340604101002,,340699101002,,,文3
"""


def declared(directory: Path, lines: str) -> History:
    (directory / "changes.csv").write_text(",".join(COLUMNS) + "\n" + lines.strip() + "\n", encoding="utf-8")
    return history_of(BASE, read_moves(directory))


def kinds(history: History) -> dict[tuple[str, str], str]:
    return {(s.predecessor, s.successor): s.kind for s in history.successions}


def names(history: History, month: date) -> dict[str, str]:
    return {code: division.name for code, division in history.on(month).items()}


def test_a_township_merged_into_another_ends_and_its_villages_go_with_it(tmp_path: Path) -> None:
    history = declared(tmp_path, MERGER)
    assert set(names(history, AUGUST)) == set(BASE)
    assert names(history, OCTOBER)["340604100010"] == "西一村"
    assert not {code for code in history.on(OCTOBER) if code.startswith("340604101")}
    assert kinds(history) == {
        ("340604101", "340604100"): "merged",
        ("340604101001", "340604100010"): "recoded",
        ("340604101002", "340604100011"): "recoded",
    }
    assert history.successors("340604101", AUGUST, OCTOBER) == ["340604100"]
    assert history.successors("340604101", OCTOBER, DECEMBER) == ["340604101"], "what comes after the change alone"
    assert history.predecessors("340604100010", AUGUST, OCTOBER) == ["340604101001"]


def test_a_split_village_has_several_successors_one_of_them_for_what_is_not_told_apart(tmp_path: Path) -> None:
    history = declared(tmp_path, SPLIT)
    assert history.successors("340604100001", AUGUST, DECEMBER) == ["340604100001", "340604100003"]
    assert history.predecessors("340604100003", AUGUST, DECEMBER) == ["340604100001"]
    assert [s.successor for s in history.successions if s.is_main] == ["340604100001"]
    assert set(kinds(history).values()) == {"split"}


def test_changes_follow_each_other(tmp_path: Path) -> None:
    lines = SPLIT + COUNTY + "2023-12-01,340604100003,,340699100003,,,文3\n"
    history = declared(tmp_path, lines)
    assert history.successors("340604100001", AUGUST, DECEMBER) == ["340699100001", "340699100003"]
    assert names(history, DECEMBER)["340699"] == "甲区"
    assert {kind for (old, _), kind in kinds(history).items() if len(old) == 6} == {"recoded"}
    assert [d for d in history.on(DECEMBER) if d.startswith("340604")] == []


def test_a_rename_keeps_the_code_and_each_month_its_name(tmp_path: Path) -> None:
    history = declared(tmp_path, "2023-10-01,340604100,,340604100,新东镇,,文4")
    assert (names(history, AUGUST)["340604100"], names(history, OCTOBER)["340604100"]) == ("东镇", "新东镇")
    assert list(kinds(history).values()) == ["renamed"]


def test_a_village_that_goes_to_another_township_is_transferred(tmp_path: Path) -> None:
    history = declared(tmp_path, "2023-10-01,340604101001,,340604100005,,,文5")
    assert kinds(history) == {("340604101001", "340604100005"): "transferred"}


def test_what_happened_before_the_base_is_read_backward(tmp_path: Path) -> None:
    lines = "2022-08-01,340604200,南乡,340604100,,,文6\n2022-08-01,340604100,,340604100,,,文6\n"
    villages = "2022-08-01,340604200001,,340604100002,,,文6\n2022-09-01,340604101,老西镇,340604101,西镇,,文7\n"
    history = declared(tmp_path, lines + villages)
    assert names(history, LONG_AGO) | {} == {
        "340604": "甲县",
        "340604100": "东镇",
        "340604100001": "东一村",
        "340604101": "老西镇",
        "340604101001": "西一村",
        "340604101002": "西二村",
        "340604200": "南乡",
        "340604200001": "东二村",
    }
    assert names(history, BEFORE) == {code: division.name for code, division in BASE.items()}
    assert history.successors("340604200", LONG_AGO, BEFORE) == ["340604100"]
    assert kinds(history)["340604200", "340604100"] == "merged"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("2023-10-01,340604199,,340604198,,,文", "第2行.*340604199 在2023年10月变更时不存在"),
        ("2023-10-01,340604100,,340604102,,,文", "上级 340604100 不存在"),
        ("2023-10-01,340604100001,,340604102001,,,文", "第2行.*上级 340604102 不存在"),
        (SPLIT.replace(",1,", ",,"), "拆分为 2 处，应恰有一行"),
        (
            "2023-10-01,340604100001,,340604100002,,,文\n2023-10-01,340604100002,,340604100001,,,文",
            "既撤销又承接，成了环",
        ),
        (
            "2023-09-01,340604100001,,340604100009,,,文\n2023-10-01,340604100009,,340604100001,,,文",
            "第3行.*已撤销的代码不再使用",
        ),
        ("2023-10-01,340604100001,,340604100001,,,文", "没有说明任何变更"),
        (
            "2023-10-01,340604100001,,340604100009,,,文\n2023-10-01,340604100002,,340604100009,,,文",
            "名称不唯一（东一村、东二村）",
        ),
        (SPLIT + SPLIT.strip().splitlines()[1], "写了两次"),
        ("2023-10-02,340604100001,,340604100009,,,文", "应为开始使用新区划的月份的1日"),
        ("2023-10-01,3.40604E+11,,340604100009,,,文", "应设为文本格式"),
        ("2023-10-01,340604100001,,340604109,,,文", "不同级"),
        ("2023-10-01,340604100001,,340604100009,,x,文", "is_main 是“x”"),
        ("2023-10-01,340604100001,,340604100009,,,", "文号"),
        ("2023-10-01,340604100001", "应有 7 格"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_number(tmp_path: Path, lines: str, problem: str) -> None:
    with pytest.raises(DivisionChangeError, match=problem):
        declared(tmp_path, lines)


def test_the_header_must_be_ours(tmp_path: Path) -> None:
    (tmp_path / "changes.csv").write_text("代码,名称\n", encoding="utf-8")
    with pytest.raises(DivisionChangeError, match=r"第1行.*表头应为 changed_on"):
        read_moves(tmp_path)
