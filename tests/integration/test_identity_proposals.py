"""The queue of damaged identity cells: who is proposed, on what evidence, and that nobody is linked by it."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from shouwang.landing import Delivery, collect, land
from shouwang.landing.identities.proposals import propose_month
from shouwang.landing.identities.queue import waiting_cells, waiting_rows
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.identity_sheet import write_identity_sheet
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.integration.test_landing_collection import FEBRUARY, JANUARY, deliver
from tests.unit.landing.files import COUNTY, id_number

REGISTER = "乡村振兴局_农户家庭成员信息花名册"
REGISTER_HEADER = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码", "行政村")
PEOPLE = [
    ("张三", id_number(11), "张庄村"),
    ("李四", id_number(12), "张庄村"),
    ("李四", id_number(14), "张庄村"),
    ("阿依·古丽", id_number(15), "李庄社区"),
    ("王五", id_number(16), "张庄村"),
    ("王五", id_number(17, "19811212"), "李庄村"),
    ("赵六", id_number(18), "张庄村"),
    ("孙七", id_number(19), "张庄村"),
]
LIST = "医疗保障局_困难群众享受医疗救助后自费超过1万元人员名单"
LIST_HEADER = ("姓名", "身份证号", "结算单号", "结算日期", "救助后自费金额", "行政村")
ZHANG, ZHAO = id_number(11), id_number(18)
FEW = "4.11024E+17"
CELLS = [
    ("张三", f"{ZHANG[:15]}000", "张庄村"),
    ("李四", f"{ZHANG[:15]}000", "张庄村"),
    ("阿依•古丽", FEW, "李庄"),
    ("王五", FEW, "李庄村"),
    ("王五", FEW, ""),
    ("赵六", ZHAO[:7] + ZHAO[8] + ZHAO[7] + ZHAO[9:], "张庄村"),
    ("孙八", f"{ZHANG[:15]}000", "张庄村"),
    ("孙八", id_number(19), "张庄村"),
    ("钱九", "护照E12345678", "张庄村"),
]
QUEUE = """
select q.row_number, q.reason_code, q.candidate_count, q.proposed_id_number, q.evidence, l.person_id is null
from vault.identity_proposals q join landing.medical_insurance_settlements l using (delivery_id, row_number)
where q.delivery_id = %s order by 1
"""
NOBODY = "花名册中没有姓名相同、号码可读部分也相符的人"
EXPECTED = [
    (2, "id_number_excel_zeros", 1, ZHANG, "前15位与姓名与花名册中唯一一人相符", True),
    (3, "id_number_excel_zeros", 2, None, "花名册中有2人姓名相同、号码可读部分也相符", True),
    (4, "id_number_scientific", 1, id_number(15), "前6位、村名与姓名与花名册中唯一一人相符", True),
    (5, "id_number_scientific", 1, id_number(17, "19811212"), "前6位、村名与姓名与花名册中唯一一人相符", True),
    (6, "id_number_scientific", 0, None, NOBODY, True),
    (7, "id_number_check_digit", 1, ZHAO, "只差一位（或相邻两位颠倒）的号码与姓名与花名册中唯一一人相符", True),
    (8, "id_number_excel_zeros", 0, None, NOBODY, True),
    (9, "name_differs", 0, None, "号码与花名册相符，姓名不同", False),
]


def query(settings: Settings, text: str, *bound: Any) -> list[tuple[Any, ...]]:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(text, bound)
        return cursor.fetchall() if cursor.description else []


def land_list(
    settings: Settings, cells: list[tuple[str, str, str]], month: str = "2022-01", minute: int = 1
) -> Delivery:
    rows = [(name, cell, f"S{n}", "2022-01-05", "12000", village) for n, (name, cell, village) in enumerate(cells)]
    deliver(settings, LIST, LIST_HEADER, *rows, month=month, minute=minute)
    return take_in(settings)


def land_register(settings: Settings, people: list[tuple[str, str, str]], month: str = "2022-01") -> Delivery:
    rows = [
        (f"H{n}", name, cell, "户主", "男", "411024100200", village) for n, (name, cell, village) in enumerate(people)
    ]
    deliver(settings, REGISTER, REGISTER_HEADER, *rows, month=month)
    return accept(settings, take_in(settings))


def take_in(settings: Settings) -> Delivery:
    (archived,) = [delivery for delivery in collect(settings, COUNTY) if delivery.state_code == "archived"]
    return land(settings, archived.delivery_id)


def accept(settings: Settings, delivery: Delivery) -> Delivery:
    query(settings, "update ops.deliveries set state_code = 'accepted' where delivery_id = %s", delivery.delivery_id)
    return delivery


@pytest.fixture(scope="module")
def landed(make_warehouse: MakeWarehouse) -> tuple[Settings, Delivery]:
    """A warehouse with January's register, accepted, and a list with every kind of cell, its queue made."""
    settings = make_warehouse()
    land_register(settings, PEOPLE)
    delivery = land_list(settings, CELLS)
    assert propose_month(settings, COUNTY, JANUARY) == len(EXPECTED)
    return settings, delivery


@pytest.mark.requirement("WH-09")
def test_each_damaged_cell_is_queued_with_its_evidence_and_nobody_is_linked(landed: tuple[Settings, Delivery]) -> None:
    settings, delivery = landed
    assert query(settings, QUEUE, delivery.delivery_id) == EXPECTED


def test_a_proposal_names_the_person_the_register_knows(landed: tuple[Settings, Delivery]) -> None:
    settings, delivery = landed
    pseudonyms = Pseudonyms(settings.secret("pseudonym_key"))
    found = query(
        settings,
        "select proposed_id_number, proposed_person_id from vault.identity_proposals"
        " where delivery_id = %s and candidate_count = 1",
        delivery.delivery_id,
    )
    assert found
    assert all(pseudonyms.person_id(number) == person for number, person in found)


def test_asking_again_gives_the_same(landed: tuple[Settings, Delivery]) -> None:
    settings, delivery = landed
    assert propose_month(settings, COUNTY, JANUARY) == len(EXPECTED)
    assert query(settings, QUEUE, delivery.delivery_id) == EXPECTED


def test_another_identifier_is_somebody_without_a_month_of_birth(landed: tuple[Settings, Delivery]) -> None:
    settings, delivery = landed
    person = Pseudonyms(settings.secret("pseudonym_key")).person_id("passport:E12345678")
    assert query(
        settings,
        "select is_accepted, person_id, birth_month, id_number from landing.medical_insurance_settlements"
        " join vault.medical_insurance_settlements using (delivery_id, row_number)"
        " where delivery_id = %s and row_number = 10",
        delivery.delivery_id,
    ) == [(True, person, None, "passport:E12345678")]


def test_what_waits_is_counted_without_a_person_and_listed_with_them(landed: tuple[Settings, Delivery]) -> None:
    settings, delivery = landed
    (counts,) = waiting_cells(settings, COUNTY)
    assert counts.delivery_id == delivery.delivery_id
    found = (counts.proposed_count, counts.ambiguous_count, counts.unknown_count, counts.name_differs_count)
    assert found == (4, 1, 2, 1)
    assert not [name for name, _, _ in CELLS if name in str(counts.as_document())]
    pseudonyms = Pseudonyms(settings.secret("pseudonym_key"))
    content = write_identity_sheet(waiting_rows(settings, COUNTY), pseudonyms)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [(row[4], row[7], row[8]) for row in rows][:2] == [
        (2, CELLS[0][1], ZHANG),
        (3, CELLS[1][1], id_number(12)),
    ]
    assert content == write_identity_sheet(waiting_rows(settings, COUNTY), pseudonyms)


def test_a_register_that_comes_last_is_looked_into_and_is_not_queued_itself(warehouse: Settings) -> None:
    delivery = land_list(warehouse, CELLS[:1])
    assert propose_month(warehouse, COUNTY, JANUARY) == 1
    assert query(warehouse, QUEUE, delivery.delivery_id)[0][2:5] == (0, None, "还没有接收花名册，无从查找")
    later = [(name, number, village) for name, number, village in PEOPLE if number != ZHANG]
    register = land_register(warehouse, [*later, ("周十", ZHANG[:17], "张庄村")], month="2022-02")
    propose_month(warehouse, COUNTY, JANUARY)
    assert query(warehouse, QUEUE, delivery.delivery_id)[0][2:5] == (0, None, NOBODY), "the only register there is"
    land_register(warehouse, PEOPLE)
    assert propose_month(warehouse, COUNTY, JANUARY) == 1
    assert query(warehouse, QUEUE, delivery.delivery_id)[0][2:4] == (1, ZHANG), "the register of the month itself"
    assert propose_month(warehouse, COUNTY, FEBRUARY) == 0
    assert query(warehouse, QUEUE, register.delivery_id) == []


def test_what_was_sent_anew_no_longer_waits(warehouse: Settings) -> None:
    land_register(warehouse, PEOPLE)
    first = land_list(warehouse, CELLS[:1])
    assert propose_month(warehouse, COUNTY, FEBRUARY) == 1, "an earlier month's list that was never asked about"
    second = land_list(warehouse, [("张三", ZHANG, "张庄村")], minute=2)
    propose_month(warehouse, COUNTY, JANUARY)
    assert [found.delivery_id for found in waiting_cells(warehouse, COUNTY)] == [first.delivery_id]
    accept(warehouse, second)
    assert waiting_cells(warehouse, COUNTY) == []


def test_landing_again_forgets_what_was_queued(warehouse: Settings) -> None:
    delivery = land_list(warehouse, CELLS[:1])
    assert propose_month(warehouse, COUNTY, JANUARY) == 1
    land(warehouse, delivery.delivery_id)
    assert query(warehouse, QUEUE, delivery.delivery_id) == []
