"""What the month says of households just inside and just outside of every condition, through the whole line."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.policies.grades.county import COUNTY, STRUCK, Example, examples

CONDITIONS = ("income", "expense", "guarantee", "able", "open_risk")
Said = Mapping[int, tuple[Any, ...]]


def ask(settings: Settings, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def say(settings: Settings, columns: str, table: str) -> Said:
    """Household to what September says of it."""
    rows = ask(settings, f"select household_id, {columns} from marts.{table} where month = '2022-09-01'")  # noqa: S608 - our own names
    return {household: tuple(said) for household, *said in rows}


def of(group: str) -> list[Example]:
    return [one for one in examples() if one.group == group]


@pytest.mark.requirement("LS-10")
def test_elimination_is_proposed_only_when_every_condition_is_met(county: Settings) -> None:
    columns = f"conclusion_code, {', '.join(f'{name}_code' for name in CONDITIONS)}"
    said = say(county, columns, "fct_elimination_assessments")
    found = {
        one.name: [conclusion, *(n for n, code in zip(CONDITIONS, codes, strict=True) if code != "met")]
        for one in of("elimination")
        for conclusion, *codes in [said[one.household_id]]
    }
    expected = {one.name: one.said["expect"] for one in of("elimination")}
    natural = {one.name: found.pop(one.name)[:1] for one in of("elimination") if expected[one.name] == ["natural"]}
    assert {**found, **natural} == expected


@pytest.mark.requirement("LS-10")
def test_an_assessment_tells_every_condition_and_its_clause(county: Settings) -> None:
    said = say(county, "reason_text", "fct_elimination_assessments")
    texts = {one.name: said[one.household_id][0] for one in of("elimination")}
    assert texts["income_at_the_range"] == (
        "近6个月人均纯收入最低7,000元，没有一直超过当年监测范围7,000元；没有未结的大额支出；“三保障”和饮水安全无问题；"
        "有劳动能力；没有未结风险（烈农工组〔2022〕7号第二(五)条）"
    )
    assert "近6个月只有5个月有收入数据" in texts["five_months_known"]
    assert "整户无劳动能力" in texts["nobody_able"]
    assert "整户迁出" in texts["gone_from_register"]


@pytest.mark.requirement("LS-03", "LS-09")
def test_the_range_alone_makes_nobody_a_risk_but_keeps_under_watch(county: Settings) -> None:
    watched = say(county, "watch_code", "fct_watched_households")
    ranged = say(county, "is_under_range, is_under_with_other_criterion", "fct_household_range_months")
    at_risk = say(county, "rule_code", "fct_household_risk_months")
    for one in of("watched"):
        income = Decimal(str(one.said["income"]))
        assert watched.get(one.household_id, (None,)) == (one.said["expect"],), one.name
        expected = (True, one.said.get("other_criterion", False)) if income < 7000 else None
        assert ranged.get(one.household_id) == expected, one.name
        assert (one.household_id in at_risk) == ("labour" in one.said), one.name


@pytest.mark.requirement("LS-03")
def test_a_monitored_household_stands_inside_or_outside_of_the_range(county: Settings) -> None:
    said = say(county, "is_monitored, is_under_range, range_amount", "fct_household_range_months")
    assert {said[one.household_id] for one in of("elimination")} == {(True, False, Decimal(7000))}


@pytest.mark.requirement("LA-02")
def test_every_monitored_household_has_its_changes_or_none(county: Settings) -> None:
    said = say(county, "change_text, change_codes, is_unchanged, change_basis_text", "fct_household_change_months")
    for one in of("changes"):
        text, codes, is_unchanged, basis = said.get(one.household_id, (None, None, None, None))
        assert text == one.said["expect"], one.name
        if text is not None:
            assert text == ("".join(chr(9311 + code) for code in codes) or "无变化")
            assert is_unchanged == (text == "无变化") == (basis is None), one.name
    monitored = [one for one in of("elimination") if one.said["expect"] != ["natural"]]
    assert {one.household_id for one in monitored} <= said.keys()


@pytest.mark.requirement("LA-07")
def test_who_left_relief_or_is_at_risk_no_more_is_marked(county: Settings) -> None:
    rows = ask(county, "select household_id, monitored_code, exit_code, reason_text from marts.fct_exit_candidates")
    for one in of("exits"):
        found = [[monitored, code] for household, monitored, code, _ in rows if household == one.household_id]
        assert found == one.said["expect"], one.name
    texts = {household: text for household, *_, text in rows}
    named = {one.name: texts.get(one.household_id, "") for one in of("exits")}
    assert "仍为防返贫监测对象，继续监测" in named["gone_from_roll_still_monitored"]
    assert "建议核实后退出监测范围" in named["gone_from_roll"]


@pytest.mark.requirement("LS-05", "LS-14")
def test_every_risk_is_graded_and_says_who_is_consulted(county: Settings) -> None:
    rows = ask(
        county,
        "select distinct rule_code, village_code = %s, grade_code, extent_code, consulted_label"
        " from marts.fct_household_risk_months where month = '2022-09-01' order by 1, 2",
        STRUCK,
    )
    assert rows == [
        ("hardship_patrolled", False, "high", "individual", "业务部门相关负责人"),
        ("hardship_patrolled", True, "high", "large_scale", "区委农村工作领导小组"),
        ("labour_unused", False, "ordinary", "individual", "业务部门相关负责人"),
        ("medical_self_paid_over", False, "urgent", "prominent", "部门负责人"),
    ]


@pytest.mark.requirement("LS-05")
def test_the_township_reads_the_grade_before_it_checks(county: Settings) -> None:
    paths = sorted((county.outbox / COUNTY / "2022-09").glob("[0-9]*/*入户核查名单*.xlsx"))
    lines = [row for path in paths for row in read_rows(openpyxl.load_workbook(path), "入户核查名单")]
    told = {row["户主姓名"]: row["分级会商"] for row in lines}
    assert told[heads("self_paid_over_the_limit")] == "紧急，部门负责人会商"
    assert told[heads("patrol_and_department")] == "较高，业务部门相关负责人会商"
    assert "较高，区委农村工作领导小组会商" in told.values()


@pytest.fixture(scope="module")
def workbook(county: Settings) -> openpyxl.Workbook:
    (path,) = Path(county.outbox / COUNTY / "2022-09" / "01").glob("*县级汇总*.xlsx")
    return openpyxl.load_workbook(path)


def read_rows(workbook: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    rows = list(workbook[sheet].iter_rows(values_only=True))
    header = next(position for position, row in enumerate(rows) if "序号" in row)
    return [dict(zip(map(str, rows[header]), row, strict=True)) for row in rows[header + 1 :] if any(row)]


def named(rows: list[dict[str, Any]], group: str) -> dict[str, dict[str, Any]]:
    names = {one.head.name: one.name for one in of(group)}
    return {names[row["户主"]]: row for row in rows if row["户主"] in names}


def heads(name: str) -> str:
    return next(one.head.name for one in examples() if one.name == name)


def test_the_county_reads_whom_to_eliminate_and_who_left(workbook: openpyxl.Workbook) -> None:
    rows = read_rows(workbook, "风险消除建议")
    found = named(rows, "elimination")
    assert found["all_conditions_met"]["建议"] == "建议消除"
    assert found["insurance_not_told"]["三保障和饮水"] == "不详"
    assert found["nobody_able"]["劳动能力"] == "不符合"
    assert found["gone_from_register"]["建议"] == "自然消除"
    assert {row["建议"] for row in rows if row["户主"] == heads("gone_from_roll")} == {"名册已无"}
    order = ["建议消除", "自然消除", "情况不全", "继续帮扶", "名册已无", "已消除，退出"]
    advised = [row["建议"] for row in rows]
    assert advised == sorted(advised, key=order.index)
    assert set(advised) == set(order)


def test_the_county_reads_who_is_watched_and_what_changed(workbook: openpyxl.Workbook) -> None:
    watched = named(read_rows(workbook, "持续关注"), "watched")
    assert watched["just_slightly_under"]["关注原因"] == "收入略低于监测范围"
    assert watched["bad_house_and_rich"]["说明"].startswith("人均纯收入10,500元（2022年9月收入情况表），达到10,500元")
    changes = read_rows(workbook, "监测变化")
    assert named(changes, "changes")["two_patrols"]["监测重点"] == "①⑨"
    assert named(changes, "changes")["nothing_new"]["监测重点"] == "无变化"
    assert named(changes, "changes")["only_on_dibao"]["监测类别"] == "低保对象"


@pytest.mark.requirement("LS-14", "YL-10")
def test_the_county_reads_where_the_risk_is_regional(workbook: openpyxl.Workbook) -> None:
    rows = read_rows(workbook, "区域性风险")
    assert {row["范围"] for row in rows} == {"村"}
    assert {(row["风险情形"], row["本月新发户数"], row["报送会商"]) for row in rows} == {
        ("各类风险合计", 28, "区委农村工作领导小组"),
        ("产业发展受挫", 28, "区委农村工作领导小组"),
    }
