"""Whom the rules of a pack cover, by hand-made months of one person."""

from datetime import date
from decimal import Decimal

import pytest

from shouwang.policies import pack_for
from shouwang.policies.packs import parse_pack
from shouwang.simulation.coverage import Record, covered_rules

YANLING, LUAN = pack_for("411024"), pack_for("341502")
MONTH = date(2022, 1, 1)
OVER = ("medical_self_paid_over",)


def settled(*amounts: str) -> list[Record]:
    return [Record("medical_insurance_settlements", "medical_self_paid", Decimal(amount)) for amount in amounts]


@pytest.mark.requirement("YL-02")
@pytest.mark.parametrize(
    ("amounts", "rules"),
    [
        (["10000.01"], OVER),
        (["10000.00"], ()),
        (["9999.99"], ()),
        (["6000", "5000"], OVER),
        (["6000", "4000"], ()),
        (["15000", "-6000"], ()),
        (["25000", "-2000"], OVER),
    ],
)
def test_the_month_of_a_person_is_summed(amounts: list[str], rules: tuple[str, ...]) -> None:
    assert covered_rules(YANLING, MONTH, settled(*amounts)) == (rules,) * len(amounts)


@pytest.mark.requirement("YL-02")
@pytest.mark.parametrize(("illness", "is_covered"), [("胃癌", True), ("高血压", False), (None, False)])
def test_only_listed_illnesses_count(illness: str | None, is_covered: bool) -> None:  # noqa: FBT001 - a test parameter
    records = [Record("health_major_illnesses", "major_illness_found", attribute=illness)]
    assert covered_rules(YANLING, MONTH, records) == ((("major_illness_found",) if is_covered else ()),)


def test_only_listed_grades_count_and_other_records_do_not_lend_them() -> None:
    records = [
        Record("disability_certificates", "disability_certified", attribute=grade) for grade in ("grade_2", "grade_3")
    ]
    assert covered_rules(YANLING, MONTH, records) == (("severe_disability_certified",), ())
    assert covered_rules(LUAN, MONTH, records) == (("disability_certified",),) * 2


def test_a_rule_without_threshold_covers_any_amount() -> None:
    assert covered_rules(LUAN, MONTH, settled("3.00")) == (("large_medical_spending",),)


def test_a_signal_no_rule_names_is_not_covered() -> None:
    accident = Record("police_accidents", "accident_suffered", attribute="traffic")
    assert covered_rules(YANLING, MONTH, [accident]) == ((),)


def test_basis_record_compares_each_amount_and_at_least_counts_the_threshold_itself() -> None:
    text = """
policy: trial
county_prefix: '411024'
title: 试
document_number: 试
effective_from: 2022-01-01
deadline_day: 10
parameters: {limit: {label: 限, unit: yuan, clause: 一, values: [{valid_from: 2022-01-01, value: 100}]}}
lists: {}
feeds: [{feed: medical_insurance_settlements, clause: 一}]
rules:
  - {rule: large, label: 大, feed: medical_insurance_settlements, signal: medical_self_paid, is_sudden: true,
     clause: 一, threshold: {parameter: limit, operator: at_least}, clause_text: 大, sentence: 大}
priorities: []
changes: [{change: expense_surge}, {change: income_drop}, {change: unsafe_house}, {change: serious_illness},
  {change: out_of_school}, {change: unsafe_water}, {change: failed_business}, {change: abnormal_job},
  {change: accident_or_other}]
grades: [{grade: high, label: 较高, clause: 一, rules: [large]}]
consultations:
  - {extent: individual, label: 个体, consulted: 相关负责人, clause: 一}
  - {extent: prominent, label: 突出, consulted: 负责人, clause: 一}
  - {extent: large_scale, label: 规模, consulted: 领导小组, clause: 一}
"""
    assert covered_rules(parse_pack(text), MONTH, settled("99.99", "100", "1")) == ((), ("large",), ())


def test_a_month_before_the_first_value_is_refused() -> None:
    with pytest.raises(LookupError):
        covered_rules(YANLING, date(2021, 12, 1), settled("20000"))
