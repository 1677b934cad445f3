"""What packs say of doubts, gaps and hardships holds together, and a slip of the pen is refused."""

from string import Formatter

import pytest

from shouwang.feeds.declarations import vocabulary
from shouwang.policies import packs
from shouwang.policies.packs import HERE, parse_pack

LINFEN = (HERE / "linfen.yml").read_text(encoding="utf-8")
DOUBT_PLACES = {"date", "value", "count", "months", "threshold", "attribute"}
GAP_PLACES = {"date", "month", "deadline", "threshold", "count", "hardship", "roll", "basis", "missing"}
CODES = {
    code
    for column in ("company_position_code", "asset_kind_code", "low_income_kind_code", "measure_kind_code")
    for code in vocabulary()[column]["codes"].values()
}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_the_places_of_a_sentence_are_those_that_are_filled() -> None:
    for pack in packs().values():
        assert [check.doubt for check in pack.integrity if places(check.sentence) - DOUBT_PLACES] == []
        assert [check.gap for check in pack.delivery if places(check.sentence) - GAP_PLACES] == []


def test_what_is_counted_is_a_code_that_lists_can_say() -> None:
    for pack in packs().values():
        counted = [*(check.codes for check in pack.integrity), *(check.codes for check in pack.delivery)]
        assert [code for codes in counted for code in codes if code not in CODES] == []


def test_a_threshold_has_its_parameter_and_its_way_of_comparing() -> None:
    for pack in packs().values():
        for check in pack.integrity:
            assert (check.parameter is None) == (check.measure is None) == (check.operator is None), check.doubt


def test_words_that_tell_of_a_hardship_are_those_its_signal_brings() -> None:
    changes = set(vocabulary()["change_code"]["codes"].values())
    for pack in packs().values():
        told = [attribute for found in pack.hardships for said in found.signals for attribute in said.attributes]
        assert set(told) <= changes


def test_every_parameter_of_ours_says_so() -> None:
    """Amounts, numbers and months that no document gives stand under a comment that says whose they are."""
    ours = {
        *("relief_after_death_months", "payment_review_months", "costly_vehicle_amount", "property_count_limit"),
        *("costly_property_amount", "unpaid_months", "relief_due_months", "relief_window_months"),
    }
    lines = LINFEN.splitlines()
    for name in ours:
        start = lines.index(f"  {name}:")
        assert any(line.strip().startswith("# Ours") for line in lines[start : start + 6]), name


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("evidence: [vehicle]", "evidence: [yacht]", "costly_vehicle: no evidence yacht"),
        ("parameter: unpaid_months", "parameter: no_months", "roll_unpaid: no parameter no_months"),
        ("checker: civil_affairs", "checker: nobody", "paid_after_death: no department nobody"),
        ("gap: roll_unpaid", "gap: roll_lost", "roll_lost: no gap roll_lost"),
        ("relief: [housing_relief]", "relief: [water_relief]", "housing: no list water_relief"),
        ("risks: [illness]", "risks: [sickness]", "medical: no risk sickness"),
        ("measures: [health]", "measures: [healing]", "medical: no measure healing"),
        ("signal: hardship_patrolled, attributes: [serious", "signal: seen, attributes: [serious", "no signal seen"),
        ("asks_unknown: true", "ask_unknown: true", "ask_unknown"),
    ],
)
def test_a_slip_of_the_pen_is_refused(wrong: str, right: str, told: str) -> None:
    assert wrong in LINFEN
    with pytest.raises(ValueError, match=told):
        parse_pack(LINFEN.replace(wrong, right, 1))
