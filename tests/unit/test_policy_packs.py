"""Policy packs: what the documents say, dated, and strict."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
import yaml

from shouwang.divisions import children
from shouwang.feeds import feed
from shouwang.policies import PackRefused, Parameter, pack_for, packs
from shouwang.policies.packs import HERE, parse_pack, read_pack
from tests.own_policies import own_policies

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
    assert threshold_of("lieshan", "medical_self_paid_over") == (Decimal(20000), "over", "person_month")
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


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("parameter: medical_self_paid_amount", "parameter: no_such", "没有参数 no_such，有："),
        ("attributes: major_illnesses", "attributes: no_such_list", "没有清单 no_such_list"),
        ("basis: person_month", "basis: person_month\n    window: elderly_age", "elderly_age 不是，有：quiet_months"),
        ("    attributes: major_illnesses", "    window: quiet_months", "只有按人累计"),
        ("signal: dibao_granted", "signal: no_such_signal", "给出的信号是 dibao_granted，不是 no_such_signal"),
        ("deadline_day: 10", "dedline_day: 10", "Extra inputs are not permitted"),
        ("deadline_day: 10", "deadline_day: 31", "less than or equal to 28"),
        ("    unit: yuan", "    unit: dollars", "Input should be"),
        ("valid_from: 2022-01-01, value: 10000", "valid_from: 2023-01-01, value: 10000", "还没有值"),
        ("{member}于{date}新增为农村低保对象", "{person}于{date}新增为农村低保对象", "{person} 不认识"),
        ("feed: civil_affairs_dibao, clause", "feed: no_such_feed, clause", "没有名为 no_such_feed 的名单"),
        ("living_alone_from_age: elderly_age", "living_alone_from_age: no_such_age", "没有参数 no_such_age"),
        ("deadline_day: 10", "deadline_day: 10\ndeadline_day: 11", "deadline_day 写了两次"),
        ("deadline_day: 10", "deadline_day: [10", "不是 YAML"),
    ],
)
def test_a_pack_that_is_broken_or_contradicts_itself_is_refused_with_the_line(
    right: str, wrong: str, said: str
) -> None:
    assert right in YANLING
    broken = YANLING.replace(right, wrong, 1)
    with pytest.raises(PackRefused) as refused:
        parse_pack(broken, "yanling.yml")
    told = next(line for line in str(refused.value).splitlines() if said in line)
    near = line_of(broken, wrong.rsplit("\n", maxsplit=1)[-1])
    lines = [int(number) for number in re.findall(r"yanling[.]yml 第 (\d+) 行", told)]
    assert lines
    assert abs(lines[0] - near) <= 1, told


LISTED = "      - major_illness_found\n"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (LISTED, "", "grades：每条规则应恰有一个等级：major_illness_found"),
        (LISTED, LISTED + LISTED, "grades：每条规则应恰有一个等级：major_illness_found"),
        (LISTED, "      - no_such_rule\n", "grades：每条规则应恰有一个等级：major_illness_found、no_such_rule"),
        ("change: income_drop", "change: expense_surge", "changes：应依次为 expense_surge、income_drop"),
        (
            "change: unsafe_water, rules: [drinking_water_unsafe]",
            "change: unsafe_water, rules: [no_such_rule]",
            "changes：没有规则 no_such_rule",
        ),
        ("extent: prominent", "extent: individual", "consultations：individual、prominent、large_scale 应各有一项"),
    ],
)
def test_a_pack_whose_grades_do_not_hold_together_is_refused(right: str, wrong: str, said: str) -> None:
    assert right in YANLING
    with pytest.raises(PackRefused, match=re.escape(said)):
        parse_pack(YANLING.replace(right, wrong, 1), "yanling.yml")


def test_a_pack_without_content_is_refused() -> None:
    with pytest.raises(PackRefused, match="没有找到内容"):
        parse_pack("- a\n- b\n")


@pytest.mark.parametrize("twice", ["feeds", "rules", "priorities"])
def test_what_is_listed_twice_is_refused(twice: str) -> None:
    document = yaml.safe_load(YANLING)
    document[twice] = [*document[twice], document[twice][0]]
    with pytest.raises(PackRefused, match="写了两次"):
        parse_pack(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))


COUNTY_OF_YANLING = """
policy: changge
county_prefix: '411082'
title: 长葛市通知
parameters:
  medical_self_paid_amount:
    values: [{valid_from: 2023-01-01, value: 12000}]
rules:
  - rule: dibao_granted
    label: 新增低保（长葛）
"""


def test_a_county_says_only_what_differs_from_its_city() -> None:
    city = YANLING.replace("county_prefix: '411024'", "county_prefix: '4110'")
    city_pack = parse_pack(city)
    pack = read_pack([("city.yml", city), ("changge.yml", COUNTY_OF_YANLING)])
    assert (pack.policy, pack.county_prefix, pack.title) == ("changge", "411082", "长葛市通知")
    assert (pack.deadline_day, pack.feeds, pack.lists) == (city_pack.deadline_day, city_pack.feeds, city_pack.lists)
    limit = pack.parameters["medical_self_paid_amount"]
    assert (limit.value_in(date(2022, 12, 1)), limit.value_in(date(2023, 1, 1))) == (Decimal(10000), Decimal(12000))
    changed = [(a.rule, a.label, b.label) for a, b in zip(city_pack.rules, pack.rules, strict=True) if a != b]
    assert changed == [("dibao_granted", "新增低保", "新增低保（长葛）")]
    with pytest.raises(PackRefused, match=r"changge[.]yml 第 \d+ 行 rules.*没有参数 nothing"):
        read_pack(
            [
                ("city.yml", city),
                ("changge.yml", COUNTY_OF_YANLING + "    threshold: {parameter: nothing, operator: over}\n"),
            ]
        )


def test_a_folder_of_packs_adds_areas_and_what_they_have_in_common(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = yaml.safe_load(YANLING)
    common = {name: part for name, part in city.items() if name not in {"policy", "title", "county_prefix"}}
    (tmp_path / "xuchang.yml").write_text(
        yaml.safe_dump({**common, "county_prefix": "4110"}, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    (tmp_path / "changge.yml").write_text(COUNTY_OF_YANLING, encoding="utf-8")
    with own_policies(tmp_path, monkeypatch):
        assert set(packs()) == {"lieshan", "linfen", "luan", "qidong", "yanling", "changge"}
        assert pack_for("411082").title == "长葛市通知"
        assert pack_for("411024").policy == "yanling"
        with pytest.raises(LookupError):
            pack_for("411023")  # what the counties of a city have in common governs nobody by itself
    (tmp_path / "again.yml").write_text(COUNTY_OF_YANLING, encoding="utf-8")
    with own_policies(tmp_path, monkeypatch), pytest.raises(PackRefused, match="同属 411082"):
        packs()
    (tmp_path / "again.yml").write_text(COUNTY_OF_YANLING.replace("411082", "411081"), encoding="utf-8")
    with own_policies(tmp_path, monkeypatch), pytest.raises(PackRefused, match="名为 changge"):
        packs()


QIDONG = (HERE / "qidong.yml").read_text(encoding="utf-8")


def test_categories_stand_in_the_order_of_the_documents() -> None:
    named = {policy: [c.category for c in pack.classification.categories] for policy, pack in packs().items()}
    assert named == {
        "qidong": ["dibao", "tekun", "dibao_edge", "expenditure_poverty"],
        "linfen": ["dibao", "tekun", "dibao_edge", "expenditure_poverty", "other_low_income"],
        "luan": ["dibao", "tekun", "prone_to_poverty", "serious_hardship"],
        "lieshan": ["unstable", "marginal", "sudden_hardship"],
        "yanling": ["unstable", "marginal", "sudden_hardship"],
    }
    assert [policy for policy, pack in packs().items() if not pack.classification.is_exclusive] == ["luan"]


def test_the_edge_is_at_most_one_and_a_half_in_qidong_and_under_it_in_linfen() -> None:
    found = {
        policy: next(c for c in packs()[policy].classification.categories if c.category == "dibao_edge").conditions[0]
        for policy in ("qidong", "linfen")
    }
    assert {policy: condition.operator for policy, condition in found.items()} == {
        "qidong": "at_most",
        "linfen": "under",
    }


def test_the_range_of_lieshan_is_never_the_only_criterion() -> None:
    for category in packs()["lieshan"].classification.categories:
        measures = {condition.measure for condition in category.conditions}
        assert measures & {"risk_count", "sudden_risk_count"}, category.category
    limits = {c.parameter for k in packs()["lieshan"].classification.categories for c in k.conditions if c.parameter}
    assert limits == {"monitoring_range_amount"}


@pytest.mark.parametrize(
    ("wrong", "right", "because"),
    [
        ("ratio: car_value_ratio", "ratio: no_such_ratio", "no_such_ratio"),
        ("standard: dibao_standard_amount", "standard: no_such_amount", "no_such_amount"),
        ("    category: dibao_edge\n    recognised", "    category: no_such_kind\n    recognised", "no_such_kind"),
        ("category: tekun", "category: dibao", "named twice"),
        ("{feed: civil_affairs_dibao_edge}", "{feed: civil_affairs_dibao}", "不在 feeds 中"),
        ("{feed: civil_affairs_dibao_edge}", "{feed: civil_affairs_dibao_edge, codes: [x]}", "cannot say"),
        ("{feed: civil_affairs_dibao_edge}", "{feed: police_vehicles}", "Input should be"),
        (
            "parameter: last_disposable_income_amount",
            "amount: 1\n          parameter: vehicle_limit",
            "amount or parameter",
        ),
    ],
)
def test_a_classification_that_does_not_hold_together_is_refused(wrong: str, right: str, because: str) -> None:
    assert wrong in QIDONG
    with pytest.raises(ValueError, match=because):
        parse_pack(QIDONG.replace(wrong, right, 1))
