"""Every category, limit and term of the packs, just inside and just outside: landed, built and published."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import openpyxl
import pytest

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.department_files import put_list
from tests.policies.categories.households import Case, Locality, localities

CASES = [(policy, case.name) for policy, locality in localities().items() for case in locality.cases]
STANDS = """
select household_id, category_code from marts.fct_household_category_months
where county_code = %s and is_assigned order by household_id, category_rank
"""
SAYS = """
select household_id, suggestion_code || ' ' || category_code from publication.rpt_county_category_suggestions
where county_code = %s
"""
RECHECKS = "select household_id, recheck_code from publication.rpt_county_category_rechecks where county_code = %s"
ALONE = """
select household_id, person_id from publication.rpt_county_single_proposals where county_code = %s order by 1, 2
"""
TEXTS = """
select basis_text from marts.fct_household_category_months
union all select reason_text from publication.rpt_county_category_suggestions
union all select found_text from publication.rpt_county_category_rechecks
union all select reason_text from publication.rpt_county_single_proposals
"""


class Published(NamedTuple):
    """The localities' months as they were published, and a way to tell whom a row is about."""

    settings: Settings
    pseudonyms: Pseudonyms

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def of(self, query: str, policy: str, case: Case) -> list[Any]:
        """The second column of the rows about the case's household."""
        county = localities()[policy].county
        household = self.pseudonyms.household_id(county, case.people[0].household_number)
        return [value for about, value in self.ask(query, county) if about == household]

    def rows(self, policy: str, sheet: str) -> Iterator[dict[str, Any]]:
        """The rows of a sheet of the county's workbook by header."""
        rows = list(self.sheet(policy, sheet).iter_rows(values_only=True))
        header = next(number for number, row in enumerate(rows) if "户主" in row)
        return (dict(zip(map(str, rows[header]), row, strict=True)) for row in rows[header + 1 :] if any(row))

    def notes(self, policy: str, sheet: str) -> Iterator[str]:
        """What stands above the header, below the title."""
        return (str(row[0]) for row in self.sheet(policy, sheet).iter_rows(min_row=2, max_row=2, values_only=True))

    def sheet(self, policy: str, sheet: str) -> Any:
        locality = localities()[policy]
        place = self.settings.outbox / locality.county / f"{locality.month:%Y-%m}" / "01"
        (path,) = place.glob("*县级汇总*.xlsx")
        return openpyxl.load_workbook(path)[sheet]


@pytest.fixture(scope="module")
def published(make_warehouse: MakeWarehouse) -> Published:
    """The month of every locality, one after the other in one warehouse."""
    settings = make_warehouse()
    for locality in localities().values():
        publish(settings, locality)
    return Published(settings, Pseudonyms(settings.secret("pseudonym_key")))


def publish(settings: Settings, locality: Locality) -> None:
    for name, listed in locality.lists.items():
        put_list(settings, locality.county, locality.month, name, listed)
    land_month(settings, locality.county, locality.month)
    publish_month(settings, locality.county, locality.month)


def find(policy: str, name: str) -> Case:
    return next(case for case in localities()[policy].cases if case.name == name)


@pytest.mark.requirement("QD-01", "QD-02", "QD-03", "QD-04", "LF-01", "LA-01")
@pytest.mark.parametrize(("policy", "name"), CASES)
def test_each_household_stands_where_the_lists_put_it_and_is_told_what_fits(
    published: Published, policy: str, name: str
) -> None:
    case = find(policy, name)
    assert published.of(STANDS, policy, case) == case.said.get("stands", [])
    assert published.of(SAYS, policy, case) == ([case.said["says"]] if "says" in case.said else [])


@pytest.mark.requirement("QD-05")
def test_the_old_stock_is_rechecked_as_its_term_ends(published: Published) -> None:
    cases = localities()["qidong"].cases
    found = {case.name: published.of(RECHECKS, "qidong", case) for case in cases}
    assert found == {case.name: [case.said["recheck"]] if "recheck" in case.said else [] for case in cases}


@pytest.mark.requirement("LF-07")
def test_single_persons_of_edge_households_are_proposed(published: Published) -> None:
    cases = localities()["linfen"].cases
    numbers = {
        published.pseudonyms.person_id(person.id_number): (case.name, place)
        for case in cases
        for place, person in enumerate(case.people)
    }
    found = [numbers[person] for _, person in published.ask(ALONE, localities()["linfen"].county)]
    assert sorted(found) == sorted((case.name, place) for case in cases for place in case.said.get("alone", []))


@pytest.mark.requirement("QD-02", "QD-04")
def test_the_county_reads_what_to_do_and_on_what_it_rests(published: Published) -> None:
    said = {row["户主"]: row for row in published.rows("qidong", "类别建议")}
    assert len(said) == sum("says" in case.said for case in localities()["qidong"].cases)
    poor = said["户主原建档立卡"]
    assert (poor["序号"], poor["现有类别"], poor["按规则可能符合"], poor["原建档立卡"]) == (
        1,
        "—",
        "低保边缘家庭",
        "是",
    )
    assert poor["建议"] == "告知并启动申请、家庭经济状况核对、审核确认"
    assert poor["依据"] == (
        "符合：家庭人均年收入14,400元，应不高于14,400元（乡村振兴局《农户家庭收入情况表》2024年6月；第二条）；"
        "符合：家庭机动车0辆，应不高于0辆（公安局《机动车比对结果》2024年6月；第二条）；"
        "符合：家庭不动产0套，应不高于2套（税务局《车辆不动产经办实体比对结果》2024年6月；第二条）"
        "（启民发〔2021〕112号第二条）"
    )
    assert "待核对：机动车价值已知0元，应不高于96,000元" in said["户主车价未知"]["依据"]
    assert "不符合：家庭人均年收入14,400.01元，应不高于14,400元" in said["户主在册边缘超收入"]["依据"]


@pytest.mark.requirement("QD-05")
def test_the_county_reads_whom_to_recheck_most_pressing_first(published: Published) -> None:
    rows = list(published.rows("qidong", "存量到期核查"))
    assert [row["建议"][:6] for row in rows] == ["收入已不低于", *["过渡期将满，"] * 3, "收入未知，请"]
    assert rows[0]["户主"] == "户主存量上限以外"
    assert "19,200元" in rows[0]["依据"]
    assert "过渡期至2024年8月31日（启民发〔2021〕112号第三(一)条）" in rows[0]["依据"]


@pytest.mark.requirement("LF-07")
def test_the_county_reads_who_may_be_taken_in_alone(published: Published) -> None:
    rows = {row["成员"]: row for row in published.rows("linfen", "单人低保建议")}
    assert sorted(row["情形"] for row in rows.values()) == sorted(
        [*["一、二级重度残疾"] * 2, *["三级智力、精神残疾"] * 2, *["重病患者"] * 2]
    )
    assert rows["成员1成员二级残疾"]["户主"] == "户主成员二级残疾"
    assert rows["成员1成员二级残疾"]["依据"] == (
        "户属低保边缘等易返贫致贫人口；一、二级重度残疾（残联《持证残疾人花名册》2023年8月），"
        "可以单独纳入低保对象（临市民发〔2023〕31号第三(一)条）"
    )


def test_the_county_is_told_which_limits_are_defaults(published: Published) -> None:
    note = next(published.notes("qidong", "类别建议"))
    assert "不是认定结论" in note
    assert "上年度居民人均可支配收入" in note.partition("为系统默认值")[0]
    assert "低保边缘家庭人均收入与低保标准之比上限" not in note


def test_no_text_carries_a_name_or_a_number_of_a_person(published: Published) -> None:
    texts = [text for (text,) in published.ask(TEXTS)]
    cells = [
        c for loc in localities().values() for case in loc.cases for p in case.people for c in (p.name, p.id_number)
    ]
    assert len(texts) > len(CASES) / 2
    assert [text for text in texts if any(cell in text for cell in cells)] == []
