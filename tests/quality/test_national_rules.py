"""Every national quality rule finds the row that breaks it and lets the nearest sound one pass, end to end.

All examples are one month of one county: landed, judged, built, published and written into the county's workbook.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.quality import quality_rules
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.quality.households import Cells, Household, examples, households, make
from tests.quality.lists import COUNTY, MONTH, TOWNSHIP, VILLAGE, write_lists

BORN: Counter[str] = Counter()
HOUSEHOLDS = list(households(BORN))
HOUSE = {"household": {"是否危房户": "是"}}
UNINSURED = {who: {"是否参加大病保险": "否"} for who in ("spouse", "elder")}
# Households that break 1_02_001 or, by two members, 1_02_003, and what their county exempts.
EXCUSED: list[Household] = [
    make(f"E{place}", "lifted", change, set(), BORN)
    for place, change in enumerate([HOUSE, HOUSE, HOUSE, HOUSE, UNINSURED], start=1)
]
ELDER = EXCUSED[4].members[3]["身份证号"]
EXEMPTIONS: list[Cells] = [
    {"规则编号": "1_02_001", "户编号": "E1", "豁免原因": "已在县城购房，危房待拆除"},
    {"规则编号": "1_02_001", "户编号": "E2", "豁免原因": "改造已竣工", "有效期至": "2022-09-30"},
    {"规则编号": "1_02_001", "户编号": "E3", "豁免原因": "改造已开工", "有效期至": "2022-09-29"},
    {"规则编号": "1_02_002", "户编号": "E4", "豁免原因": "与住房无关"},
    {"规则编号": "1_02_003", "户编号": "E5", "身份证号": ELDER, "豁免原因": "现役军人"},
]
FOUND = "select household_id, rule_number from publication.rpt_county_quality_findings where not is_exempt"
EXEMPT = "select household_id, rule_number from publication.rpt_county_quality_findings where is_exempt"
FORMULAS = "select found_text from publication.rpt_county_quality_findings"


@pytest.fixture(scope="module")
def published(make_warehouse: MakeWarehouse) -> Settings:
    """All examples landed, built and published as one month."""
    settings = make_warehouse()
    write_lists(settings.inbox, [*HOUSEHOLDS, *EXCUSED], EXEMPTIONS)
    land_month(settings, COUNTY, MONTH)
    publish_month(settings, COUNTY, MONTH)
    return settings


@pytest.fixture(scope="module")
def broken(published: Settings) -> Mapping[str, set[str]]:
    """Household number to the rules that were found broken and are not exempted."""
    return found_by_household(published, FOUND)


@pytest.fixture(scope="module")
def workbook(published: Settings) -> openpyxl.Workbook:
    """The county's workbook of the month."""
    (path,) = Path(published.outbox / COUNTY / f"{MONTH:%Y-%m}" / "01").glob("*县级汇总*.xlsx")
    return openpyxl.load_workbook(path)


def found_by_household(settings: Settings, query: str) -> Mapping[str, set[str]]:
    pseudonyms = Pseudonyms(settings.secret("pseudonym_key"))
    listed = [*HOUSEHOLDS, *EXCUSED]
    number_of = {pseudonyms.household_id(COUNTY, found.number): found.number for found in listed}
    rules: dict[str, set[str]] = defaultdict(set)
    for household_id, rule in ask(settings, query):
        rules[number_of[household_id]].add(rule)
    return rules


def ask(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def read_rows(workbook: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its header, by header."""
    rows = list(workbook[sheet].iter_rows(values_only=True))
    header = next(position for position, row in enumerate(rows) if "规则编号" in row)
    return [dict(zip(map(str, rows[header]), row, strict=True)) for row in rows[header + 1 :] if any(row)]


def test_every_rule_has_an_example_that_breaks_it_and_one_that_does_not() -> None:
    assert sorted(examples()["rules"]) == list(quality_rules())


@pytest.mark.parametrize("rule", quality_rules())
def test_exactly_the_rule_is_found(broken: Mapping[str, set[str]], rule: str) -> None:
    own = [found for found in HOUSEHOLDS if found.number.split("-")[0] in {f"F{rule}", f"P{rule}"}]
    assert {found.number: broken.get(found.number, set()) for found in own} == {
        found.number: set(found.expected) for found in own
    }
    assert [found.number for found in own if rule in found.expected] == [f.number for f in own if f.number[0] == "F"]


def test_an_exemption_covers_its_rule_household_person_and_time_alone(
    published: Settings, broken: Mapping[str, set[str]]
) -> None:
    assert found_by_household(published, EXEMPT) == {"E1": {"1_02_001"}, "E2": {"1_02_001"}, "E5": {"1_02_003"}}
    assert {found.number: broken.get(found.number, set()) for found in EXCUSED} == {
        "E1": set(),
        "E2": set(),
        "E3": {"1_02_001"},
        "E4": {"1_02_001"},
        "E5": {"1_02_003"},
    }


def test_the_county_reads_whom_each_finding_is_about(workbook: openpyxl.Workbook) -> None:
    rows = read_rows(workbook, "国家规则疑点")
    (dropout,) = [row for row in rows if row["户主"] == "户主F1_02_005-0"]
    assert dropout == {
        "序号": dropout["序号"],
        "规则编号": "1_02_005",
        "规则": "脱贫户义务教育阶段孩子未上学且未纳入监测",
        "乡镇": TOWNSHIP.name,
        "村": VILLAGE.name,
        "户主": "户主F1_02_005-0",
        "成员": "childF1_02_005-0",
        "查到的情况": "年龄10周岁，在校生状况“未填”，是否失学辍学“否”，文化程度“未填”",
        "由谁整改": "教体局",
        "豁免原因": None,
    }
    (damaged,) = [row for row in rows if row["户主"] == "户主F1_01_003-0"]
    assert (damaged["成员"], damaged["查到的情况"]) == ("spouseF1_01_003-0", "证件号码单元格：18位，校验码不符")
    (house,) = [row for row in rows if row["户主"] == "户主F1_02_001-0"]
    assert (house["成员"], house["查到的情况"]) == ("—", "是否危房户“是”")


def test_the_exempted_stand_last_with_their_reason_and_are_not_counted(workbook: openpyxl.Workbook) -> None:
    rows = read_rows(workbook, "国家规则疑点")
    assert [(row["规则编号"], row["户主"], row["豁免原因"]) for row in rows[-3:]] == [
        ("1_02_001", "户主E1", "已豁免：已在县城购房，危房待拆除"),
        ("1_02_001", "户主E2", "已豁免：改造已竣工"),
        ("1_02_003", "户主E5", "已豁免：现役军人"),
    ]
    assert [row["豁免原因"] for row in rows[:-3]] == [None] * (len(rows) - 3)
    assert [row["规则编号"] for row in rows[:-3]] == sorted(row["规则编号"] for row in rows[:-3])
    counts = {row["规则编号"]: (row["疑点数"], row["已豁免"]) for row in read_rows(workbook, "国家规则疑点汇总")}
    assert counts["1_02_001"] == (3, 2)
    assert counts.pop("合计") == (len(rows) - 3, 3)
    assert set(counts) == set(quality_rules())
    assert sum(found for found, _ in counts.values()) == len(rows) - 3


def test_the_county_is_told_what_was_checked(workbook: openpyxl.Workbook) -> None:
    heading = [str(cell) for row in workbook["国家规则疑点"].iter_rows(max_row=3, values_only=True) for cell in row]
    checked = f"按国家规则{len(quality_rules())}条检查：防返贫监测系统农户信息表（2022年9月）"
    assert any(checked in cell for cell in heading)


def test_no_finding_carries_a_name_or_a_number_of_a_person(published: Settings) -> None:
    texts = [text for (text,) in ask(published, FORMULAS)]
    people = [cell for found in HOUSEHOLDS for member in found.members for cell in (member["姓名"], member["身份证号"])]
    assert texts
    assert [text for text in texts if any(cell.strip() in text for cell in people)] == []
