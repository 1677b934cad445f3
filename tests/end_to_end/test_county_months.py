"""Yanling through the real scheduler: three months, the answers of the townships, late and corrected files."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shouwang.warehouse import connect
from tests.end_to_end.conftest import YANLING, CommandLine

HOUSEHOLDS = "1500"
MONTHS = ["2022-01", "2022-02", "2022-03"]


@pytest.fixture(scope="module")
def walked(command_line: CommandLine) -> dict[str, Any]:
    """What the walkthrough says after its first run."""
    found: dict[str, Any] = command_line.document("walkthrough", "--county", YANLING, "--households", HOUSEHOLDS)
    return found


def outbox_hashes(command: CommandLine) -> dict[str, tuple[str, int]]:
    """Every file of the outbox by hash and modification time."""
    place = command.settings.outbox
    return {
        path.relative_to(place).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def township_lists(command: CommandLine, month: str, revision: str = "01") -> list[Path]:
    """The township workbooks of one revision."""
    return sorted((command.settings.outbox / YANLING / month / revision).glob("*入户核查名单*.xlsx"))


def header_and_rows(path: Path) -> tuple[dict[str, int], list[tuple[Any, ...]]]:
    """Header to position, and the rows below it."""
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if "户主姓名" in row)
    header = {str(cell): position for position, cell in enumerate(rows[start]) if cell}
    return header, [row for row in rows[start + 1 :] if row[header["户主姓名"]]]


@pytest.mark.requirement("WH-01")
def test_three_months_are_published_and_every_township_has_its_list(
    command_line: CommandLine, walked: dict[str, Any]
) -> None:
    assert [(m["month"], m["state"]) for m in walked["months"]] == [(month, "published") for month in MONTHS]
    assert all(m["seconds"] > 0 and m["referral_count"] > 0 for m in walked["months"])
    for month in MONTHS:
        referred = {t["township_code"]: t["household_count"] for t in walked["townships"] if t["month"] == month}
        listed = sum(len(header_and_rows(path)[1]) for path in township_lists(command_line, month))
        assert len(referred) == 12
        assert listed == sum(referred.values())


@pytest.mark.requirement("YL-02", "YL-07")
@pytest.mark.usefixtures("walked")
def test_every_planted_household_is_listed_and_none_without_a_cause(command_line: CommandLine) -> None:
    found = command_line.document("evaluate", "--county", YANLING)
    assert (found["recall"], found["precision"]) == (1.0, 1.0)
    assert found["expected_count"] > 20


def test_every_delivery_reconciles_to_the_row(walked: dict[str, Any]) -> None:
    assert len(walked["deliveries"]) >= 14 * 3
    for delivery in walked["deliveries"]:
        assert delivery["state"] == "accepted"
        assert delivery["rows_in"] == delivery["rows_accepted"] + delivery["rows_held"]
    assert sum(d["rows_held"] for d in walked["deliveries"]) > 0


@pytest.mark.requirement("YL-07")
def test_the_answers_of_the_townships_come_back_and_show_next_month(
    command_line: CommandLine, walked: dict[str, Any]
) -> None:
    answered = [d for d in walked["deliveries"] if d["feed"] == "township_feedback"]
    assert {d["month"] for d in answered} == {"2022-02", "2022-03"}
    shown = set()
    for month in ("2022-02", "2022-03"):
        for path in township_lists(command_line, month):
            header, rows = header_and_rows(path)
            shown |= {str(row[header["上次核查情况"]] or "")[:4] for row in rows}
    assert shown <= {"首次交办", "已交办，", "情况属实", "情况不属", "正在核查"}
    assert shown & {"情况属实", "情况不属", "正在核查"}
    with connect(command_line.settings, "analyst", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "select distinct status_code from marts.fct_household_status_months where county_code = %s and month = %s",
            (YANLING, "2022-02-01"),
        )
        assert {"referred", "confirmed", "supported"} <= {row[0] for row in cursor.fetchall()}


@pytest.mark.requirement("WH-06")
def test_a_household_on_a_list_is_explained_by_rule_clause_and_record(
    command_line: CommandLine, walked: dict[str, Any]
) -> None:
    header, rows = header_and_rows(township_lists(command_line, "2022-01")[0])
    found = command_line.document("explain", str(rows[0][header["行标识"]]), "--county", YANLING)
    assert walked["months"]
    for reason in found:
        assert reason["rule_code"]
        assert reason["clause"] == "四"
        assert reason["document_number"] == "鄢巩固脱贫组办〔2022〕3号"
        assert reason["file_name"]
        assert reason["row_number"] > 1
        assert reason["first_known_month"]


@pytest.mark.requirement("WH-08")
def test_a_lower_limit_is_tried_out_on_a_published_month(command_line: CommandLine, walked: dict[str, Any]) -> None:
    lower = ("what-if", "--county", YANLING, "--month", "2022-01", "--set", "medical_self_paid=5000")
    before = outbox_hashes(command_line)
    found = command_line.document(*lower)
    assert sum(t["before"] for t in found["townships"]) == walked["months"][0]["referral_count"]
    assert (len(found["entering"]) > 0, found["leaving"]) == (True, [])
    assert sum(t["entering"] for t in found["townships"]) == len(found["entering"])
    assert Path(found["workbook"]).is_file()
    assert outbox_hashes(command_line) == before
    said = command_line.run(*lower)
    assert (said.returncode, "进入" in said.stdout, "│ +" in said.stdout) == (0, True, True)


@pytest.mark.requirement("WH-05")
@pytest.mark.usefixtures("walked")
def test_running_a_month_again_changes_nothing(command_line: CommandLine) -> None:
    before, status = outbox_hashes(command_line), command_line.document("status")
    outcome = command_line.document("run", "--county", YANLING, "--month", "2022-01")
    assert [(o["month"], o["state"], o["is_changed"]) for o in outcome] == [("2022-01", "published", False)]
    assert outbox_hashes(command_line) == before
    assert command_line.document("status")["months"] == status["months"]


@pytest.mark.requirement("WH-05")
@pytest.mark.usefixtures("walked")
def test_a_month_delivered_twice_changes_nothing(command_line: CommandLine) -> None:
    before, status = outbox_hashes(command_line), command_line.document("status")
    for number, path in enumerate(sorted(path for path in command_line.settings.archive.rglob("*") if path.is_file())):
        again = command_line.settings.inbox / YANLING / "2022-02" / f"再次报送 {number}{path.suffix}"
        delivered = [d for d in status["deliveries"] if d["month"] == "2022-02" and d["county_code"] == YANLING]
        if any(path.name.startswith(d["sha256"]) for d in delivered):
            again.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, again)
    outcome = command_line.document("run", "--county", YANLING, "--month", "2022-02")
    assert [(o["state"], o["is_changed"]) for o in outcome] == [("published", False)]
    assert outbox_hashes(command_line) == before
    assert command_line.document("status") == status
    assert not list((command_line.settings.inbox / YANLING / "2022-02").iterdir())


@pytest.mark.usefixtures("walked")
def test_the_walkthrough_again_changes_nothing(command_line: CommandLine) -> None:
    before = outbox_hashes(command_line)
    again = command_line.document("walkthrough", "--county", YANLING, "--households", HOUSEHOLDS)
    assert [(m["state"], m["is_changed"]) for m in again["months"]] == [("published", False)] * 3
    assert outbox_hashes(command_line) == before
