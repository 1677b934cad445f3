"""Yanling's applicants: out to seven lists of departments, answered in those very forms, back to the villages."""

import json
import shutil
from datetime import date
from typing import Any

import pytest

from shouwang.feeds import feed
from shouwang.forms.row_seals import HEADER
from shouwang.publication import issue_lists
from shouwang.settings import Settings
from tests.policies.exchange.county import County

CODE, JANUARY, FEBRUARY = "411024", date(2022, 1, 1), date(2022, 2, 1)
FORMS = {
    "finance_public_employees": "财政局_国家公职人员比对结果.xlsx",
    "taxation_assets": "税务局_车辆不动产经办实体比对结果.xlsx",
    "police_vehicles": "公安局_机动车比对结果.xlsx",
    "police_identity_checks": "公安局_身份信息核验结果.xlsx",
    "market_companies": "市场监督管理局_登记公司企业比对结果.xlsx",
    "finance_office_assets": "金融办_大额存单理财产品债券比对结果.xlsx",
    "human_resources_enterprise_pension": "人社局_企业养老保险比对结果.xlsx",
}
DAY = date(2022, 2, 20)
NOTHING = {"比对结果": "无", "比对日期": DAY}
MONITORED = {"household_kind_code": "一般农户", "monitored_kind_code": "边缘易致贫户", "risk_1_code": "因病"}
ANSWERS = """
select feed, state_code, rows_accepted, rows_held from ops.deliveries
where county_code = %s and month = %s and feed = any(%s)
"""
TEXTS = """
select row_to_json(said)::text from publication.rpt_department_comparisons as said where county_code = %s
union all select row_to_json(said)::text from marts.fct_monitored_people as said where county_code = %s
"""


@pytest.fixture(scope="module")
def january(shared: Settings) -> County:
    """Two households apply, and one the register lacks; two are monitored."""
    county = County.of(shared, CODE, 6)
    county.send_register(JANUARY, [person for pair in county.pairs[:5] for person in pair])
    dates = [date(2022, 1, 10), date(2022, 1, 12)]
    applied = [(pair[0], {"application_date": day}) for pair, day in zip(county.pairs, dates, strict=False)]
    county.send(
        JANUARY, "household_applications", [*applied, (county.pairs[5][0], {"application_date": date(2022, 1, 20)})]
    )
    said = [{**MONITORED, "identified_month": "202112"}, {**MONITORED, "identified_month": "202201"}]
    monitored = [(pair[0], row) for pair, row in zip(county.pairs[2:4], said, strict=True)]
    county.send(JANUARY, "monitored_households", monitored)
    county.send(JANUARY, "monitored_members", [(person, {}) for pair in county.pairs[2:4] for person in pair])
    county.live(JANUARY)
    return county


@pytest.fixture(scope="module")
def february(january: County) -> County:
    """Every form comes back: one household with a car and a company, two people of the other not answered on cars."""
    (owner, son), (second, second_son) = january.pairs[:2]
    everybody = {person.id_number: NOTHING for person in (owner, son, second, second_son)}
    some_cars = {
        owner.id_number: {"比对结果": "有", "比对日期": DAY, "数量": 1, "价值": 80000},
        son.id_number: NOTHING,
    }
    checked = {"身份核验结果": "一致", "比对日期": DAY}
    said: dict[str, Any] = dict.fromkeys(FORMS, everybody)
    said["police_vehicles"] = some_cars
    said["market_companies"] = {
        **everybody,
        second.id_number: {**NOTHING, "比对结果": "有", "企业名称": "某公司", "任职情况": "股东"},
    }
    said["police_identity_checks"] = {
        **dict.fromkeys(everybody, checked),
        second_son.id_number: {**checked, "身份核验结果": "姓名不符"},
    }
    said["taxation_assets"] = {
        **everybody,
        f"{owner.id_number} 不动产": {**NOTHING, "比对结果": "有", "数量": 2, "价值": 350000},
    }
    for name, file_name in FORMS.items():
        january.return_form(JANUARY, f"比对申请/{file_name}", said[name])
    january.send_register(FEBRUARY, [person for pair in january.pairs[:5] for person in pair])
    new = {**MONITORED, "identified_month": "202201"}
    january.send(FEBRUARY, "monitored_households", [(pair[0], new) for pair in january.pairs[3:5]])
    january.send(FEBRUARY, "monitored_members", [(person, {}) for pair in january.pairs[3:5] for person in pair])
    january.live(FEBRUARY)
    return january


@pytest.mark.requirement("YL-03")
def test_applicants_go_out_in_the_forms_of_the_departments_lists(january: County) -> None:
    assert january.files(JANUARY, "比对申请") == set(FORMS.values())
    asked = [person for pair in january.pairs[:2] for person in pair]
    for name, file_name in FORMS.items():
        rows = january.rows(JANUARY, f"比对申请/{file_name}")
        kinds = {"taxation_assets": 3, "finance_office_assets": 3}.get(name, 1)
        assert sorted(row["身份证号"] for row in rows) == sorted(person.id_number for person in asked * kinds), name
        assert list(rows[0]) == ["序号", *(column.header for column in feed(name).columns), HEADER], name
    named = {row["身份证号"]: row["姓名"] for row in january.rows(JANUARY, f"比对申请/{FORMS['police_vehicles']}")}
    assert named == {person.id_number: person.name for person in asked}


@pytest.mark.requirement("YL-03")
def test_a_form_takes_answers_and_nothing_else(january: County) -> None:
    sheet = january.book(JANUARY, f"比对申请/{FORMS['taxation_assets']}").worksheets[0]
    place = {cell.value: cell.column or 0 for cell in sheet[3]}
    assert sheet.protection.sheet
    assert {sheet.cell(row, place["资产类别"]).value for row in range(4, 16)} == {"车辆", "不动产", "经办实体"}
    assert all(sheet.cell(4, place[header]).protection.locked for header in ("姓名", "身份证号", "资产类别"))
    assert not any(sheet.cell(4, place[header]).protection.locked for header in ("比对结果", "比对日期", "价值"))


@pytest.mark.requirement("YL-03")
def test_an_applicant_the_register_lacks_is_told_to_the_county(january: County) -> None:
    rows = [row for row in january.rows(JANUARY, "*县级汇总*", "申请比对结果") if row["比对结果"] != "未回复"]
    assert {(row["户主"], row["比对结果"]) for row in rows} == {
        (january.pairs[5][0].name, "花名册中未找到，未送比对，请核对申请人身份证号")
    }


@pytest.mark.requirement("YL-03")
def test_the_filled_form_is_a_delivery_of_the_departments_list(february: County) -> None:
    found = {name: said for name, *said in february.ask(ANSWERS, CODE, FEBRUARY, list(FORMS))}
    kinds = {"taxation_assets": 12, "finance_office_assets": 12, "police_vehicles": 2}
    assert found == {name: ["accepted", kinds.get(name, 4), 0] for name in FORMS}


@pytest.mark.requirement("YL-03")
def test_the_answers_return_to_the_village(february: County) -> None:
    (owner, _), (second, second_son) = february.pairs[:2]
    told: dict[tuple[str, str], str] = {}
    for name in february.files(FEBRUARY, "申请比对结果"):
        rows = february.rows(FEBRUARY, f"申请比对结果/{name}")
        assert {row["乡镇"] for row in rows} == {name.removesuffix(".xlsx")}
        told |= {(row["成员"].split("（")[0], row["比对事项"]): row["比对结果"] for row in rows}
    assert len(told) == 4 * 11
    assert told[owner.name, "机动车"] == "有：数量1，价值80,000元"
    assert told[owner.name, "不动产"] == "有：数量2，价值350,000元"
    assert told[owner.name, "车辆"] == "无"
    assert told[second.name, "公司企业"] == "有：股东"
    assert told[second_son.name, "身份信息"] == "姓名不符"
    assert (told[owner.name, "身份信息"], told[second.name, "机动车"]) == ("一致", "未回复")
    found = {value for value in told.values() if value not in {"无", "一致"}}
    assert found == {"未回复", "有：数量1，价值80,000元", "有：数量2，价值350,000元", "有：股东", "姓名不符"}


@pytest.mark.requirement("YL-03")
def test_only_what_is_not_answered_goes_out_again(february: County) -> None:
    assert february.files(FEBRUARY, "比对申请") == {FORMS["police_vehicles"]}
    rows = february.rows(FEBRUARY, f"比对申请/{FORMS['police_vehicles']}")
    assert {row["身份证号"] for row in rows} == {person.id_number for person in february.pairs[1]}


@pytest.mark.requirement("YL-04")
def test_the_newly_monitored_go_to_the_departments(february: County) -> None:
    known = {JANUARY: february.pairs[3], FEBRUARY: february.pairs[4]}
    for month, (head, son) in known.items():
        assert len(february.files(month, "新增监测对象")) == 11
        members = february.rows(month, "新增监测对象/教体局.xlsx")
        assert [(row["姓名"], row["身份证号"]) for row in members] == [
            (head.name, head.id_number),
            (son.name, son.id_number),
        ]
        assert {row["本月新增"] for row in members} == {"是"}
        heads = february.rows(month, "新增监测对象/水务局.xlsx")
        assert [row["身份证号"] for row in heads] == [head.id_number]


def test_nothing_outside_the_workbooks_names_anybody(february: County) -> None:
    said = [text for (text,) in february.ask(TEXTS, CODE, CODE)]
    files = [str(path) for month in (JANUARY, FEBRUARY) for path in february.directory(month).rglob("*")]
    manifests = [(february.directory(month) / "manifest.json").read_text() for month in (JANUARY, FEBRUARY)]
    marks = [mark for person in february.people for mark in (person.name, person.id_number)]
    assert len(said) > 40
    assert [text for text in (*said, *files, *manifests) if any(mark in text for mark in marks)] == []


@pytest.mark.requirement("YL-03")
def test_a_late_answer_takes_the_question_back_in_a_supplement(february: County) -> None:
    (owner, son), late = february.pairs[:2]
    car = {"比对结果": "有", "比对日期": DAY, "数量": 1, "价值": 80000}
    everybody = {person.id_number: NOTHING for person in (son, *late)}
    february.return_form(JANUARY, f"比对申请/{FORMS['police_vehicles']}", {**everybody, owner.id_number: car})
    february.live(FEBRUARY)
    (village,) = february.files(FEBRUARY, "申请比对结果", 2)
    told = february.rows(FEBRUARY, f"申请比对结果/{village}", revision=2)
    assert {row["比对结果"] for row in told if row["比对事项"] == "机动车"} == {"无"}
    taken_back = february.book(FEBRUARY, f"比对申请/{FORMS['police_vehicles']}", 2).worksheets[0]
    assert taken_back.cell(2, 1).value == "上一版所列人员已无需比对"
    assert february.files(FEBRUARY, "新增监测对象", 2) == set()
    manifest = json.loads((february.directory(FEBRUARY, 2) / "manifest.json").read_text(encoding="utf-8"))
    replaced = {entry["addressee"]: entry["replaces"]["revision"] for entry in manifest["files"]}
    assert replaced["police/police_vehicles"] == 1
    before = {path: path.read_bytes() for path in february.directory(FEBRUARY, 2).rglob("*") if path.is_file()}
    shutil.rmtree(february.directory(FEBRUARY, 2))
    assert not issue_lists(february.settings, CODE, FEBRUARY).is_new
    assert {path: path.read_bytes() for path in before} == before
