"""The rights of a person: all there is about them, a cell put right for good, and nobody left where they stood."""

import io
import json
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from shouwang.build.newest import discard_builds
from shouwang.cli.application import app
from shouwang.landing import land
from shouwang.settings import Settings
from shouwang.stages import land_month
from shouwang.vault.correcting import Request, apply_corrections, correct_person
from shouwang.vault.forgetting import Forgotten, forget_person
from shouwang.vault.record import export_person
from shouwang.vault.record_sheet import write_record
from tests.privacy.canaries import Canary, canaries
from tests.privacy.conftest import Lived
from tests.privacy.stored_rows import query, rows_of
from tests.world.test_world import COUNTY, MONTHS

WHY = "本人 2022 年 3 月 1 日书面申请"
TO_EXPORT, TO_CORRECT, TO_FORGET = canaries()[12], canaries()[33], canaries()[41]


@pytest.fixture(scope="module")
def settings(lived: Lived) -> Settings:
    """The county's warehouse, its published build discarded as after every publication."""
    discard_builds(lived.settings, COUNTY, MONTHS[0])
    return lived.settings


def counts(settings: Settings) -> dict[str, int]:
    """Rows of everything that is counted, by table."""
    return {
        table: rows.total()
        for table, rows in rows_of(settings).items()
        if table.split(".")[0] in {"landing", "marts", "publication", "ops"} or table == "vault.household_register"
    }


def tables_holding(settings: Settings, *marks: str) -> set[str]:
    found = rows_of(settings)
    return {name for name, rows in found.items() if any(mark in str(row) for row in rows for mark in marks)}


def number_of(settings: Settings, person: Canary) -> int:
    ((number,),) = query(
        settings, "select distinct person_id from vault.known_identities where id_number = %s", person.id_number
    )
    return int(number)


def test_everything_about_a_person_and_nobody_else_is_exported(settings: Settings) -> None:
    record = export_person(settings, f" {TO_EXPORT.id_number.lower()} \n", WHY, "tester")
    titles = {row.title for row in record.delivered}
    assert {"农户家庭成员信息花名册", "新增农村低保人员名单"} <= titles
    register = next(row for row in record.delivered if row.title == "农户家庭成员信息花名册")
    assert (register.cells["姓名"], register.cells["联系电话"]) == (TO_EXPORT.name, TO_EXPORT.phone)
    assert (register.cells["性别"], register.state, register.is_accepted) == ("男", "已接收", True)
    assert {trace.table.partition("_v1")[0] for trace in record.published} >= {"marts.dim_people", "marts.fct_signals"}
    said = json.dumps(record.as_document(), ensure_ascii=False)
    others = [p for p in canaries() if p != TO_EXPORT and any(mark in said for mark in p.marks)]
    assert others == []
    assert record.logs[-1].values["right_code"] == "export"


def test_what_is_exported_is_all_there_is(settings: Settings) -> None:
    number = str(number_of(settings, TO_EXPORT))
    record = export_person(settings, TO_EXPORT.id_number, WHY, "tester")
    exported = {trace.table for trace in (*record.published, *record.logs)}
    landed = {f"landing.{feed}" for (feed,) in query(settings, "select distinct feed from ops.deliveries")}
    left = {name.replace("_contents", "") for name in tables_holding(settings, number)} - landed
    assert left <= exported


def test_the_workbook_says_what_the_document_says(settings: Settings) -> None:
    record = export_person(settings, TO_EXPORT.id_number, WHY, "tester")
    content = write_record(record)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["部门报送", "研判与发布", "查看与办理记录"]
    cells = {str(cell) for row in book["部门报送"].iter_rows(values_only=True) for cell in row}
    assert set(TO_EXPORT.marks) <= cells
    assert write_record(record) == content


def test_nobody_is_found_by_half_a_number(settings: Settings) -> None:
    with pytest.raises(ValueError, match="应为 18 位身份证号，读到 17 个字符"):
        export_person(settings, TO_EXPORT.id_number[:17], WHY, "tester")
    with pytest.raises(LookupError, match="没有任何一份名单"):
        export_person(settings, "110105194912310021", WHY, "tester")
    with pytest.raises(ValueError, match="没有写明理由"):
        export_person(settings, TO_EXPORT.id_number, " ", "tester")


def dibao_rows(settings: Settings) -> list[tuple[Any, ...]]:
    """The person's rows that count: amount and delivery."""
    return query(
        settings,
        "select l.monthly_benefit_amount::text, d.mends_delivery_id is not null from landing.civil_affairs_dibao as l"
        " inner join ops.deliveries as d using (delivery_id) where l.person_id = %s and d.state_code = 'accepted'"
        " and l.is_accepted order by 2",
        number_of(settings, TO_CORRECT),
    )


def test_a_cell_is_corrected_through_the_same_door_and_stays_corrected(settings: Settings) -> None:
    amount = "310.00"
    wanted = {"id_number": TO_CORRECT.id_number, "feed": "新增农村低保人员名单", "column": "月保障金额"}
    with pytest.raises(LookupError, match="为原内容的有效行"):
        correct_person(settings, Request(**wanted, old="999", new="330"), COUNTY, WHY, "tester")
    request = Request(**wanted, old=amount, new="330")
    done = correct_person(settings, request, COUNTY, WHY, "tester")
    assert len(done.paths) == 1
    assert not any(mark in done.paths[0] for mark in TO_CORRECT.marks)
    land_month(settings, COUNTY, MONTHS[0])
    assert [is_mend for _, is_mend in dibao_rows(settings)] == [False, True]
    for (number,) in query(settings, "select delivery_id from ops.deliveries where feed = 'civil_affairs_dibao'"):
        land(settings, number)
        query(settings, "update ops.deliveries set state_code = 'accepted' where delivery_id = %s", number)
    assert [text for text, _ in dibao_rows(settings)] == [amount, "330.00"]
    assert apply_corrections(settings, COUNTY).paths == (), "the row that counts says the new text"


@pytest.fixture(scope="module")
def forgotten(settings: Settings) -> tuple[int, dict[str, int], Forgotten]:
    """A person's number, the counts before, and what forgetting did."""
    number, before = number_of(settings, TO_FORGET), counts(settings)
    return number, before, forget_person(settings, TO_FORGET.id_number, WHY, "tester")


def test_nothing_of_a_forgotten_person_is_left_in_the_database(
    settings: Settings, forgotten: tuple[int, dict[str, int], Forgotten]
) -> None:
    number, _, done = forgotten
    assert done.row_count >= 2
    assert done.published_count >= 3
    assert tables_holding(settings, *TO_FORGET.marks) == set()
    assert tables_holding(settings, str(number)) == {"vault.rights_log"}


def test_counts_are_as_they_were(settings: Settings, forgotten: tuple[int, dict[str, int], Forgotten]) -> None:
    _, before, _ = forgotten
    assert counts(settings) == before
    ((in_landing, in_ledger),) = query(
        settings,
        "select (select count(*) from landing.household_register), sum(rows_in)::bigint from ops.deliveries"
        " where feed = 'household_register'",
    )
    assert in_landing == in_ledger


def test_what_stays_is_named(settings: Settings, forgotten: tuple[int, dict[str, int], Forgotten]) -> None:
    _, _, done = forgotten
    assert done.archived_files
    assert all((settings.archive / path).exists() for path in done.archived_files)
    assert all((settings.outbox / path).exists() for path in done.issued_files)


def test_landing_again_does_not_bring_them_back(
    settings: Settings, forgotten: tuple[int, dict[str, int], Forgotten]
) -> None:
    number, before, _ = forgotten
    for (delivery_id,) in query(settings, "select distinct delivery_id from vault.forgotten_rows"):
        land(settings, delivery_id)
        query(settings, "update ops.deliveries set state_code = 'accepted' where delivery_id = %s", delivery_id)
    assert tables_holding(settings, *TO_FORGET.marks) == set()
    assert tables_holding(settings, str(number)) == {"vault.rights_log"}
    assert counts(settings) == before


def test_forgetting_again_finds_nobody(settings: Settings, forgotten: tuple[int, dict[str, int], Forgotten]) -> None:
    assert forgotten
    before = rows_of(settings)
    assert forget_person(settings, TO_FORGET.id_number, WHY, "tester") == Forgotten(0, 0, (), ())
    assert rows_of(settings) == before


def test_a_number_is_never_an_argument() -> None:
    runner = CliRunner()
    for command in ("export", "forget"):
        ended = runner.invoke(app, ["person", command, TO_EXPORT.id_number, "--reason", WHY])
        assert ended.exit_code == 2


def test_forgetting_asks_before_it_does(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shouwang.cli.person_commands.settings", lambda: settings)
    before = rows_of(settings)
    ended = CliRunner().invoke(app, ["person", "forget", "--reason", WHY], input=TO_EXPORT.id_number)
    assert ended.exit_code == 1
    assert rows_of(settings) == before
