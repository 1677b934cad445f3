"""A county of Lu'an, really scheduled: nine departments, one late, one wrong, one month stopped by its gate."""

import csv
import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey
from shouwang.policies import pack_for
from shouwang.settings import PROJECT_ROOT
from shouwang.stack.airflow import airflow_environment
from shouwang.warehouse import connect
from tests.end_to_end.conftest import JINAN, CommandLine
from tests.end_to_end.test_county_months import header_and_rows

NINE = {
    "health",
    "medical_insurance",
    "civil_affairs",
    "disabled_persons_federation",
    "emergency",
    "police",
    "human_resources",
    "education",
    "housing",
}
LATE = datetime(2022, 2, 15, 1, tzinfo=UTC).timestamp()


@pytest.fixture(scope="module")
def police_file(command_line: CommandLine) -> Path:
    """The police's January list, kept back; everything else of January and February is published."""
    command_line.document(
        *("simulate", "--county", JINAN, "--from", "2022-01", "--to", "2022-02", "--households", "900", "--seed", "11"),
        *("--inbox", str(command_line.settings.inbox)),
    )
    inbox = command_line.settings.inbox / JINAN / "2022-01"
    (found,) = (path for path in inbox.iterdir() if "意外事故" in path.name)
    kept = found.rename(command_line.home / found.name)
    for month in ("2022-01", "2022-02"):
        outcome = command_line.document("run", "--county", JINAN, "--month", month)
        assert [o["state"] for o in outcome] == ["published"]
    return kept


def arrivals(command: CommandLine, month: str) -> dict[str, str]:
    """Feed to on_time, late, missing or rejected, as published."""
    with connect(command.settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "select feed, arrival_code from publication.rpt_feed_arrivals where county_code = %s and month = %s",
            (JINAN, f"{month}-01"),
        )
        return dict(cursor.fetchall())


@pytest.mark.requirement("YL-01", "WH-01")
@pytest.mark.usefixtures("police_file")
def test_a_missing_department_holds_nobody_up_and_shows_as_missing(command_line: CommandLine) -> None:
    found = arrivals(command_line, "2022-01")
    assert found.pop("police_accidents") == "missing"
    assert {"on_time", "late"} <= set(found.values()) <= {"on_time", "late", "nil", "not_due"}
    assert len(found) == len(pack_for(JINAN).feeds) - 1


@pytest.mark.requirement("YL-01")
@pytest.mark.usefixtures("police_file")
def test_the_missing_department_is_reminded_and_nobody_else(command_line: CommandLine) -> None:
    dag, airflow = f"remind_departments_{JINAN}", command_line.airflow
    airflow.unpause(dag)
    run_id = airflow.trigger(dag, "2022-01")
    wait_until(lambda: next(run.state for run in airflow.runs(dag, "2022-01") if run.run_id == run_id) == "success")
    place = command_line.settings.outbox / JINAN / "2022-01" / "reminders"
    assert [path.name for path in place.iterdir()] == ["police.txt"]
    text = (place / "police.txt").read_text(encoding="utf-8")
    assert "公安局" in text
    assert "意外事故人员名单" in text
    assert "2022年02月10日" in text


@pytest.mark.requirement("LA-03", "WH-01", "WH-05")
def test_a_late_list_updates_its_month_by_a_supplement_that_names_what_it_replaces(
    command_line: CommandLine, police_file: Path
) -> None:
    first = command_line.settings.outbox / JINAN / "2022-01" / "01"
    before = contents(first)
    target = command_line.settings.inbox / JINAN / "2022-01" / police_file.name
    target.write_bytes(police_file.read_bytes())
    os.utime(target, (LATE, LATE))

    outcome = command_line.document("run", "--county", JINAN, "--month", "2022-01")

    assert [(o["month"], o["state"]) for o in outcome][:2] == [("2022-01", "published"), ("2022-02", "published")]
    assert arrivals(command_line, "2022-01")["police_accidents"] == "late"
    assert contents(first) == before
    manifest = json.loads((first.parent / "02" / "manifest.json").read_text(encoding="utf-8"))
    supplements = sorted((first.parent / "02").glob("*入户核查名单*.xlsx"))
    assert supplements
    replaced = {entry["file_name"]: entry["replaces"] for entry in manifest["files"]}
    assert all(
        replaced[path.name] and replaced[path.name]["revision"] == 1 for path in supplements if path.name in replaced
    )
    assert {change for path in supplements for change in changes(path)} <= {"新增", "更正"}
    assert command_line.document("evaluate", "--county", JINAN, "--to", "2022-02")["recall"] == 1.0


def contents(place: Path) -> dict[str, bytes]:
    """Every file of a revision, the filings among them, by name."""
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def changes(path: Path) -> list[str]:
    """The 变动 column of a supplement."""
    header, rows = header_and_rows(path)
    return [str(row[header["变动"]]) for row in rows]


@pytest.mark.requirement("LA-03")
@pytest.mark.usefixtures("police_file")
def test_the_nine_departments_of_luan_are_taken_and_judged(command_line: CommandLine) -> None:
    found = command_line.document("evaluate", "--county", JINAN, "--to", "2022-02")
    assert (found["recall"], found["precision"]) == (1.0, 1.0)
    with connect(command_line.settings, "analyst", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "select distinct department_code from marts.fct_household_risk_months where county_code = %s", (JINAN,)
        )
        assert {row[0] for row in cursor.fetchall()} == NINE


@pytest.mark.requirement("LA-08")
@pytest.mark.usefixtures("police_file")
def test_the_most_urgent_stand_first_on_every_list(command_line: CommandLine) -> None:
    order = {priority.label: rank for rank, priority in enumerate(pack_for(JINAN).priorities)}
    seen = set()
    for path in sorted((command_line.settings.outbox / JINAN).rglob("01/*入户核查名单*.xlsx")):
        header, rows = header_and_rows(path)
        labels = [str(row[header["优先类别"]] or "") for row in rows]
        ranks = [order.get(label, len(order)) for label in labels]
        assert ranks == sorted(ranks)
        seen |= set(labels)
    assert {"分散供养特困", "重度残疾", "突发变故"} <= seen


@pytest.mark.requirement("WH-04")
@pytest.mark.usefixtures("police_file")
def test_a_month_that_fails_its_gate_is_not_published_until_the_department_mends_it(command_line: CommandLine) -> None:
    inbox = command_line.settings.inbox / JINAN / "2022-03"
    write_medical_list(inbox / "医疗保障局_大额医疗支出人员名单.csv", known=people(command_line)[:1], unknown=29)

    ended = command_line.run("run", "--county", JINAN, "--month", "2022-03", "--json")

    assert ended.returncode == 1
    assert json.loads(ended.stdout)[0]["state"] == "stopped"
    assert not (command_line.settings.outbox / JINAN / "2022-03" / "01").exists()
    report = (command_line.settings.reports / JINAN / "2022-03" / "质量报告.html").read_text(encoding="utf-8")
    assert "医疗保障局" in report
    assert "http" not in report.replace("http-equiv", "")

    write_medical_list(inbox / "医疗保障局_大额医疗支出人员名单_更正.csv", known=people(command_line)[:3], unknown=0)
    outcome = command_line.document("run", "--county", JINAN, "--month", "2022-03")
    assert outcome[0]["state"] == "published"
    assert outcome[0]["referral_count"] == 3


def people(command: CommandLine) -> list[tuple[str, str]]:
    """Name and ID number of the heads in the register, in the order of the file."""
    delivered = command.document("status")["deliveries"]
    sha256 = next(
        d["sha256"]
        for d in delivered
        if d["feed"] == "household_register" and d["county_code"] == JINAN and d["month"] == "2022-02"
    )
    (path,) = command.settings.archive.rglob(f"{sha256}*")
    with path.open(encoding="gb18030", newline="") as handle:
        return [(r["姓名"], r["身份证号"]) for r in csv.DictReader(handle) if r["与户主关系"] == "户主"]


def write_medical_list(path: Path, known: list[tuple[str, str]], unknown: int) -> None:
    """A list of the medical insurance: people of the register, and numbers that are nobody's there."""
    strangers = [("外县人", stranger_number(number)) for number in range(unknown)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["姓名", "身份证号", "结算单号", "结算日期", "个人自付"])
        for number, (name, id_number) in enumerate([*known, *strangers]):
            writer.writerow([name, id_number, f"Z{number}", "2022-03-10", "30000"])
    os.utime(path, (LATE, LATE))


def stranger_number(number: int) -> str:
    """A valid ID number issued far away (GB 11643: weights, sum mod 11)."""
    body = f"65010119900101{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


@pytest.mark.requirement("WH-01")
@pytest.mark.usefixtures("police_file")
def test_airflows_own_backfill_runs_the_months_and_changes_nothing(command_line: CommandLine) -> None:
    dag, airflow = f"land_deliveries_{JINAN}", command_line.airflow
    before = command_line.document("status")["months"]
    runs_before = {run.run_id for run in airflow.runs(dag)}
    subprocess.run(  # noqa: S603 -- Airflow's own command
        [
            *(sys.executable, "-m", "airflow", "backfill", "create", "--dag-id", dag),
            *("--from-date", "2022-01-01", "--to-date", "2022-02-28", "--reprocess-behavior", "completed"),
        ],
        env={**command_line.environment, **airflow_environment(command_line.settings)},
        cwd=PROJECT_ROOT,
        check=True,
        timeout=600,
    )
    wait_until(lambda: len(new_runs(airflow.runs(dag), runs_before)) == 2)
    wait_until(lambda: all(run.state == "success" for run in new_runs(airflow.runs(dag), runs_before)))
    assert {run.partition_key for run in new_runs(airflow.runs(dag), runs_before)} == {"2022-01", "2022-02"}
    wait_until(lambda: is_quiet(command_line))
    after = command_line.document("status")["months"]
    assert [row for row in after if row["month"] < "2023"] == before


def new_runs(runs: list[Any], before: set[str]) -> list[Any]:
    """The runs of a backfill that were not there before; the scheduler may start the month that is due meanwhile."""
    return [run for run in runs if run.run_id not in before and run.run_id.startswith("backfill")]


def is_quiet(command: CommandLine) -> bool:
    """Whether no run of the county is queued or running, seen twice three seconds apart."""
    dags = [f"{step}_{JINAN}" for step in ("land_deliveries", "build_month", "publish_month")]

    def busy() -> bool:
        return any(run.state in {"queued", "running"} for dag in dags for run in command.airflow.runs(dag))

    if busy():
        return False
    threading.Event().wait(3)
    return not busy()


def wait_until(condition: Any, seconds: float = 900) -> None:
    """Ask twice a second until the condition holds; fails when it does not within a time no busy machine needs."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.5)  # what is waited for needs the cores more


def test_row_keys_of_a_published_list_name_its_month_and_township(command_line: CommandLine, police_file: Path) -> None:
    assert police_file.exists()
    path = min((command_line.settings.outbox / JINAN / "2022-02" / "01").glob("*入户核查名单*.xlsx"))
    header, rows = header_and_rows(path)
    keys = Pseudonyms(command_line.settings.secret("pseudonym_key"))
    decoded = [RowKey.decode(str(row[header["行标识"]]), keys) for row in rows]
    assert {f"{key.month:%Y-%m}" for key in decoded} == {"2022-02"}
    assert len({key.township_code for key in decoded}) == 1
    assert len({key.household_id for key in decoded}) == len(rows)
