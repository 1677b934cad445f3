"""Feed declarations: complete for the five documents, and strict."""

from datetime import date

import pytest
from pydantic import ValidationError

from shouwang.feeds import Feed, feed, feeds
from shouwang.feeds.declarations import parse_feed, vocabulary
from shouwang.feeds.documentation import PATH, render
from shouwang.policies import packs

DATED = {"columns": [{"column": "id_number", "required": True}, {"column": "found_date", "required": True}]}
MINIMAL = {
    "feed": "x",
    "department": "health",
    "title": "名单",
    "grain": "one person",
    "cadence": "monthly",
    "deadline_day": 10,
    "title_keywords": ["名单"],
    "subject": "person",
    "key": ["id_number"],
    "columns": [{"column": "id_number", "required": True}],
}


def test_a_minimal_declaration_is_understood() -> None:
    assert parse_feed(MINIMAL).column("id_number").required


@pytest.mark.parametrize(
    "slip",
    [
        {"dedline_day": 10},
        {"columns": [{"column": "id_number", "requried": True}]},
        {"columns": [{"column": "no_such_column"}]},
        {"key": ["person_name"]},
        {"key": ["loss_amount"], "columns": [{"column": "id_number"}, {"column": "loss_amount"}]},
        {"cadence": "hourly"},
        {"columns": [{"column": "id_number"}, {"column": "id_number"}]},
        {"due_months": [3]},
        {"cadence": "school_term"},
        {"signal": "something_found"},
        {"signal_columns": {"date": "found_date"}},
        {"signal": "something_found", "signal_columns": {"date": "id_number"}},
        {"signal": "something_found", "signal_columns": {"date": "found_date"}, "subject": "household", **DATED},
    ],
)
def test_a_slip_of_the_pen_is_refused(slip: dict[str, object]) -> None:
    with pytest.raises((ValidationError, ValueError)):
        parse_feed({**MINIMAL, **slip})


def monthly(policy: str) -> list[Feed]:
    """The lists a pack expects every month, the register aside."""
    expected = [feed(item.feed) for item in packs()[policy].feeds]
    return [item for item in expected if item.cadence == "monthly" and item.feed != "household_register"]


def test_a_signal_with_its_columns_is_understood() -> None:
    said = parse_feed({**MINIMAL, **DATED, "signal": "something_found", "signal_columns": {"date": "found_date"}})
    assert (said.subject_column, said.signal_columns is not None) == ("id_number", True)


def test_yanling_expects_thirteen_lists_of_ten_departments_by_the_tenth() -> None:
    assert len(monthly("yanling")) == 13
    assert len({item.department for item in monthly("yanling")}) == 10
    assert sum(item.department == "civil_affairs" for item in monthly("yanling")) == 4


def test_luan_expects_the_lists_of_nine_departments() -> None:
    assert len({item.department for item in monthly("luan")}) == 9


# What each document demands, clause by clause, and the feeds that carry it.
DEMANDED: dict[tuple[str, str, str], str] = {
    ("luan", "四", "新确诊的大病、重病人员"): "health_major_illnesses",
    ("luan", "四", "大额医疗支出人员"): "medical_insurance_settlements",
    ("luan", "四", "新认定低保人员"): "civil_affairs_dibao",
    ("luan", "四", "新认定特困人员"): "civil_affairs_tekun",
    ("luan", "四", "新鉴定残疾人员"): "disability_certificates",
    ("luan", "四", "自然灾害受灾人员"): "emergency_disaster_households",
    ("luan", "四", "意外事故人员"): "police_accidents",
    ("luan", "四", "就业状况异常人员"): "human_resources_abnormal_employment",
    ("luan", "四", "失学辍学人员"): "education_dropouts",
    ("luan", "四", "危房鉴定对象"): "housing_dangerous_houses",
    ("luan", "三", "一线排查"): "patrol_reports",
    ("luan", "五", "申请受理"): "household_applications",
    ("luan", "六", "不再享受低保、特困供养"): "civil_affairs_left_relief",
    ("luan", "七", "帮扶举措和帮扶责任人"): "assistance_measures",
    ("lieshan", "四(二)", "合规报销后自付费用超过2万元"): "medical_insurance_self_paid",
    ("lieshan", "四(二)", "农村居民参保"): "medical_insurance_uninsured",
    ("lieshan", "四(二)", "控辍保学需排查的学生"): "education_dropout_control",
    ("lieshan", "四(二)", "住房存在安全隐患"): "housing_unsafe_houses",
    ("lieshan", "四(二)", "饮水安全得不到保障"): "agricultural_water_unsafe_water",
    ("lieshan", "四(二)", "经济损失达到1万元以上"): "agriculture_farm_losses",
    ("lieshan", "四(二)", "城乡低收入人口"): "civil_affairs_low_income",
    ("lieshan", "四(二)", "返贫致贫风险高的残疾农户"): "disability_pushes",
    ("lieshan", "四(二)", "未就业、失业、就业不充分"): "human_resources_labour",
    ("lieshan", "四(二)", "信访案件中低于监测范围"): "petitions_low_income",
    ("lieshan", "四(二)", "督查暗访发现的突出问题"): "inspection_findings",
    ("lieshan", "四(二)", "监测对象身份信息"): "monitored_members",
    ("lieshan", "二(二)", "农户自主申报"): "household_applications",
    ("lieshan", "二(二)", "基层干部走访排查"): "patrol_reports",
    ("lieshan", "二(二)", "媒体、信访、舆情"): "public_clues",
    ("lieshan", "三(一)", "入户走访"): "household_visits",
    ("qidong", "四(三)", "低保对象"): "civil_affairs_dibao_roll",
    ("qidong", "四(三)", "特困人员"): "civil_affairs_tekun_roll",
    ("qidong", "四(三)", "低保边缘家庭"): "civil_affairs_dibao_edge",
    ("qidong", "四(三)", "支出型困难家庭"): "civil_affairs_expenditure_poverty",
    ("qidong", "三(一)", "建档立卡对象"): "formerly_registered_people",
    ("qidong", "三(一)", "一辆价值较高的生活用汽车"): "police_vehicles",
    ("qidong", "三(三)", "待遇发放"): "civil_affairs_relief_payments",
    ("qidong", "三(三)", "临时救助"): "civil_affairs_temporary_relief",
    ("qidong", "三(二)", "医疗救助"): "medical_insurance_relief",
    ("qidong", "三(二)", "教育救助"): "education_relief",
    ("qidong", "三(二)", "住房救助"): "housing_relief",
    ("qidong", "三(二)", "就业救助"): "human_resources_relief",
    ("qidong", "四(二)", "申请低保未确认的"): "civil_affairs_refused_applications",
    ("qidong", "四(二)", "动态管理退出低保的"): "civil_affairs_left_relief",
    ("qidong", "四(二)", "残疾人家庭"): "disability_roll",
    ("qidong", "四(二)", "有重病患者或慢性病人的家庭"): "health_chronic_illnesses",
    ("linfen", "一(一)", "低保对象"): "civil_affairs_dibao_roll",
    ("linfen", "一(一)", "特困人员"): "civil_affairs_tekun_roll",
    ("linfen", "一(一)", "低保边缘"): "civil_affairs_dibao_edge",
    ("linfen", "一(一)", "支出型困难人口"): "civil_affairs_expenditure_poverty",
    ("linfen", "一(一)", "脱贫不稳定户、边缘易致贫户"): "monitored_households",
    ("linfen", "一(二)1", "入户走访"): "patrol_reports",
    ("linfen", "一(二)2", "自主申报"): "household_applications",
    ("linfen", "一(二)3", "基层上报"): "grassroots_reports",
    ("linfen", "一(二)4", "教育"): "education_relief",
    ("linfen", "一(二)4", "人社"): "human_resources_relief",
    ("linfen", "一(二)4", "住建"): "housing_relief",
    ("linfen", "一(二)4", "应急"): "emergency_relief",
    ("linfen", "一(二)4", "医保"): "medical_insurance_relief",
    ("linfen", "一(二)4", "残联"): "disability_relief",
    ("linfen", "一(二)5", "历史数据"): "civil_affairs_left_relief",
    ("linfen", "二(一)", "救助政策落实到位"): "civil_affairs_relief_payments",
    ("linfen", "三(二)", "临时救助"): "civil_affairs_temporary_relief",
    ("linfen", "四(四)", "虚报冒领"): "police_deaths",
    ("yanling", "四", "新增农村低保人员"): "civil_affairs_dibao",
    ("yanling", "四", "新增农村分散供养特困"): "civil_affairs_tekun",
    ("yanling", "四", "新增孤儿"): "civil_affairs_orphans",
    ("yanling", "四", "新增农村临时救助"): "civil_affairs_temporary_relief",
    ("yanling", "四", "低保边缘人口"): "civil_affairs_dibao_edge",
    ("yanling", "四", "支出型困难人口"): "civil_affairs_expenditure_poverty",
    ("yanling", "四", "新办理的重度困难残疾人"): "disability_certificates",
    ("yanling", "四", "持证残疾人信息"): "disability_roll",
    ("yanling", "四", "新增失学辍学"): "education_dropouts",
    ("yanling", "四", "每学期失学辍学"): "education_term_dropouts",
    ("yanling", "四", "每学年奖贷助补减"): "education_school_expenses",
    ("yanling", "四", "公益岗位取消"): "human_resources_cancelled_posts",
    ("yanling", "四", "务工就业不稳"): "human_resources_unstable_work",
    ("yanling", "四", "企业养老保险金"): "human_resources_enterprise_pension",
    ("yanling", "四", "医疗救助后自费超过1万元"): "medical_insurance_settlements",
    ("yanling", "四", "基本医疗保险参保"): "medical_insurance_uninsured",
    ("yanling", "四", "新增危房改造"): "housing_dangerous_houses",
    ("yanling", "四", "新增30种大病人员"): "health_major_illnesses",
    ("yanling", "四", "长期慢性病"): "health_chronic_illnesses",
    ("yanling", "四", "重大突发公共卫生事件"): "health_public_events",
    ("yanling", "四", "产业失败"): "agriculture_failed_businesses",
    ("yanling", "四", "受灾农户"): "emergency_disaster_households",
    ("yanling", "四", "饮水未完全保障"): "water_unsafe_households",
    ("yanling", "四", "国家公职人员"): "finance_public_employees",
    ("yanling", "四", "车辆购置、不动产、经办实体经济"): "taxation_assets",
    ("yanling", "四", "姓名、户籍、身份证、家庭成员"): "police_identity_checks",
    ("yanling", "四", "家庭拥有机动车"): "police_vehicles",
    ("yanling", "四", "交通事故致伤"): "police_traffic_injuries",
    ("yanling", "四", "刑事案件造成家庭重要劳动力失去能力"): "police_crimes",
    ("yanling", "四", "森林火灾"): "police_forest_fires",
    ("yanling", "四", "注册登记公司、企业"): "market_companies",
    ("yanling", "四", "大额存单、理财产品、金融债券"): "finance_office_assets",
    ("yanling", "四", "乡村上报的提出申请的农户"): "household_applications",
}


@pytest.mark.parametrize(("policy", "clause", "demand"), DEMANDED)
def test_every_list_a_document_demands_is_a_feed_its_pack_expects(policy: str, clause: str, demand: str) -> None:
    name = DEMANDED[policy, clause, demand]
    assert clause in {item.clause for item in packs()[policy].feeds if item.feed == name}


def test_every_feed_belongs_to_a_document() -> None:
    expected = {item.feed for pack in packs().values() for item in pack.feeds}
    assert set(feeds()) - expected == {"township_feedback", "urgent_reports"}


def test_a_signal_comes_from_one_feed() -> None:
    signals = [item.signal for item in feeds().values() if item.signal]
    assert len(signals) == len(set(signals)) > 40


def test_the_title_of_a_list_leads_to_it_alone() -> None:
    for item in feeds().values():
        fits = {
            name: max((len(word) for word in other.title_keywords if word in item.title), default=0)
            for name, other in feeds().items()
        }
        assert [name for name, length in fits.items() if length == max(fits.values())] == [item.feed]


def test_lists_by_quarter_term_and_year_are_due_in_their_months_alone() -> None:
    due = {
        name: {month for month in range(1, 13) if feed(name).is_due_in(date(2022, month, 1))}
        for name in ("education_dropout_control", "education_term_dropouts", "education_school_expenses")
    }
    assert list(due.values()) == [{3, 6, 9, 12}, {3, 9}, {9}]
    assert not any(feed("police_crimes").is_due_in(date(2022, month, 1)) for month in range(1, 13))


def test_no_column_that_names_a_person_is_open() -> None:
    for column in vocabulary().values():
        if column["type"] in {"name", "id_number", "household_number", "phone"}:
            assert column["sensitivity"] == "identity", column["name"]


def test_an_unknown_feed_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="household_register"):
        feed("nothing")


def test_the_document_for_departments_is_what_the_declarations_say() -> None:
    assert PATH.read_text(encoding="utf-8") == render()
