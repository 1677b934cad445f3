"""Lists of the documents through the whole line: who must be on a township's list is, who just must not be is not."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from psycopg2 import sql

from shouwang.feeds import feed
from shouwang.months import following
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.department_files import Cells, Listed, Person, households, put_list, put_register

LIESHAN, LINFEN, YANLING = "340604", "141002", "411024"
OF_CHILDREN = {"education_dropout_control", "education_term_dropouts", "education_school_expenses", "education_relief"}


class Case(NamedTuple):
    """A list: rows that each must put a household on its township's list as ``risk``, and rows that must not."""

    feed: str
    risk: str
    over: Sequence[Cells]
    under: Sequence[Cells]


LS_15 = (
    Case(
        "medical_insurance_self_paid",
        "报销后自付超限",
        [{"out_of_pocket_amount": 20000.01, "settlement_number": "甲1"}],
        [{"out_of_pocket_amount": 20000, "settlement_number": "乙1"}],
    ),
    Case(
        "education_dropout_control",
        "控辍保学",
        [{"study_state_code": label} for label in ("失学辍学", "疑似辍学", "长期缺课")],
        [{"study_state_code": "已复学"}],
    ),
    Case(
        "housing_unsafe_houses",
        "住房安全隐患",
        [{"house_hazard_code": label} for label in ("C级危房", "D级危房", "存在安全隐患")],
        [{"house_hazard_code": "隐患已消除"}],
    ),
    Case(
        "agricultural_water_unsafe_water",
        "饮水安全无保障",
        [{"water_state_code": label} for label in ("得不到保障", "存在隐患")],
        [{"water_state_code": "已解决"}],
    ),
    Case("agriculture_farm_losses", "农业产业损失", [{"loss_amount": 10000}], [{"loss_amount": 9999.99}]),
    Case(
        "civil_affairs_low_income",
        "城乡低收入人口",
        [
            {"low_income_kind_code": kind, "area_code": area}
            for kind in ("低保对象", "特困人员", "低保边缘家庭", "支出型困难家庭")
            for area in ("城市", "农村")
        ],
        [{"low_income_kind_code": "其他"}],
    ),
    Case(
        "disability_pushes",
        "高风险残疾",
        [{"disability_push_code": label} for label in ("重度残疾", "三级智力、精神残疾", "一户多残", "老残一体")],
        [{"disability_push_code": "其他残疾"}],
    ),
    Case(
        "human_resources_labour",
        "未就业或就业不充分",
        [{"labour_state_code": label} for label in ("未就业", "失业", "就业不充分")],
        [{"labour_state_code": "已就业"}],
    ),
    Case(
        "petitions_low_income",
        "信访困难农户",
        [{"income_per_person_amount": 6999.99}],
        [{"income_per_person_amount": 7000}],
    ),
)
LS_04 = (
    Case(
        "household_applications",
        "自主申报",
        [{"application_form_code": label} for label in ("书面", "手机APP", "小程序", "服务平台")],
        [],
    ),
    Case("patrol_reports", "走访排查发现", [{"change_code": "支出骤增"}], [{"change_code": "无变化"}]),
    Case("public_clues", "媒体舆情线索", [{"clue_source_code": "媒体"}], []),
)
YL_05 = (
    Case("police_traffic_injuries", "交通事故致伤", [{"injury_code": "重伤"}], []),
    Case(
        "police_crimes",
        "刑事案件致劳动力受损",
        [{"labour_loss_code": label} for label in ("死亡", "丧失劳动能力", "部分丧失劳动能力")],
        [{"labour_loss_code": "未丧失劳动能力"}],
    ),
    Case("police_forest_fires", "森林火灾受灾", [{"loss_amount": 100}], []),
    Case("police_identity_checks", "", [], [{"identity_check_code": "户籍不符"}, {"identity_check_code": "一致"}]),
)
YL_06 = (
    Case("education_term_dropouts", "学期失学辍学", [{"disabled_child_code": "是"}, {"disabled_child_code": "否"}], []),
    Case(
        "education_school_expenses",
        "因学刚性支出较高",
        [{"tuition_amount": 1000, "loan_amount": 999.99, "net_school_expense_amount": 0.01}],
        [{"tuition_amount": 1000, "waiver_amount": 1000, "net_school_expense_amount": 0}],
    ),
)
LF_02 = (
    Case("patrol_reports", "入户走访发现", [{"change_code": "收入骤减"}], [{"change_code": "无变化"}]),
    Case("household_applications", "自主申报", [{"application_form_code": "口头"}], []),
    Case("grassroots_reports", "基层上报", [{"change_code": "就业异常"}], []),
    Case("education_relief", "获得教育救助", [{"relief_amount": 800}], []),
    Case(
        "civil_affairs_left_relief",
        "退出后仍属低收入",
        [{"after_leaving_code": label} for label in ("低保边缘", "支出型困难", "其他低收入")],
        [{"after_leaving_code": "非低收入"}],
    ),
)
LF_03 = (
    Case("human_resources_relief", "获得就业救助", [{"relief_amount": 800}], []),
    Case("housing_relief", "获得住房救助", [{"relief_amount": 800}], []),
    Case("emergency_relief", "获得受灾救助", [{"relief_amount": 800}], []),
    Case("medical_insurance_relief", "获得医疗救助", [{"relief_amount": 800}], []),
    Case("disability_relief", "获得残疾人救助", [{"relief_amount": 800}], []),
)

MONITORED: Cells = {
    "household_kind_code": "一般农户",
    "monitored_kind_code": "边缘易致贫户",
    "identified_month": "202305",
}


class County:
    """A county's month lived through once: the households of each case and what its townships got."""

    def __init__(self, settings: Settings, county_code: str, month: date, cases: Sequence[Case]) -> None:
        self.settings, self.code, self.month, self.cases = settings, county_code, month, cases
        self.over: dict[str, list[Person]] = {}
        self.under: dict[str, list[Person]] = {}
        self.monitored: Person | None = None
        count = sum(len(case.over) + len(case.under) for case in cases)
        self.households = list(households(county_code, count))
        put_register(settings, county_code, month, [person for members in self.households for person in members])
        self._put_lists()

    def _put_lists(self) -> None:
        free = iter(self.households)
        for case in self.cases:
            place = 1 if case.feed in OF_CHILDREN else 0
            over = [(next(free)[place], said) for said in case.over]
            under = [(next(free)[place], said) for said in case.under]
            self.over[case.feed], self.under[case.feed] = [p for p, _ in over], [p for p, _ in under]
            self.put(case.feed, [*over, *under])

    def put(self, feed: str, listed: Sequence[Listed]) -> None:
        """A list of the month."""
        put_list(self.settings, self.code, self.month, feed, listed)

    def live(self) -> "County":
        """Land, build, publish the month and issue its lists."""
        land_month(self.settings, self.code, self.month)
        publish_month(self.settings, self.code, self.month)
        return self

    def listed(self) -> dict[str, dict[str, str]]:
        """Head's identity number to the cells of the household's line, over the workbooks of all townships."""
        found: dict[str, dict[str, str]] = {}
        for path in sorted(
            (self.settings.outbox / self.code / f"{self.month:%Y-%m}").glob("[0-9]*/*入户核查名单*.xlsx")
        ):
            lines = _lines(openpyxl.load_workbook(path).worksheets[0], "户主身份证号")
            found |= {line["户主身份证号"]: line for line in lines}
        return found

    def county_lines(self, sheet: str) -> list[dict[str, str]]:
        """The lines of a sheet of the county's summary."""
        (path,) = (self.settings.outbox / self.code / f"{self.month:%Y-%m}").glob("[0-9]*/*县级汇总*.xlsx")
        return _lines(openpyxl.load_workbook(path)[sheet], "序号")

    def ask(self, columns: str, origin: str) -> list[tuple[Any, ...]]:
        """Rows of what is published of the month."""
        query = sql.SQL("select {} from {} where county_code = %s and month = %s").format(
            sql.SQL(columns), sql.SQL(origin)
        )
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, (self.code, self.month))
            return cursor.fetchall()

    def assert_judged(self, feeds: Sequence[str]) -> None:
        """Every household over the limit stands on the list as its case says, none under it stands there."""
        listed = self.listed()
        for case in (case for case in self.cases if case.feed in feeds):
            risks = [listed.get(person.head_id_number, {}).get("风险类型") for person in self.over[case.feed]]
            assert risks == [case.risk] * len(case.over), case.feed
            assert [p for p in self.under[case.feed] if p.head_id_number in listed] == [], case.feed

    def assert_accepted(self) -> None:
        """The ledger knows every list that was put there, as accepted and whole."""
        expected = {"household_register": 2 * len(self.households)} | {
            case.feed: len(case.over) + len(case.under) for case in self.cases
        }
        accepted = self.ask("feed, state_code, rows_accepted", "ops.deliveries")
        found = {feed: rows for feed, state, rows in accepted if state == "accepted"}
        assert {feed: found.get(feed) for feed in expected} == expected


def _lines(sheet: Worksheet, header: str) -> list[dict[str, str]]:
    """The rows below the one in which ``header`` stands."""
    rows = [[str(cell or "") for cell in row] for row in sheet.values]
    place = next(number for number, row in enumerate(rows) if header in row)
    return [dict(zip(rows[place], row, strict=True)) for row in rows[place + 1 :]]


@pytest.fixture(scope="module")
def settings(make_warehouse: MakeWarehouse) -> Settings:
    """One warehouse for all counties."""
    return make_warehouse()


@pytest.fixture(scope="module")
def lieshan(settings: Settings) -> County:
    county = County(settings, LIESHAN, date(2022, 6, 1), [*LS_15, *LS_04])
    county.put("civil_affairs_dibao_roll", [(county.households[0][1], {"area_code": "城市"})])
    return county.live()


@pytest.fixture(scope="module")
def yanling(settings: Settings) -> County:
    return County(settings, YANLING, date(2022, 9, 1), [*YL_05, *YL_06]).live()


@pytest.fixture(scope="module")
def linfen(settings: Settings) -> County:
    county = County(settings, LINFEN, date(2023, 8, 1), [*LF_02, *LF_03])
    registered, county.monitored = county.households[0][1], county.households[1][0]
    county.put("civil_affairs_dibao_roll", [(registered, {})])
    county.put("monitored_households", [(county.households[0][0], MONITORED), (county.monitored, MONITORED)])
    return county.live()


@pytest.mark.requirement("LS-15")
def test_every_kind_of_push_reaches_the_township_and_what_just_falls_short_does_not(lieshan: County) -> None:
    lieshan.assert_accepted()
    lieshan.assert_judged([case.feed for case in LS_15])
    assert {case.feed for case in LS_15 if not case.under} == set()


@pytest.mark.requirement("LS-08")
def test_a_township_reads_who_of_a_household_does_not_count(lieshan: County) -> None:
    sizes = {number: line["家庭人口"] for number, line in lieshan.listed().items()}
    first = lieshan.households[0][0].head_id_number
    assert sizes.pop(first) == "2（城市低保1人不计）"
    assert set(sizes.values()) == {"2"}


@pytest.mark.requirement("LS-15")
def test_a_reason_names_value_threshold_and_clause(lieshan: County) -> None:
    listed = lieshan.listed()
    reasons = {feed: listed[people[0].head_id_number]["交办理由"] for feed, people in lieshan.over.items()}
    assert "自付20,000.01元，超过20,000元（烈农工组〔2022〕7号第四(二)条）" in reasons["medical_insurance_self_paid"]
    assert "人均纯收入6,999.99元，低于监测范围7,000元" in reasons["petitions_low_income"]
    assert "损失10,000元，达到10,000元" in reasons["agriculture_farm_losses"]


@pytest.mark.requirement("LS-04")
def test_ways_of_discovery_stay_apart(lieshan: County) -> None:
    lieshan.assert_judged([case.feed for case in LS_04])
    found = {
        (rule, channel) for rule, channel in lieshan.ask("rule_code, channel_code", "marts.fct_household_risk_months")
    }
    assert {
        ("application_received", "self_declaration"),
        ("hardship_patrolled", "home_visit"),
        ("clue_reported", "other"),
        ("petition_under_range", "other"),
        ("farm_loss", "data_comparison"),
    } <= found


@pytest.mark.requirement("YL-05")
def test_the_police_report_injuries_crimes_and_fires_and_answer_on_identities(yanling: County) -> None:
    yanling.assert_accepted()
    yanling.assert_judged([case.feed for case in YL_05])


@pytest.mark.requirement("YL-06")
def test_education_reports_by_term_and_by_school_year(yanling: County) -> None:
    yanling.assert_judged([case.feed for case in YL_06])
    disabled, other = (yanling.listed()[person.head_id_number] for person in yanling.over["education_term_dropouts"])
    assert "（残疾儿童）" in disabled["交办理由"]
    assert "（其他儿童）" in other["交办理由"]


@pytest.mark.requirement("LF-02")
def test_five_sources_are_kept_apart(linfen: County) -> None:
    linfen.assert_accepted()
    linfen.assert_judged([case.feed for case in LF_02])
    sources = {"home_visit", "self_declaration", "grassroots_report", "data_comparison", "historical_data"}
    assert {channel for (channel,) in linfen.ask("channel_code", "marts.fct_household_risk_months")} == sources
    assert {channel for (channel,) in linfen.ask("channel_code", "marts.fct_signals")} == sources


@pytest.mark.requirement("LF-03")
def test_whoever_stands_on_no_roll_is_marked(linfen: County) -> None:
    registered = linfen.over["patrol_reports"][0]
    reasons = {number: line["交办理由"] for number, line in linfen.listed().items()}
    assert "，已登记低收入（" in reasons.pop(registered.head_id_number)
    marked = [reason for reason in reasons.values() if "退出低保" not in reason]
    linfen.assert_judged([case.feed for case in LF_03])
    assert len(marked) == sum(len(case.over) for case in [*LF_02[:4], *LF_03]) - 1
    assert all("，未登记低收入（" in reason for reason in marked)
    counted = linfen.ask("count(*) filter (where is_registered_low_income)", "marts.fct_household_risk_months")
    assert counted == [(1,)]


@pytest.mark.requirement("LF-03")
def test_civil_affairs_are_given_whom_departments_help_and_no_roll_names(linfen: County) -> None:
    assert linfen.monitored
    helped = [(p.name, feed(case.feed).title) for case in [LF_02[3], *LF_03] for p in linfen.over[case.feed]]
    expected = [*helped, (linfen.monitored.name, feed("monitored_households").title)]
    assert sorted((row["涉及的人"], row["名单"]) for row in linfen.county_lines("未登记低收入")) == sorted(expected)


@pytest.mark.requirement("LF-02")
def test_who_left_relief_yet_stays_poor_is_watched_on(linfen: County) -> None:
    september = County(linfen.settings, LINFEN, following(linfen.month), [])
    put_register(linfen.settings, LINFEN, september.month, [p for members in linfen.households for p in members])
    september.live()
    watched = (
        "household_id in (select household_id from marts.fct_household_risk_months where rule_code = 'relief_left')"
    )
    statuses = september.ask(f"count(*) filter (where {watched})", "marts.fct_household_status_months")
    assert statuses == [(len(linfen.over["civil_affairs_left_relief"]),)]
