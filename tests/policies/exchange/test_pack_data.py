"""What packs say of the exchange holds together, and a slip of the pen is refused with its line."""

import re

import pytest

from shouwang.feeds import feed
from shouwang.policies import PackRefused, packs
from shouwang.policies.exchange import COMPARED
from shouwang.policies.packs import HERE, parse_pack

TEXTS = {name: (HERE / f"{name}.yml").read_text(encoding="utf-8") for name in ("yanling", "qidong", "lieshan")}


def test_every_list_of_answers_has_the_columns_of_one() -> None:
    for name, codes in COMPARED.items():
        columns = {column.name for column in feed(name).columns}
        assert {"person_name", "id_number", "compared_date"} <= columns
        assert ("asset_kind_code" in columns) == (len(codes) > 1)
        if len(codes) > 1:
            assert set(codes) <= set(feed(name).column("asset_kind_code").codes.values())


@pytest.mark.requirement("YL-03")
def test_yanling_asks_for_everything_its_document_names() -> None:
    asked = {code for comparison in packs()["yanling"].exchange.comparisons for code, _ in comparison.items}
    assert asked == {code for codes in COMPARED.values() for code in codes}


def test_a_department_is_told_of_one_group_of_people() -> None:
    for pack in packs().values():
        told = [share.department for share in pack.exchange.shares]
        assert len(told) == len(set(told)), pack.policy


@pytest.mark.parametrize(
    ("policy", "right", "wrong", "said"),
    [
        ("yanling", "feed: market_companies, label", "feed: police_crimes, label", "不是比对结果名单：police_crimes"),
        ("yanling", "  - {feed: market_companies, clause: 四}\n", "", "名单 market_companies 不在 feeds 中"),
        ("lieshan", "  applicant_months:", "  months_of_applicants:", "比对申请人需要参数 applicant_months"),
        ("lieshan", "department: petitions, words", "department: nobody, words", "没有部门 nobody"),
        ("qidong", "answers: education_relief", "answers: housing_relief", "不是该县从 education 收的名单"),
        ("qidong", "{department: education, whom", "{department: schools, whom", "没有部门 schools"),
        ("qidong", "{department: education, whom: low_income", "{department: education, whom: all", "Input should be"),
    ],
)
def test_a_slip_of_the_pen_is_refused(policy: str, right: str, wrong: str, said: str) -> None:
    assert TEXTS[policy].count(right) == 1
    with pytest.raises(PackRefused, match=re.escape(said)):
        parse_pack(TEXTS[policy].replace(right, wrong), f"{policy}.yml")
