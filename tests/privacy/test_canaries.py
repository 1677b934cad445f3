"""No planted person stands anywhere but where identities belong, after a month in which things went wrong."""

import json
from pathlib import Path

import pytest

from shouwang.vault.revealing import reveal
from tests.privacy.canaries import canaries
from tests.privacy.conftest import Lived
from tests.privacy.searching import ENCODINGS, files_holding, holds_any
from tests.privacy.stored_rows import query, rows_of

# What came, what is kept of it, what goes to those who sent it or must knock on the door.
THEIR_PLACES = ("inbox", "archive")
# To townships (lists, forms), to the departments that sent them, and to the county that decides about its households.
ADDRESSED = ("入户核查名单", "receipts", "/备案/", "县级汇总", "/表单/")
# To departments asked about applicants, told of people or of findings; to townships with the answers; upwards.
HANDED_OUT = ("/比对申请/", "/申请比对结果/", "/新增监测对象/", "/监测对象/", "/督查问题/", "/低收入人口/", "/上报/")


def schemas_holding(lived: Lived) -> set[str]:
    found = rows_of(lived.settings)
    return {name for name, rows in found.items() if holds_any(json.dumps(list(rows), ensure_ascii=False).encode())}


def test_they_came_in_and_were_judged(lived: Lived) -> None:
    known = {number for (number,) in query(lived.settings, "select id_number from vault.household_register")}
    states = query(lived.settings, "select state_code, count(*) from ops.deliveries group by 1 order by 1")
    ((held,),) = query(lived.settings, "select count(*) from landing.held_cells")
    assert {person.id_number for person in canaries()} <= known
    assert dict(states)["refused"] == 2
    assert held > 30


def test_no_table_outside_vault_holds_one(lived: Lived) -> None:
    holding = schemas_holding(lived)
    mistaken = {"landing.civil_affairs_dibao"}  # a department wrote names into columns that are nobody's
    assert {name for name in holding if not name.startswith("vault.")} <= mistaken
    assert {"vault.household_register", "vault.original_cells"} <= {name.replace("_contents", "") for name in holding}


def test_a_planted_one_is_found_in_every_table_that_has_text(lived: Lived) -> None:
    mark = canaries()[7].name
    query(lived.settings, "update ops.deliveries set message = %s where state_code = 'refused'", mark)
    try:
        assert "ops.deliveries" in schemas_holding(lived)
    finally:
        query(lived.settings, "update ops.deliveries set message = '不能读取' where state_code = 'refused'")


def test_no_file_holds_one_but_those_of_people_who_may_see_them(lived: Lived) -> None:
    home = lived.settings.home
    looked_at = [path for path in home.rglob("*") if path.relative_to(home).parts[0] not in THEIR_PLACES]
    holding = {path.relative_to(home).as_posix() for path in files_holding(looked_at)}
    assert {name for name in holding if not any(part in f"/{name}" for part in (*ADDRESSED, *HANDED_OUT))} == set()
    assert any("入户核查名单" in name for name in holding), (
        "they are on a list, so the search can find them in a workbook"
    )
    kinds = {path.relative_to(home).parts[0] for path in looked_at}
    assert {"dbt", "outbox", "reports"} <= kinds
    assert [path for path in looked_at if path.name == "dbt.log"]


def test_no_log_or_message_holds_one(lived: Lived) -> None:
    assert lived.logged.read_text(encoding="utf-8").count("LoadingError(") == 2
    assert b"violates" in lived.server_log.read_bytes()
    assert files_holding([lived.logged, lived.server_log]) == []


@pytest.mark.parametrize("encoding", [*ENCODINGS, "escaped"])
def test_the_search_finds_each_kind_of_mark(tmp_path: Path, encoding: str) -> None:
    for mark in canaries()[3].marks:
        said = mark.encode("ascii", "backslashreplace") if encoding == "escaped" else mark.encode(encoding)
        (tmp_path / "some.log").write_bytes(b"before " + said + b" after")
        assert files_holding(tmp_path.iterdir()) == [tmp_path / "some.log"]


def test_they_can_be_revealed_to_an_officer_and_that_leaves_no_trace_of_them(lived: Lived) -> None:
    person = canaries()[0]
    ((number,),) = query(
        lived.settings, "select distinct person_id from vault.known_identities where id_number = %s", person.id_number
    )
    found = reveal(lived.settings, number, "核对低保名单的重复")
    assert found is not None
    assert (found.person_name, found.id_number, found.phone) == person.marks
    assert not holds_any(json.dumps(query(lived.settings, "select reveals::text from vault.reveals reveals")).encode())
