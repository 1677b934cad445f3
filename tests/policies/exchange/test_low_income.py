"""Qidong's low-income database: departments read who is in it and answer in the same workbook what relief they gave."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shouwang.feeds import feed
from shouwang.settings import Settings
from shouwang.vault.forgetting import forget_person
from tests.department_files import Person, put_list
from tests.policies.exchange.county import County

CODE, MONTH, NEXT = "320681", date(2022, 9, 1), date(2022, 10, 1)
BOOK = "低收入人口/教体局.xlsx"
SCHOOL = {
    "household_kind_code": "一般农户",
    "monitored_kind_code": "边缘易致贫户",
    "identified_month": "202207",
    "risk_1_code": "因学",
}
SINCE = {"approved_date": date(2021, 9, 1)}
GAPS = """
select household_id from marts.fct_delivery_gaps
where county_code = %s and month = %s and hardship_code = 'education'
"""
ACCEPTED = """
select feed, rows_accepted, rows_held from ops.deliveries where county_code = %s and month = %s and feed = any(%s)
"""


@pytest.fixture(scope="module")
def qidong(shared: Settings) -> County:
    """One on dibao with a child whose schooling is at risk, one on the edge, one neither; school relief to another."""
    county = County.of(shared, CODE, 4)
    send_month(county, MONTH)
    (_, other_son) = county.pairs[3]
    put_list(shared, CODE, MONTH, "education_relief", [(other_son, {"relief_date": date(2022, 9, 5)})])
    county.live(MONTH)
    return county


def send_month(county: County, month: date) -> None:
    county.send_register(month, county.people)
    county.send(month, "civil_affairs_dibao_roll", [(county.pairs[0][0], SINCE), (county.pairs[0][1], SINCE)])
    county.send(month, "civil_affairs_dibao_edge", [(county.pairs[1][0], SINCE)])
    county.send(month, "monitored_households", [(county.pairs[0][0], SCHOOL)])
    measure = {"measure_kind_code": "产业帮扶", "measure_name": "养羊", "measure_state_code": "正在开展"}
    county.send(month, "assistance_measures", [(county.pairs[0][0], measure)])


@pytest.mark.requirement("QD-06")
def test_each_department_reads_who_is_of_low_income(qidong: County) -> None:
    assert qidong.files(MONTH, "低收入人口") == {"医疗保障局.xlsx", "教体局.xlsx", "住建局.xlsx", "人社局.xlsx"}
    rows = {row["身份证号"]: (row["姓名"], row["低收入类别"]) for row in qidong.rows(MONTH, BOOK)}
    (poor, son), (edge, _), *_ = qidong.pairs
    assert rows == {
        poor.id_number: (poor.name, "低保对象"),
        son.id_number: (son.name, "低保对象"),
        edge.id_number: (edge.name, "低保边缘家庭"),
    }
    assert "《教育救助人员名单》" in qidong.note(MONTH, BOOK)


@pytest.mark.requirement("QD-06", "QD-07")
def test_the_relief_a_department_enters_there_comes_back_and_closes_the_gap(qidong: County) -> None:
    assert len(qidong.ask(GAPS, CODE, MONTH)) == 1
    _, son = qidong.pairs[0]
    book = qidong.book(MONTH, BOOK)
    sheet = book[feed("education_relief").title]
    place = {str(cell.value): cell.column or 0 for cell in sheet[3]}
    entered = {"姓名": son.name, "身份证号": son.id_number, "救助内容": "助学金", "救助日期": "2022-10-08"}
    for header, cell in entered.items():
        sheet.cell(4, place[header]).value = cell
    send_month(qidong, NEXT)
    qidong.put(book, NEXT, "教体局_救助反馈.xlsx")
    qidong.live(NEXT)
    assert qidong.ask(ACCEPTED, CODE, NEXT, ["education_relief"]) == [("education_relief", 1, 0)]
    assert qidong.ask(GAPS, CODE, NEXT) == []


def test_whoever_is_forgotten_is_told_which_workbooks_name_them(qidong: County) -> None:
    (edge, _) = qidong.pairs[1]
    forgotten = forget_person(qidong.settings, edge.id_number, "依法删除", "数据保护")
    outbox = qidong.settings.outbox
    books = sorted((outbox / CODE).rglob("*.xlsx"))
    naming = {path.relative_to(outbox).as_posix() for path in books if _names(path, edge)}
    assert {f"{CODE}/{MONTH:%Y-%m}/01/低收入人口/{name}" for name in qidong.files(MONTH, "低收入人口")} < naming
    assert set(forgotten.issued_files) == naming


def _names(path: Path, person: Person) -> bool:
    cells = (str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row if cell)
    return any(mark in cell for cell in cells for mark in (person.name, person.id_number))
