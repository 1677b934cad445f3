"""Both records side by side, and how a likelihood adds up."""

import pytest

from shouwang.desk.comparison import Piece, compare
from shouwang.desk.waterfall import PRIOR, TOTAL, waterfall


def test_what_differs_is_marked_on_both_sides() -> None:
    rows = {row.label: row for row in compare({"id_number": "410000", "person_name": "张三"}, {"id_number": "410118"})}
    number = rows["身份证号"]
    assert number.verdict == "different"
    assert [piece.text for piece in number.sent if piece.is_different] == ["000"]
    assert [piece.text for piece in number.known if piece.is_different] == ["118"]
    assert rows["姓名"] == ("姓名", (Piece("张三", is_different=False),), (), "unsaid")


def test_people_read_the_name_first_and_what_neither_says_is_left_out() -> None:
    rows = compare(
        {"phone": "1", "person_name": "张三", "village_name": ""}, {"person_name": "张三", "village_name": ""}
    )
    assert [(row.label, row.verdict) for row in rows] == [("姓名", "same"), ("联系电话", "unsaid")]


def test_the_bars_lead_from_the_prior_to_the_score() -> None:
    bars = waterfall("姓名相同（+4.5）；号码可读的各位全部相符（+22.5），共15位；村不同（-3.0）", 8.4)
    assert [bar.label for bar in bars] == [PRIOR, "姓名相同", "号码可读的各位全部相符，共15位", "村不同", TOTAL]
    assert [round(bar.bits, 1) for bar in bars] == [-15.6, 4.5, 22.5, -3.0, 8.4]
    assert [bar.is_total for bar in bars] == [True, False, False, False, True]
    assert min(bar.left for bar in bars) == pytest.approx(0)
    assert max(bar.left + bar.width for bar in bars) == pytest.approx(100)
    name, number, village = bars[1:4]
    assert name.left + name.width == pytest.approx(number.left)
    assert village.left + village.width == pytest.approx(number.left + number.width), "what speaks against goes back"


def test_a_candidate_found_by_the_number_has_no_bars() -> None:
    assert waterfall("前15位", 3.0) == ()
