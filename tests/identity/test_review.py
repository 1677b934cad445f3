"""What the review desk's login may and may not do, and the answer "cannot be told yet"."""

from datetime import date
from typing import Any

import psycopg2
import pytest
from psycopg2.errors import RaiseException

from shouwang.desk.comparison import LookRefused, look
from shouwang.desk.questions import LOGIN, read_questions
from shouwang.identity_decisions import follow_decisions, follow_work_list
from shouwang.landing import Delivery
from shouwang.landing.identities.decisions import Answer, Cell, IdentityDecisionError, keep_decisions, pending_decisions
from shouwang.landing.identities.proposals import propose_month
from shouwang.settings import Settings
from shouwang.vault.reveal_log import check_reveals
from shouwang.vault.revealing import reveal
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.identity.test_decisions import (
    FIRST_LI,
    LI_ROW,
    PEOPLE,
    ROWS,
    SECOND_LI,
    ZHANG,
    ZHANG_ROW,
    ZHAO,
    ZHAO_ROW,
    filled,
    person,
    row_of,
)
from tests.integration.test_identity_proposals import accept, land_list, land_register, query
from tests.unit.landing.files import COUNTY

REASON = "身份核对 医疗救助"
MISSING_ROW = ZHAO_ROW + 1


@pytest.fixture(scope="module")
def asked(make_warehouse: MakeWarehouse) -> tuple[Settings, Delivery]:
    """January's register, accepted, and a list with damaged cells, queued; each test takes a cell of its own."""
    settings = make_warehouse()
    land_register(settings, PEOPLE)
    delivery = accept(settings, land_list(settings, ROWS))
    propose_month(settings, COUNTY, date(2022, 1, 1))
    return settings, delivery


def cell(delivery: Delivery, row: int) -> Cell:
    return Cell(delivery.delivery_id, row, "id_number")


def decide(settings: Settings, about: Cell, code: Any, number: str = "", person_id: int | None = None) -> int:
    """Decide as the desk does when a person is given, else as the command does."""
    role = "loader" if number else LOGIN
    (kept,) = keep_decisions(settings, COUNTY, [Answer(about, code, number, person_id)], "核对", "li", role=role)
    return kept


def state(settings: Settings, about: Cell) -> str:
    return next(found.state for found in read_questions(settings, COUNTY) if found.cell == about)


def test_each_person_shown_is_a_row_of_the_log_under_the_name_of_who_looked(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    found = look(settings, COUNTY, cell(delivery, LI_ROW), "wang", REASON)
    assert found.sent["person_name"] == "李四"
    assert {shown.record["id_number"] for shown in found.people} == {FIRST_LI, SECOND_LI}
    assert look(settings, COUNTY, cell(delivery, MISSING_ROW), "wang", REASON).people == ()
    logged = query(
        settings,
        "select asked_by, cell, person_id from vault.reveals where on_behalf_of = 'wang' order by reveal_number",
    )
    assert [(by, about) for by, about, _ in logged] == [
        (LOGIN, str(cell(delivery, LI_ROW))),
        (LOGIN, str(cell(delivery, LI_ROW))),
        (LOGIN, str(cell(delivery, MISSING_ROW))),
    ]
    assert {who for *_, who in logged} == {person(settings, FIRST_LI), person(settings, SECOND_LI), None}


@pytest.mark.parametrize("tampering", ["on_behalf_of = 'zhao'", "on_behalf_of = null", "cell = '1:1:id_number'"])
def test_who_looked_at_what_cannot_be_changed_unseen(asked: tuple[Settings, Delivery], tampering: str) -> None:
    settings, delivery = asked
    look(settings, COUNTY, cell(delivery, ZHAO_ROW), "sun", REASON)
    assert check_reveals(settings).problem == ""
    query(settings, "create table public.kept as select * from vault.reveals")
    unguarded = "set session_replication_role = replica; "
    query(settings, f"{unguarded}update vault.reveals set {tampering} where on_behalf_of = 'sun'")  # noqa: S608 -- our own words
    assert "被改动" in check_reveals(settings).problem
    query(
        settings,
        "set session_replication_role = replica; truncate vault.reveals;"
        " insert into vault.reveals select * from public.kept; drop table public.kept",
    )


def test_the_limit_counts_for_each_person_who_looks(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    query(settings, "update vault.reveal_limits set per_officer_and_day = 2")
    try:
        look(settings, COUNTY, cell(delivery, LI_ROW), "qian", REASON)
        with pytest.raises(LookRefused, match="qian 今天已查看 2 次"):
            look(settings, COUNTY, cell(delivery, LI_ROW), "qian", REASON)
        assert look(settings, COUNTY, cell(delivery, LI_ROW), "zhou", REASON).people
    finally:
        query(settings, "update vault.reveal_limits set per_officer_and_day = 200")
    for reason, who, words in (("看看", "wu", "不足 6 个字"), (REASON, " ", "由谁查看")):
        with pytest.raises(LookRefused, match=words):
            look(settings, COUNTY, cell(delivery, LI_ROW), who, reason)
    with pytest.raises(LookRefused, match="没有待核对的单元格"):
        look(settings, COUNTY, cell(delivery, 2), "wu", REASON)


def test_nothing_is_shown_before_the_log_has_it_or_to_another_login(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    about = (COUNTY, *cell(delivery, ZHANG_ROW), REASON)
    with connect(settings, LOGIN, "test") as connection, connection.cursor() as cursor:
        cursor.execute("select vault.request_comparison('li', %s, %s, %s, %s, %s)", about)
        (requests,) = cursor.fetchone() or ([],)
        with pytest.raises(RaiseException, match="未提交"):
            cursor.execute("select * from vault.comparison(%s)", (requests,))
        connection.rollback()
    reveal(settings, person(settings, ZHANG), "入户核查前电话联系")
    ((others,),) = query(settings, "select max(reveal_number) from vault.reveals where asked_by = 'county_officer'")
    with (
        pytest.raises(RaiseException, match="不是本账号"),
        connect(settings, LOGIN, "test") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("select * from vault.comparison(%s)", ([others],))


@pytest.mark.parametrize(
    "statement",
    [
        "select * from vault.identity_candidates",
        "select * from vault.identity_decisions",
        "select * from vault.identity_signatures",
        "select * from vault.compared_people(1, 2, 'id_number')",
        "select vault.log_reveal(1, 'x', 'y', 'z')",
        "select vault.undo_identity_decision(1, 'x', 'y')",
        "select * from vault.request_reveal(1, 'xxxxxx')",
        "select * from ops.deliveries",
    ],
)
def test_the_desk_has_no_other_way_to_an_identity(asked: tuple[Settings, Delivery], statement: str) -> None:
    settings, _ = asked
    with (
        pytest.raises(psycopg2.errors.InsufficientPrivilege),
        connect(settings, LOGIN, "test") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_only_a_candidate_can_be_chosen_on_the_desk(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    with pytest.raises(IdentityDecisionError, match="候选人已变化"):
        decide(settings, cell(delivery, ZHAO_ROW), "same", person_id=person(settings, ZHANG))


@pytest.mark.requirement("WH-09")
def test_what_is_decided_on_the_desk_waits_until_it_is_carried_out(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    about = cell(delivery, ZHANG_ROW)
    number = decide(settings, about, "same", person_id=person(settings, ZHANG))
    assert pending_decisions(settings, COUNTY) == [number]
    assert state(settings, about) == "following"
    assert row_of(settings, delivery, ZHANG_ROW)[1] is None
    assert [f"{month:%Y-%m}" for month in follow_decisions(settings, COUNTY).months] == ["2022-01"]
    assert row_of(settings, delivery, ZHANG_ROW)[1] == person(settings, ZHANG)
    assert (pending_decisions(settings, COUNTY), state(settings, about)) == ([], "decided")
    assert follow_decisions(settings, COUNTY).delivery_ids == ()


def test_what_cannot_be_told_stands_until_it_can(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    about = cell(delivery, ZHAO_ROW)
    doubted = decide(settings, about, "undecided")
    assert decide(settings, about, "undecided") == doubted
    assert state(settings, about) == "undecided"
    follow_decisions(settings, COUNTY)
    assert row_of(settings, delivery, ZHAO_ROW)[1] is None, "a doubt reads nothing otherwise"
    decided = decide(settings, about, "same", ZHAO)
    standing = "select decision_id from vault.standing_identity_decisions where signature = (select signature"
    standing += " from vault.identity_decisions where decision_id = %s)"
    assert query(settings, standing, doubted) == [(decided,)]
    with pytest.raises(IdentityDecisionError, match="已认定为同一人"):
        decide(settings, about, "undecided")
    decide(settings, about, "undo")
    assert query(settings, standing, doubted) == [], "nothing is left of it"
    follow_decisions(settings, COUNTY)


def test_the_work_list_takes_a_doubt_and_brings_it_back(asked: tuple[Settings, Delivery]) -> None:
    settings, delivery = asked
    about = cell(delivery, MISSING_ROW)
    done, held = follow_work_list(settings, COUNTY, filled(settings, {(MISSING_ROW, ""): ("暂不能定", "")}), "查", "li")
    assert (len(done.decision_ids), held) == (1, ())
    assert state(settings, about) == "undecided"
    again, held = follow_work_list(settings, COUNTY, filled(settings, {}), "查", "li")
    assert (again.decision_ids, held) == ((), ()), "what stands comes back as it is"
    contradicted = {(LI_ROW, FIRST_LI): ("是", ""), (LI_ROW, SECOND_LI): ("暂不能定", "")}
    done, held = follow_work_list(settings, COUNTY, filled(settings, contradicted), "查", "li")
    assert done.decision_ids == ()
    assert ["互相矛盾" in message for message in held] == [True, True]
