"""Policy packs: what the documents say, dated, and strict."""

from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from shouwang.divisions import children
from shouwang.feeds import feed
from shouwang.policies import pack_for, packs
from shouwang.policies.packs import HERE, Parameter, parse_pack

YANLING = (HERE / "yanling.yml").read_text(encoding="utf-8")


def test_a_county_is_governed_by_its_own_pack_or_its_citys() -> None:
    assert pack_for("411024").policy == "yanling"
    assert pack_for("341502").policy == "luan"
    assert pack_for("340604").policy == "lieshan"
    assert pack_for("320681").policy == "qidong"
    assert {pack_for(division.code).policy for division in children("1410")} == {"linfen"}
    with pytest.raises(LookupError, match="yanling"):
        pack_for("110101")


def test_yanling_counts_thirty_illnesses_and_ten_thousand_yuan() -> None:
    pack = packs()["yanling"]
    assert len(set(pack.lists["major_illnesses"].values)) == 30
    assert pack.parameters["medical_self_paid_amount"].value_in(date(2022, 1, 1)) == Decimal(10000)
    rule = next(rule for rule in pack.rules if rule.rule == "medical_self_paid_over")
    assert rule.threshold is not None
    assert (rule.threshold.operator, rule.basis) == ("over", "person_month")


def threshold_of(policy: str, rule_name: str) -> tuple[Decimal, str, str]:
    """Amount in June 2022, operator and basis of a rule."""
    pack = packs()[policy]
    rule = next(rule for rule in pack.rules if rule.rule == rule_name)
    assert rule.threshold is not None
    return pack.parameters[rule.threshold.parameter].value_in(date(2022, 6, 1)), rule.threshold.operator, rule.basis


def test_lieshan_says_twenty_thousand_ten_thousand_and_seven_thousand() -> None:
    assert threshold_of("lieshan", "medical_self_paid_over") == (Decimal(20000), "over", "record")
    assert threshold_of("lieshan", "farm_loss") == (Decimal(10000), "at_least", "person_month")
    assert threshold_of("lieshan", "petition_under_range") == (Decimal(7000), "under", "record")


def test_attributes_a_rule_counts_are_codes_its_feed_can_send() -> None:
    for pack in packs().values():
        for rule in pack.rules:
            said = feed(rule.feed).signal_columns
            column = feed(rule.feed).column(said.attribute) if said and said.attribute else None
            if pack.attributes_of(rule):
                assert column is not None, rule.rule
                assert column.type == "text" or set(pack.attributes_of(rule)) <= set(column.codes.values()), rule.rule
            assert column is not None or "{attribute}" not in rule.sentence, rule.rule
            assert "{value}" not in rule.sentence or (said and said.value), rule.rule


def test_the_places_of_a_sentence_are_those_that_are_filled() -> None:
    known = {"member", "date", "value", "threshold", "attribute", "registration"}
    for pack in packs().values():
        for rule in pack.rules:
            assert {name for _, name, _, _ in Formatter().parse(rule.sentence) if name} <= known, rule.rule


def test_every_rule_names_a_clause_that_stands_in_the_sentence_of_the_document() -> None:
    for pack in packs().values():
        for rule in pack.rules:
            assert rule.clause
            assert rule.clause_text
            assert rule.sentence


def test_lists_are_due_on_the_tenth_of_the_following_month() -> None:
    assert pack_for("411024").due_date(date(2022, 12, 1)) == date(2023, 1, 10)


def test_a_value_holds_from_its_first_day() -> None:
    parameter = Parameter.model_validate(
        {
            "label": "线",
            "unit": "yuan",
            "clause": "一",
            "values": [{"valid_from": "2023-01-01", "value": 2}, {"valid_from": "2022-01-01", "value": 1}],
        }
    )
    assert parameter.value_in(date(2022, 12, 1)) == 1
    assert parameter.value_in(date(2023, 1, 1)) == 2
    with pytest.raises(LookupError):
        parameter.value_in(date(2021, 12, 1))


def test_another_wording_is_another_version() -> None:
    assert parse_pack(YANLING).version == packs()["yanling"].version
    assert parse_pack(YANLING.replace("value: 10000", "value: 12000")).version != packs()["yanling"].version


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("parameter: medical_self_paid_amount", "parameter: no_such_parameter"),
        ("attributes: major_illnesses", "attributes: no_such_list"),
        ("signal: dibao_granted", "signal: no_such_signal"),
        ("deadline_day: 10", "dedline_day: 10"),
        ("      - major_illness_found\n", ""),
        ("      - major_illness_found\n", "      - major_illness_found\n      - major_illness_found\n"),
        ("      - major_illness_found\n", "      - no_such_rule\n"),
        ("change: income_drop", "change: expense_surge"),
        ("change: unsafe_water, rules: [drinking_water_unsafe]", "change: unsafe_water, rules: [no_such_rule]"),
        ("extent: prominent", "extent: individual"),
    ],
)
def test_a_pack_that_does_not_hold_together_is_refused(wrong: str, right: str) -> None:
    assert wrong in YANLING
    with pytest.raises(ValueError, match="Pack"):
        parse_pack(YANLING.replace(wrong, right, 1))
