"""The declared quality rules are those worth keeping, group by group, and strict."""

import pytest

from shouwang.feeds.declarations import vocabulary
from shouwang.quality import quality_facts, quality_rules
from shouwang.quality.rules import parse_rules, read_document

DEMANDED = {
    "identity": "1_01_001 1_12_001 1_01_002 1_12_002 1_01_003 1_01_004 1_12_003 1_12_004 4_01_003 3_02_011 3_02_012"
    " 3_11_001 3_11_002 2_02_001 2_11_003 2_01_004 2_12_008 5_15_022",
    "should_be_monitored": "1_02_001 1_02_002 1_02_003 1_02_005 1_02_006",
    "after_elimination": "1_02_008 1_02_009 1_11_005 1_11_006 1_11_007 1_11_008",
    "wrongly_eliminated": "1_11_004 1_11_009 2_11_002 4_11_010 4_11_011 5_18_009",
    "measures": "1_11_010 5_12_007 4_11_015 4_11_016 5_16_003 5_16_004 5_16_005 5_16_008",
    "risk_against_fact": "2_11_001 5_15_015 5_15_020 5_18_008 5_11_029 2_11_006 2_11_004 2_11_005",
    "risk_against_measure": "5_18_001 5_18_002 5_18_003 5_18_004 5_18_005 5_18_006 5_18_007",
    "plausibility": "4_01_002 4_12_003 4_01_007 4_01_008 2_01_011 2_12_014 2_12_005 5_12_014 5_12_015 5_12_016"
    " 5_12_017 5_12_018 5_17_002 5_17_003 5_17_004 5_17_005 5_17_006 2_01_008 2_01_009 2_12_012 2_12_015"
    " 5_16_001 5_16_002 5_12_004 5_12_005",
}


@pytest.mark.parametrize("group", DEMANDED)
def test_every_rule_worth_keeping_is_declared_in_its_group(group: str) -> None:
    assert sorted(rule.number for rule in quality_rules().values() if rule.group == group) == sorted(
        DEMANDED[group].split()
    )


def test_no_rule_is_declared_that_nobody_asked_for() -> None:
    assert sorted(quality_rules()) == sorted(" ".join(DEMANDED.values()).split())


def test_every_rule_says_in_chinese_what_it_asks_and_names_its_source() -> None:
    for rule in quality_rules().values():
        assert len(rule.says) >= 12, rule.number
        assert rule.label != rule.says, rule.number
        assert rule.source.startswith("全国"), rule.number


def test_every_fact_has_one_place_for_its_value() -> None:
    shown = {fact for rule in quality_rules().values() for fact in rule.shows}
    assert {fact: sentence.count("{}") for fact, sentence in quality_facts().items()} == dict.fromkeys(shown, 1)


def test_a_code_is_told_by_its_label() -> None:
    """A fact that is a code has a label in the vocabulary; only the couple's sex goes by another name."""
    codes = {fact for fact in quality_facts() if fact.endswith("_code")} - {"couple_sex_code"}
    assert sorted(codes - {name for name, column in vocabulary().items() if column["type"] == "code"}) == []


@pytest.mark.parametrize(
    "slip",
    [{"mender": "nobody"}, {"shows": ["no_such_fact"]}, {"shows": []}, {"grain": "village"}, {"lable": "x"}],
    ids=str,
)
def test_a_slip_of_the_pen_is_refused(slip: dict[str, object]) -> None:
    said = read_document()["rules"]["1_02_001"]
    assert list(parse_rules({**read_document(), "rules": {"1_02_001": said}})) == ["1_02_001"]
    with pytest.raises(ValueError, match=r"declared nowhere|validation error"):
        parse_rules({**read_document(), "rules": {"1_02_001": {**said, **slip}}})
