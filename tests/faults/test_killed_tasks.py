"""kill -9 of the task that is landing, building or publishing: Airflow retries, and nothing can be told from it."""

import os
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from shouwang.months import parse_month
from shouwang.publication import fingerprint
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.end_to_end.conftest import YUAN, CommandLine

MONTHS = ["2022-01", "2022-02", "2022-03"]
WORKING = "select count(*) from pg_stat_activity where application_name = %s and state <> 'idle'"
POINTS = [
    ("2022-01", "land_deliveries", "land", "shouwang land"),
    ("2022-02", "build_month", "build", "shouwang build"),
    ("2022-03", "publish_month", "publish", "shouwang publish"),
]


@pytest.fixture(scope="module")
def undisturbed(command_line: CommandLine, make_warehouse: MakeWarehouse, tmp_path_factory: Any) -> Settings:
    """The same files, run through without a disturbance, in a warehouse of their own."""
    files = tmp_path_factory.mktemp("files")
    command_line.document(
        *("simulate", "--county", YUAN, "--from", MONTHS[0], "--to", MONTHS[-1], "--households", "4000", "--seed", "5"),
        *("--inbox", str(files / "inbox")),
    )
    settings = make_warehouse()
    for month in MONTHS:
        shutil.copytree(files / "inbox" / YUAN / month, settings.inbox / YUAN / month)
        shutil.copytree(files / "inbox" / YUAN / month, command_line.settings.inbox / YUAN / month)
        land_month(settings, YUAN, parse_month(month))
        publish_month(settings, YUAN, parse_month(month))
    return settings


class Killer(threading.Thread):
    """Kills the process of one task, once, as soon as its database session is seen at work."""

    def __init__(self, command: CommandLine, dag: str, task: str, session: str) -> None:
        super().__init__(daemon=True)
        self.settings, self.airflow = command.settings, command.airflow
        self.dag, self.task, self.session = dag, task, session
        self.killed: int | None = None

    def run(self) -> None:
        """Watch until the task works, then kill -9."""
        deadline = time.monotonic() + 300
        with connect(self.settings, "admin", "test") as connection, connection.cursor() as cursor:
            while self.killed is None and time.monotonic() < deadline:
                for pid in self._running():
                    if self.killed is None and self._is_working(connection, cursor):
                        self.killed = self._kill(pid)

    def _running(self) -> list[int]:
        """The processes of the task, in the DAG's newest run."""
        return [
            task.pid
            for run in self.airflow.runs(self.dag)[-1:]
            for task in self.airflow.task_instances(self.dag, run.run_id)
            if task.task_id == self.task and task.state == "running" and task.pid
        ]

    def _is_working(self, connection: Connection, cursor: Cursor) -> bool:
        connection.rollback()  # the statistics of a transaction do not change while it lasts
        cursor.execute(WORKING, (self.session,))
        return bool((cursor.fetchone() or (0,))[0])

    @staticmethod
    def _kill(pid: int) -> int | None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return None
        return pid


@pytest.mark.parametrize(("month", "step", "task", "session"), POINTS)
def test_a_killed_task_is_retried_and_leaves_no_trace(  # noqa: PLR0913, PLR0917 -- one point of the fault each
    command_line: CommandLine, undisturbed: Settings, month: str, step: str, task: str, session: str
) -> None:
    killer = Killer(command_line, f"{step}_{YUAN}", task, session)
    killer.start()
    outcome = command_line.document("run", "--county", YUAN, "--month", month)
    killer.join()
    assert killer.killed, f"{task} was never seen at work"
    assert [(o["month"], o["state"]) for o in outcome] == [(month, "published")]
    tries = max(
        instance.try_number
        for run in command_line.airflow.runs(f"{step}_{YUAN}", month)
        for instance in command_line.airflow.task_instances(f"{step}_{YUAN}", run.run_id)
        if instance.task_id == task
    )
    assert tries > 1
    known = [parse_month(m) for m in MONTHS if m <= month]
    assert fingerprint(command_line.settings, YUAN, known) == fingerprint(undisturbed, YUAN, known)
    assert lists_of(command_line.settings, month) == lists_of(undisturbed, month)


def lists_of(settings: Settings, month: str) -> dict[Path, bytes]:
    """Every list of a month, by its bytes."""
    place = settings.outbox / YUAN / month
    return {path.relative_to(place): path.read_bytes() for path in sorted(place.rglob("*.xlsx"))}
