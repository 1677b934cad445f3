"""Decisions about identities through the real intake: kept once, applied wherever the record comes, taken back."""

import shutil
from io import BytesIO
from typing import Any

import openpyxl
import psycopg2
import pytest

from shouwang.identity_decisions import decide_identities, follow_work_list, settle_month
from shouwang.landing import Delivery, land
from shouwang.landing.identities.decisions import Answer, Cell, IdentityDecisionError, candidate_number
from shouwang.landing.identities.proposals import propose_month
from shouwang.landing.identities.queue import waiting_rows
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.identity_sheet import ANSWER_HEADER, HEADERS, NUMBER_HEADER, write_identity_sheet
from shouwang.publication.record_people import read_recorded_people
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.integration.test_identity_proposals import accept, land_list, land_register, query, take_in
from tests.integration.test_landing_collection import FEBRUARY, JANUARY, deliver
from tests.unit.landing.files import COUNTY, id_number

ZHANG, ZHAO = id_number(11), id_number(18)
FIRST_LI, SECOND_LI = id_number(12), id_number(14)
PEOPLE = [
    ("张三", ZHANG, "张庄村"),
    ("李四", FIRST_LI, "张庄村"),
    ("李四", SECOND_LI, "张庄村"),
    ("赵六", ZHAO, "张庄村"),
    *((f"众{n}", id_number(n, "19600606"), "李庄村") for n in range(20, 60)),
]
SOUND = [(name, number, village) for name, number, village in PEOPLE[4:]]
DAMAGED = [
    ("张三", f"{ZHANG[:15]}000", "张庄村"),
    ("李四", f"{FIRST_LI[:15]}000", "张庄村"),
    ("赵六", ZHAO[:7] + ZHAO[8] + ZHAO[7] + ZHAO[9:], "张庄村"),
    ("周十", "", "张庄村"),
]
ROWS = [*SOUND, *DAMAGED]
ZHANG_ROW, LI_ROW, ZHAO_ROW = (2 + len(SOUND) + place for place in range(3))
STATE = """
select l.row_number, l.is_accepted, l.person_id, v.id_number, s.decision_id is not null, o.cell_text
from landing.medical_insurance_settlements l
join vault.medical_insurance_settlements v using (delivery_id, row_number)
join vault.identity_signatures s using (delivery_id, row_number)
left join vault.original_cells o using (delivery_id, row_number)
where l.delivery_id = %s order by 1
"""
QUEUED = "select row_number, candidate_count, proposed_id_number from vault.identity_proposals where delivery_id = %s"


EMPTY = """
do $$ declare place regclass; begin
    for place in
        select t.oid from pg_class t join pg_namespace n on n.oid = t.relnamespace
        where n.nspname in ('landing', 'vault', 'ops') and t.relkind = 'r' and (
            right(t.relname, 9) = '_contents' or t.relname = 'identity_decisions'
            or exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'delivery_id')
        )
        order by t.relname = 'identity_decisions', 1
    loop execute 'delete from ' || place; end loop;
end $$
"""


@pytest.fixture(scope="module")
def made(make_warehouse: MakeWarehouse) -> Settings:
    """One warehouse for all: making one takes longer than everything that is done in it."""
    return make_warehouse()


@pytest.fixture
def emptied(made: Settings) -> Settings:
    """The warehouse without a delivery or a decision."""
    query(made, EMPTY)
    for place in (made.inbox, made.archive):
        shutil.rmtree(place, ignore_errors=True)
    return made


@pytest.fixture
def county(emptied: Settings) -> tuple[Settings, Delivery]:
    """January's register, accepted, and a list with damaged cells, accepted and queued."""
    land_register(emptied, PEOPLE)
    delivery = accept(emptied, land_list(emptied, ROWS))
    propose_month(emptied, COUNTY, JANUARY)
    return emptied, delivery


def cell(delivery: Delivery, row: int) -> Cell:
    return Cell(delivery.delivery_id, row, "id_number")


def decide(settings: Settings, delivery: Delivery, row: int, code: Any, number: str = "") -> list[str]:
    """Decide about one cell; the months to be built again."""
    done = decide_identities(settings, COUNTY, [Answer(cell(delivery, row), code, number)], "核对了身份证", "li")
    return [f"{month:%Y-%m}" for month in done.months]


def row_of(settings: Settings, delivery: Delivery, row: int) -> tuple[Any, ...]:
    (found,) = [state for state in query(settings, STATE, delivery.delivery_id) if state[0] == row]
    return found[1:]


def person(settings: Settings, number: str) -> int:
    return Pseudonyms(settings.secret("pseudonym_key")).person_id(number)


def state_of(settings: Settings, delivery: Delivery) -> str:
    ((state,),) = query(settings, "select state_code from ops.deliveries where delivery_id = %s", delivery.delivery_id)
    return str(state)


@pytest.mark.requirement("WH-09")
def test_a_record_decided_once_is_read_in_every_month_and_an_undo_takes_it_all_back(
    county: tuple[Settings, Delivery],
) -> None:
    settings, january = county
    before = query(settings, STATE, january.delivery_id), query(settings, QUEUED, january.delivery_id)
    original = DAMAGED[0][1]
    assert decide(settings, january, ZHANG_ROW, "same", ZHANG) == ["2022-01"]
    as_decided = (True, person(settings, ZHANG), ZHANG, True, original)
    assert row_of(settings, january, ZHANG_ROW) == as_decided
    assert state_of(settings, january) == "accepted"
    assert ZHANG_ROW not in {row for row, *_ in query(settings, QUEUED, january.delivery_id)}

    february = land_list(settings, [*SOUND, DAMAGED[0], ("张三", original, "别的村")], month="2022-02", minute=2)
    assert row_of(settings, february, ZHANG_ROW) == as_decided
    assert row_of(settings, february, ZHANG_ROW + 1)[:2] == (False, None), "another village is another record"
    accept(settings, february)
    propose_month(settings, COUNTY, FEBRUARY)
    assert {row for row, *_ in query(settings, QUEUED, february.delivery_id)} == {ZHANG_ROW + 1}

    land(settings, january.delivery_id)
    assert row_of(settings, january, ZHANG_ROW) == as_decided, "landing again reads by the decision again"
    assert decide(settings, january, ZHANG_ROW, "undo") == ["2022-01", "2022-02"]
    assert (query(settings, STATE, january.delivery_id), query(settings, QUEUED, january.delivery_id)) == before
    assert row_of(settings, february, ZHANG_ROW)[:2] == (False, None)


def test_a_pair_once_separated_is_neither_proposed_nor_joined_until_that_is_undone(
    county: tuple[Settings, Delivery],
) -> None:
    settings, january = county
    decide(settings, january, ZHAO_ROW, "not_same", ZHAO)
    assert [found for found in query(settings, QUEUED, january.delivery_id) if found[0] == ZHAO_ROW] == [
        (ZHAO_ROW, 0, None)
    ]
    with pytest.raises(IdentityDecisionError, match=r"已认定为不是同一人.*请先撤销"):
        decide(settings, january, ZHAO_ROW, "same", ZHAO)
    decide(settings, january, ZHAO_ROW, "undo")
    assert candidate_number(settings, cell(january, ZHAO_ROW), 1) == ZHAO
    assert decide(settings, january, ZHAO_ROW, "same", ZHAO) == ["2022-01"]
    assert row_of(settings, january, ZHAO_ROW)[1] == person(settings, ZHAO)


def test_a_record_is_one_person_and_deciding_again_changes_nothing(county: tuple[Settings, Delivery]) -> None:
    settings, january = county
    decide(settings, january, ZHANG_ROW, "same", ZHANG)
    kept = "select count(*) from vault.identity_decisions"
    with pytest.raises(IdentityDecisionError, match="已认定为另一人（决定"):
        decide(settings, january, ZHANG_ROW, "same", ZHAO)
    with pytest.raises(IdentityDecisionError, match="已认定为同一人（决定"):
        decide(settings, january, ZHANG_ROW, "not_same", ZHANG)
    assert decide(settings, january, ZHANG_ROW, "same", ZHANG) == []
    assert query(settings, kept) == [(1,)]


def test_of_two_who_fit_the_decision_counts_for_its_row_alone(county: tuple[Settings, Delivery]) -> None:
    settings, january = county
    decide(settings, january, LI_ROW, "same", SECOND_LI)
    assert row_of(settings, january, LI_ROW)[1] == person(settings, SECOND_LI)
    february = land_list(settings, [*SOUND, DAMAGED[1]], month="2022-02", minute=2)
    assert row_of(settings, february, ZHANG_ROW)[:2] == (False, None)


def test_what_cannot_be_decided_says_why(county: tuple[Settings, Delivery]) -> None:
    settings, january = county
    for row, code, number, words in (
        (ZHANG_ROW, "same", "41102419800101", "不是有效的身份证号"),
        (ZHANG_ROW, "undo", "", "没有仍然有效的决定"),
        (2, "same", ZHANG, "没有待认定的身份单元格"),
    ):
        with pytest.raises(IdentityDecisionError, match=words):
            decide(settings, january, row, code, number)
    with pytest.raises(IdentityDecisionError, match="没有写明理由"):
        decide_identities(settings, COUNTY, [Answer(cell(january, ZHANG_ROW), "same", ZHANG)], " ", "li")
    with pytest.raises(IdentityDecisionError, match="没有第 9 位候选人"):
        candidate_number(settings, cell(january, ZHANG_ROW), 9)
    assert query(settings, "select count(*) from vault.identity_decisions") == [(0,)]


def test_nobody_changes_a_decision(county: tuple[Settings, Delivery]) -> None:
    settings, january = county
    decide(settings, january, ZHAO_ROW, "not_same", ZHAO)
    with (
        pytest.raises(psycopg2.errors.RaiseException),
        connect(settings, "loader", "test") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from vault.identity_decisions")


def filled(settings: Settings, answers: dict[tuple[int, str], tuple[str, str]], altered: int = 0) -> bytes:
    """The work list with answers by row of the list and candidate's number; ``altered``: a row whose text changes."""
    pseudonyms = Pseudonyms(settings.secret("pseudonym_key"))
    book = openpyxl.load_workbook(BytesIO(write_identity_sheet(waiting_rows(settings, COUNTY), pseudonyms)))
    sheet = book.worksheets[0]
    place = {header: position + 1 for position, header in enumerate(HEADERS)}
    for number in range(4, sheet.max_row + 1):
        key = (int(str(sheet.cell(number, place["行"]).value)), str(sheet.cell(number, place["建议号码"]).value or ""))
        if key in answers:
            sheet.cell(number, place[ANSWER_HEADER]).value, sheet.cell(number, place[NUMBER_HEADER]).value = answers[
                key
            ]
        if key[0] == altered:
            sheet.cell(number, place["花名册中的记录"]).value = "改过"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.requirement("YL-05")
def test_the_work_list_goes_out_and_comes_back(county: tuple[Settings, Delivery]) -> None:
    settings, january = county
    missing = ZHAO_ROW + 1
    answers = {
        (ZHANG_ROW, ZHANG): ("是", ""),
        (LI_ROW, FIRST_LI): ("是", ""),
        (LI_ROW, SECOND_LI): ("是", ""),
        (ZHAO_ROW, ZHAO): ("否", ""),
        (missing, ""): ("是", id_number(99)),
    }
    done, held = follow_work_list(settings, COUNTY, filled(settings, answers), "核对了证件", "li")
    assert [f"{month:%Y-%m}" for month in done.months] == ["2022-01"]
    assert len(done.decision_ids) == 3
    assert [message.split("：")[1][:14] for message in held] == ["同一条记录有互相矛盾的答复（"] * 2
    found = {row: row_of(settings, january, row)[1] for row in (ZHANG_ROW, LI_ROW, ZHAO_ROW, missing)}
    people = (person(settings, ZHANG), None, None, person(settings, id_number(99)))
    assert tuple(found.values()) == people
    again, held = follow_work_list(settings, COUNTY, filled(settings, {}), "核对了证件", "li")
    assert (again.delivery_ids, held) == ((), ()), "what stands is filled in and comes back as it is"
    done, held = follow_work_list(
        settings, COUNTY, filled(settings, {(ZHANG_ROW, ZHANG): ("撤销", "")}), "看错了", "li"
    )
    assert (len(done.decision_ids) > 0, held) == (True, ())
    assert row_of(settings, january, ZHANG_ROW)[1] is None


def test_rows_that_cannot_be_followed_are_held_and_nothing_of_them_done(county: tuple[Settings, Delivery]) -> None:
    settings, _ = county
    answers = {
        (ZHANG_ROW, ZHANG): ("是", ""),
        (LI_ROW, FIRST_LI): ("大概是", ""),
        (ZHAO_ROW, ZHAO): ("是", "411024198001010"),
        (ZHAO_ROW + 1, ""): ("是", ""),
    }
    done, held = follow_work_list(settings, COUNTY, filled(settings, answers, altered=ZHANG_ROW), "核对", "li")
    assert done.decision_ids == ()
    expected = ("被改动", "只能填是、否、暂不能定或撤销", "不是有效的身份证号", "没有候选人")
    assert len(held) == len(expected)
    assert all(words in message for words, message in zip(expected, held, strict=True))
    with pytest.raises(ValueError, match="读不成工作簿"):
        follow_work_list(settings, COUNTY, b"no workbook", "核对", "li")


MEMBERS = "乡村振兴局_防返贫监测系统家庭成员信息表"
MEMBER_HEADER = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "健康状况", "劳动技能", "联系电话", "行政村")


def test_the_rule_settles_what_is_certain_and_stays_undone(emptied: Settings) -> None:
    header = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码", "行政村", "联系电话")
    member = ("H1", "张三", ZHANG, "户主", "男", "411024100200", "张庄村", "13800000001")
    others = [(f"H{n}", f"众{n}", id_number(n, "19600606"), *member[3:]) for n in range(20, 40)]
    deliver(emptied, "乡村振兴局_农户家庭成员信息花名册", header, member, *others)
    accept(emptied, take_in(emptied))
    tail = ("户主", "男", "健康", "普通劳动力", "13800000001", "张庄村")
    rows = [("H1", "张三", f"{ZHANG[:15]}000", *tail), ("H20", "众20", f"{id_number(20, '19600606')[:17]}", *tail)]
    deliver(emptied, MEMBERS, MEMBER_HEADER, *rows, *((*row[:3], *tail) for row in others[1:]), minute=1)
    delivery = accept(emptied, take_in(emptied))
    assert settle_month(emptied, COUNTY, JANUARY).delivery_ids == (delivery.delivery_id,)
    settled = "select person_id from landing.monitored_members where row_number = 2"
    assert query(emptied, settled) == [(person(emptied, ZHANG),)]
    assert {by for (by,) in query(emptied, "select decided_by from vault.identity_decisions")} == {
        "rule:household-phone-15-digits"
    }
    decide(emptied, delivery, 2, "undo")
    assert query(emptied, settled) == [(None,)]
    settle_month(emptied, COUNTY, JANUARY)
    assert query(emptied, settled) == [(None,)], "what was taken back stays so"


def test_a_number_that_was_decided_stays_on_the_lists_of_its_time(county: tuple[Settings, Delivery]) -> None:
    settings, delivery = county
    record = ("medical_insurance_settlements", delivery.delivery_id, ZHANG_ROW)
    decide(settings, delivery, ZHANG_ROW, "same", ZHANG)
    moments = [_now(settings)]
    decide(settings, delivery, ZHANG_ROW, "undo")
    assert _number_at(settings, record, moments[0]) == ZHANG
    decide(settings, delivery, ZHANG_ROW, "same", SECOND_LI)
    moments.append(_now(settings))
    assert [_number_at(settings, record, moment) for moment in moments] == [ZHANG, SECOND_LI]


def _now(settings: Settings) -> Any:
    ((now,),) = query(settings, "select clock_timestamp()")
    return now


def _number_at(settings: Settings, record: tuple[str, int, int], moment: Any) -> str:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        (found,) = read_recorded_people(cursor, [record], moment).values()
    return found.id_number
