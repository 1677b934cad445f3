"""Lists leave whole or not at all, once, and corrections name what they replace."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey
from shouwang.publication import AlteredFile, Issued, NotPublished, issue_lists, publish
from shouwang.publication.remaking import remake_lists
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.integration.hand_made_builds import COUNTY, Row, make_build, month_of
from tests.integration.hand_made_people import ANLING, INJECTION, MALAN, land_register, refer, summarise

JANUARY = month_of(1)
HOUSE = "住建局1月推送：住房于2022年1月5日列入危房改造，危险等级D级（鄢巩固脱贫组办〔2022〕3号第四条）。"
WATER = "水务局1月推送：饮水安全未完全保障，问题为水质不达标（鄢巩固脱贫组办〔2022〕3号第四条）。"
FIRST = (refer(1, ANLING, 1, HOUSE, priority_label="重度残疾"), refer(2, ANLING, 2, WATER), refer(3, MALAN, 1, HOUSE))
Grid = list[tuple[Any, ...]]


@pytest.fixture
def ready(warehouse: Settings) -> Settings:
    land_register(warehouse, JANUARY)
    return warehouse


def release(settings: Settings, *referrals: Row) -> None:
    publish(settings, make_build(settings, JANUARY, summarise(*referrals)).build_id)


def issue(settings: Settings) -> Issued:
    return issue_lists(settings, COUNTY, JANUARY)


def standing(settings: Settings) -> dict[str, str]:
    """Every path below the outbox with the hash of its bytes."""
    files = (path for path in sorted(settings.outbox.rglob("*")) if path.is_file())
    return {str(p.relative_to(settings.outbox)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def ledger(settings: Settings) -> Grid:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "select addressee, revision, version, file_path, sha256, row_count, replaces_revision "
            "from ops.lists order by revision, addressee"
        )
        return cursor.fetchall()


def read_list(settings: Settings, issued: Issued, addressee: str) -> Grid:
    path = next(known.file_path for known in issued.lists if known.addressee == addressee)
    sheet = openpyxl.load_workbook(settings.outbox / path).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def test_nothing_is_issued_before_it_is_published(ready: Settings) -> None:
    with pytest.raises(NotPublished, match="还没有发布"):
        issue(ready)
    assert standing(ready) == {}


def test_the_first_revision_holds_the_whole_list_of_every_township(ready: Settings) -> None:
    release(ready, *FIRST)
    issued = issue(ready)
    assert [(known.addressee, known.row_count) for known in issued.lists] == [(COUNTY, 2), (ANLING, 2), (MALAN, 1)]
    assert (issued.revision, issued.is_new) == (1, True)
    grid = read_list(ready, issued, ANLING)
    assert grid[0][0] == "鄢陵县安陵镇 2022年1月入户核查名单"
    assert "鄢巩固脱贫组办〔2022〕3号" in grid[1][0]
    assert "交办 2 户" in grid[1][0]
    assert "反馈截止日期：2022年2月28日" in grid[1][0]
    line = dict(zip(grid[2], grid[3], strict=True))
    assert (line["户主姓名"], line["户主身份证号"], line["联系电话"]) == ("柳成荫", "110101195001010011", "13800000001")
    assert (line["家庭人口"], line["优先类别"], line["涉及成员"]) == (2, "重度残疾", "柳成荫（户主）、花解语（配偶）")
    assert (line["交办理由"], line["首次发现月份"], line["上次核查情况"]) == (HOUSE, "2022年1月", "首次交办")
    assert [line[header] for header in ("核查结果", "核查日期", "核查人", "核查说明")] == [None] * 4
    key = RowKey.decode(line["行标识"], Pseudonyms(ready.secret("pseudonym_key")))
    assert key == RowKey(JANUARY, 1, ANLING, 1)


def test_the_manifest_names_every_file_and_what_it_is_made_from(ready: Settings) -> None:
    release(ready, *FIRST)
    issued = issue(ready)
    manifest = json.loads((ready.outbox / COUNTY / "2022-01" / "01" / "manifest.json").read_text(encoding="utf-8"))
    files = standing(ready)
    assert {f"{COUNTY}/2022-01/01/{entry['file_name']}": entry["sha256"] for entry in manifest["files"]} == {
        path: digest for path, digest in files.items() if not path.endswith("manifest.json")
    }
    assert {known.file_path: known.sha256 for known in issued.lists}.items() <= files.items()
    assert (manifest["version"], manifest["revision"], manifest["document_number"]) == (
        1,
        1,
        "鄢巩固脱贫组办〔2022〕3号",
    )


def test_issuing_again_writes_nothing(ready: Settings) -> None:
    release(ready, *FIRST)
    first = issue(ready)
    before = {path: path.stat().st_mtime_ns for path in ready.outbox.rglob("*")}
    again = issue(ready)
    assert (again.is_new, again.lists) == (False, first.lists)
    assert {path: path.stat().st_mtime_ns for path in ready.outbox.rglob("*")} == before


def test_a_new_version_that_says_the_same_to_townships_issues_nothing(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    release(ready, {**FIRST[0], "list_position": 2}, {**FIRST[1], "list_position": 1}, FIRST[2])
    assert (issue(ready).revision, issue(ready).version) == (1, 1)


def test_a_correction_is_a_supplement_that_names_what_it_replaces(ready: Settings) -> None:
    release(ready, *FIRST)
    first = issue(ready)
    release(ready, {**FIRST[0], "reason_text": WATER}, refer(4, ANLING, 2, HOUSE), FIRST[2])
    second = issue(ready)
    assert [(known.addressee, known.revision, known.replaces_revision) for known in second.lists] == [
        (COUNTY, 2, 1),
        (ANLING, 2, 1),
    ]
    grid = read_list(ready, second, ANLING)
    replaced = next(known for known in first.lists if known.addressee == ANLING)
    assert grid[0][0] == "鄢陵县安陵镇 2022年1月入户核查名单（第2版补充）"
    assert Path(replaced.file_path).name in grid[1][0]
    assert replaced.sha256[:12] in grid[1][0]
    change, name = grid[2].index("变动"), grid[2].index("户主姓名")
    assert [(row[name], row[change]) for row in grid[3:]] == [
        ("柳成荫", "更正"),
        ("江流儿", "新增"),
        (INJECTION, "撤回"),
    ]


def test_a_household_that_moves_is_withdrawn_here_and_added_there(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    release(ready, FIRST[0], FIRST[1], {**FIRST[2], "township_code": ANLING, "list_position": 3})
    issued = issue(ready)
    changes = {}
    for code in (ANLING, MALAN):
        _, _, header, *rows = read_list(ready, issued, code)
        changes[code] = [row[header.index("变动")] for row in rows]
    assert changes == {ANLING: ["新增"], MALAN: ["撤回"]}


def test_a_supplement_compares_with_what_was_issued_not_with_what_was_published(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    release(ready, FIRST[0])
    release(ready, *FIRST)
    assert issue(ready).revision == 1
    release(ready, FIRST[0], FIRST[1])
    issued = issue(ready)
    assert [known.addressee for known in issued.lists] == [COUNTY, MALAN]


def test_every_revision_can_be_made_again_byte_for_byte(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    release(ready, FIRST[0], refer(4, ANLING, 2, HOUSE))
    issue(ready)
    before, rows = standing(ready), ledger(ready)
    shutil.rmtree(ready.outbox)
    assert not issue(ready).is_new
    assert (standing(ready), ledger(ready)) == (before, rows)


def test_a_file_changed_before_it_was_recorded_is_refused(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    rows = ledger(ready)
    with connect(ready, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute("delete from ops.lists")
    path = next((ready.outbox / COUNTY / "2022-01" / "01").glob("*安陵镇*"))
    original = path.read_bytes()
    path.write_bytes(original + b" ")
    with pytest.raises(AlteredFile, match="改动"):
        issue(ready)
    assert ledger(ready) == []
    path.write_bytes(original)
    issue(ready)
    assert ledger(ready) == rows


def test_no_text_becomes_a_formula_or_a_link(ready: Settings) -> None:
    release(ready, *FIRST)
    issued = issue(ready)
    assert read_list(ready, issued, ANLING)[4][2] == INJECTION
    for known in issued.lists:
        with zipfile.ZipFile(ready.outbox / known.file_path) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            text = "".join(archive.read(name).decode() for name in sheets)
        assert "<f>" not in text
        assert "hyperlink" not in text.lower()


def test_no_identity_stands_in_a_name_or_in_the_manifest(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    manifest = (ready.outbox / COUNTY / "2022-01" / "01" / "manifest.json").read_text(encoding="utf-8")
    said = "\n".join([*standing(ready), manifest, repr(ledger(ready))])
    for identity in ("柳成荫", "110101195001010011", "13800000001"):
        assert identity not in said


def kill_at(step: int, settings: Settings) -> bool:
    """Issue in a child that kills itself (SIGKILL) at its n-th touch of the outbox; whether it came that far."""
    child = os.fork()
    if child == 0:
        touches = iter(range(step))

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            touched = event in {"open", "os.mkdir", "os.rename"} and str(settings.outbox) in str(arguments[0])
            if touched and next(touches, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        issue(settings)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_a_kill_at_any_moment_leaves_the_same_files_after_the_next_run(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    expected, rows = standing(ready), ledger(ready)
    directory = ready.outbox / COUNTY / "2022-01" / "01"
    steps = 0
    while True:
        shutil.rmtree(ready.outbox)
        with connect(ready, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute("delete from ops.lists")
        killed = kill_at(steps, ready)
        assert not directory.exists() or {path.name for path in directory.iterdir()} == {Path(p).name for p in expected}
        issue(ready)
        assert (standing(ready), ledger(ready)) == (expected, rows)
        if not killed:
            break
        steps += 1
    assert steps > len(expected)


def test_a_version_published_after_a_kill_becomes_the_next_revision(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    rows = ledger(ready)
    with connect(ready, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute("delete from ops.lists")  # as a kill between the rename and the commit leaves it
    release(ready, FIRST[0], FIRST[1])
    issued = issue(ready)
    assert issued.revision == 2
    assert [row for row in ledger(ready) if row[1] == 1] == rows
    assert [known.addressee for known in issued.lists] == [COUNTY, MALAN]


def test_the_days_a_township_may_enter_begin_with_the_data_month(ready: Settings) -> None:
    release(ready, *FIRST)
    issued = issue(ready)
    path = next(known.file_path for known in issued.lists if known.addressee == MALAN)
    sheet = openpyxl.load_workbook(ready.outbox / path).worksheets[0]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == '"情况属实，拟纳入监测,情况属实，已有保障,情况不属实,未找到该户,正在核查"'
    first = date(1899, 12, 30) + timedelta(days=int(rules["date"].formula1))
    assert (first, rules["date"].operator) == (JANUARY, None)  # openpyxl shows the default, between, as None
    assert sheet.protection.sheet
    labels = {cell.value: cell.column or 0 for cell in sheet[3]}
    assert not sheet.cell(4, labels["核查结果"]).protection.locked
    assert all(sheet.cell(4, labels[label]).protection.locked for label in ("户主身份证号", "网格员", "上次核查情况"))


def change(settings: Settings, statement: str) -> None:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_list_that_comes_out_otherwise_says_what_changed_since(ready: Settings) -> None:
    release(ready, *FIRST)
    issue(ready)
    assert {(made.is_same, made.reasons) for made in remake_lists(ready, COUNTY)} == {(True, ())}
    change(ready, "update vault.household_register_contents set person_name = '别人' where person_name = '柳成荫'")
    made = {again.issued.addressee: again for again in remake_lists(ready, COUNTY, JANUARY, 1)}
    assert {addressee: (again.is_same, again.reasons) for addressee, again in made.items()} == {
        COUNTY: (True, ()),
        ANLING: (False, ()),
        MALAN: (True, ()),
    }
    since = {
        "program": "update ops.lists set program_digest = 'another'",
        "unknown_program": "update ops.lists set program_digest = null",
        "forgotten": "insert into vault.rights_log (right_code, person_id, reason, done_by, row_count) "
        "values ('forget', -1, '依法删除', 'dpo', 1)",
    }
    seen = []
    for statement in since.values():
        change(ready, statement)
        seen.append(remake_lists(ready, COUNTY)[0].reasons)
    assert seen == [("program",), ("unknown_program",), ("unknown_program", "forgotten")]


def test_the_command_compares_and_saves_and_fails_when_a_list_differs(ready: Settings, tmp_path: Path) -> None:
    release(ready, *FIRST)
    issue(ready)
    found, code = lists_again(ready, "--to", str(tmp_path), "--addressee", ANLING)
    assert ([(said["addressee"], said["is_same"]) for said in found], code) == ([(ANLING, True)], 0)
    assert {path: digest for path, digest in standing(ready).items() if "安陵镇" in path} == {
        str(path.relative_to(tmp_path)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tmp_path.rglob("*.xlsx")
    }
    change(ready, "update vault.household_register_contents set person_name = '别人' where person_name = '柳成荫'")
    found, code = lists_again(ready, "--month", "2022-01")
    assert (sum(said["is_same"] for said in found), len(found), code) == (2, 3, 1)
    assert lists_again(ready, "--month", "2022-02") == (None, 1)


def lists_again(settings: Settings, *options: str) -> tuple[Any, int]:
    """What ``lists again --json`` says, and how it ends."""
    place = {"HOME": settings.home, "WAREHOUSE_PORT": settings.port, "WAREHOUSE_DATABASE": settings.warehouse_database}
    command = [sys.executable, "-m", "shouwang.cli", "lists", "again", "--json", *options]
    environment = {**os.environ, **{f"SHOUWANG_{name}": str(said) for name, said in place.items()}}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- ours
    return json.loads(ended.stdout) if ended.stdout else None, ended.returncode
