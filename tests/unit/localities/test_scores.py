"""A score counts whom a rule missed, whom it took wrongly, and whom it rightly left alone."""

from shouwang.localities.scores import RuleScore, Struck, score
from shouwang.policies import packs
from shouwang.simulation.truth import Fact

LIESHAN = packs()["lieshan"]
WATER = ("agricultural_water_unsafe_water", "unsafe_water")


def fact(household: str, *, is_covered: bool) -> Fact:
    feed, rule = WATER
    return Fact(
        county_code="340604",
        month="2022-05",
        township_code="340604100",
        village_code="340604100001",
        household_number=household,
        head_id_number="",
        subject_id_number="",
        feed=feed,
        signal="unsafe_water_found",
        rule=rule if is_covered else "",
        value_amount="",
        attribute="",
        row_state="clean",
        broken_kind="",
        is_covered=str(is_covered).lower(),
    )


def test_missed_false_and_spared_are_told_apart() -> None:
    told = [
        fact("1", is_covered=True),
        fact("2", is_covered=True),
        fact("3", is_covered=False),
        fact("4", is_covered=False),
    ]
    published = {Struck("2022-05", number, WATER[1]) for number in ("1", "3", "9")}
    scores = {one.rule: one for one in score(LIESHAN, told, published)}
    assert list(scores) == [rule.rule for rule in LIESHAN.rules]
    water = scores[WATER[1]]
    assert water == RuleScore("lieshan", WATER[1], planted=2, found=3, missed=1, false=2, spared=1)
    assert (water.recall, round(water.precision, 3)) == (0.5, 0.333)
    assert scores["unsafe_house"] == RuleScore("lieshan", "unsafe_house", 0, 0, 0, 0, 0)


def test_a_household_found_in_another_month_is_missed_and_false() -> None:
    (water,) = (
        one
        for one in score(LIESHAN, [fact("1", is_covered=True)], {Struck("2022-06", "1", WATER[1])})
        if one.rule == WATER[1]
    )
    assert (water.missed, water.false) == (1, 1)
