"""Months backfilled by Airflow itself: in order; backwards, two at a time, cancelled half-way and resumed."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shouwang.backfill import LAND, Backfill
from shouwang.publication.fingerprints import fingerprint_month
from shouwang.settings import Settings
from shouwang.simulation import Plan, simulate
from shouwang.warehouse import connect, migrate
from tests.conftest import run_as_admin
from tests.end_to_end.conftest import YANLING, CommandLine

if TYPE_CHECKING:
    from shouwang.stack.airflow_client import Run

MONTHS = [date(2023, number, 1) for number in (1, 2, 3)]
SPAN = ("--county", YANLING, "--from", "2023-01", "--to", "2023-03")
HOUSEHOLDS, SEED, SENDERS = 150, 5, ("乡村振兴局", "医疗保障局", "住建局")
PUBLISHED = [{"month": f"{month:%Y-%m}", "state": "published"} for month in MONTHS]
PLACES = ("inbox", "archive", "readings", "outbox", "reports")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What three departments send in the three months; the others' lists stay missing."""
    place = tmp_path_factory.mktemp("county")
    simulate(Plan(YANLING, MONTHS[0], MONTHS[-1], HOUSEHOLDS, SEED), place / "inbox", place / "truth")
    for path in (place / "inbox" / YANLING).glob("*/*"):
        if not path.name.startswith(SENDERS):
            path.unlink()
    return place / "inbox"


@pytest.fixture(scope="module")
def emptied(command_line: CommandLine) -> Iterator[CommandLine]:
    """The stack, as it was before the first file came, when the tests begin and when they are over."""
    begin_anew(command_line.settings)
    yield command_line
    begin_anew(command_line.settings)


@pytest.fixture(scope="module")
def in_order(emptied: CommandLine, files: Path) -> list[str]:
    """What is known in the end when the months are backfilled one after the other."""
    shutil.copytree(files, emptied.settings.inbox)
    assert emptied.document("backfill", "create", *SPAN) == PUBLISHED
    return known(emptied.settings)


@pytest.mark.requirement("WH-02")
def test_backwards_cancelled_and_resumed_gives_the_same(emptied: CommandLine, files: Path, in_order: list[str]) -> None:
    begin_anew(emptied.settings)
    shutil.copytree(files, emptied.settings.inbox)
    with emptied.airflow as airflow:
        filling = Backfill(emptied.settings, YANLING, airflow, print)
        begun = filling.start(MONTHS[0], MONTHS[-1], backwards=True, side_by_side=2, again="completed")
        await_state(filling, MONTHS[-1], "running")
        emptied.document("backfill", "cancel", str(begun.backfill_id))
        states = filling.follow(begun, MONTHS)
    assert (states[MONTHS[0]], states[MONTHS[-1]]) == ("failed", "published")
    assert known(emptied.settings) != in_order
    assert emptied.document("backfill", "create", *SPAN, "--backwards", "--again", "completed") == PUBLISHED
    assert known(emptied.settings) == in_order


@pytest.mark.usefixtures("in_order")
def test_months_that_ran_are_not_run_again_unless_asked(emptied: CommandLine) -> None:
    before = runs_of_months(emptied)
    assert emptied.document("backfill", "create", *SPAN) == PUBLISHED
    assert runs_of_months(emptied) == before


@pytest.mark.usefixtures("in_order")
def test_a_backfill_that_cannot_be_is_refused_with_what_to_do(emptied: CommandLine) -> None:
    backwards = emptied.run("backfill", "create", "--from", "2023-03", "--to", "2023-01")
    assert (backwards.returncode, "请改正" in backwards.stderr) == (1, True)
    unknown = emptied.run("backfill", "create", *SPAN, "--again", "always")
    assert (unknown.returncode, "none、failed、completed" in unknown.stderr) == (1, True)
    assert emptied.run("backfill", "cancel", "99999").returncode == 1


def begin_anew(settings: Settings) -> None:
    """An empty warehouse and no files; what Airflow ran stays in its own database."""
    run_as_admin(settings, f"drop database {settings.warehouse_database} with (force)")
    run_as_admin(settings, f"create database {settings.warehouse_database}")
    migrate(settings)
    for place in PLACES:
        shutil.rmtree(settings.home / place, ignore_errors=True)


def known(settings: Settings) -> list[str]:
    """What is published of each month."""
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        return [fingerprint_month(cursor, YANLING, month) for month in MONTHS]


def await_state(filling: Backfill, month: date, state: str) -> None:
    """Wait until the newest landing of the month is in the state; the backfill's patience ends it otherwise."""
    for runs in filling.changes():
        found = [run for run in runs[LAND] if run.partition_key == f"{month:%Y-%m}"]
        if found and found[-1].state == state:
            return


def runs_of_months(command: CommandLine) -> list[tuple[str, Any]]:
    """Every landing of the months: run and state."""
    keys = {outcome["month"] for outcome in PUBLISHED}
    with command.airflow as airflow:
        runs: list[Run] = airflow.runs(f"{LAND}_{YANLING}")
    return [(run.run_id, run.state) for run in runs if run.partition_key in keys]
