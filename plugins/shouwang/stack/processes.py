"""The processes this stack started, told from others by number and start time and by a mark in their environment."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from shouwang.stack.records import read_record, update_record

PROCESSES_FILE = "processes.json"
HOME_MARK = "SHOUWANG_STACK_HOME"
COMPONENT_MARK = "SHOUWANG_STACK_COMPONENT"
TITLES_LEAVE_ENVIRONMENT = "SPT_NOENV"  # read by setproctitle, which writes over the environment otherwise
FOREIGN_PREFIXES = ("AIRFLOW__", "AIRFLOW_")
SAME_SECONDS = 0.01
KILL_SECONDS = 10


@dataclass(frozen=True)
class Registry:
    """Who runs for one home, written to ``<home>/run/processes.json``; the operating system has the last word."""

    home: Path

    @property
    def file(self) -> Path:
        """Component to process number and start time (seconds since 1970)."""
        return self.home / "run" / PROCESSES_FILE

    def find(self, component: str) -> psutil.Process | None:
        """The living process of a component; None when it is gone, a zombie, or its number belongs to another."""
        entry = read_record(self.file).get(component)
        if entry is None:
            return None
        try:
            process = psutil.Process(int(entry["pid"]))
            is_same = abs(process.create_time() - float(entry["started"])) < SAME_SECONDS
            return process if is_same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None

    def launch(self, component: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        """Start a component in a session of its own, output appended to its log, and write it down."""
        log.parent.mkdir(parents=True, exist_ok=True)
        marks = {HOME_MARK: str(self.home), COMPONENT_MARK: component, TITLES_LEAVE_ENVIRONMENT: "1"}
        with log.open("ab") as output:
            started = subprocess.Popen(  # noqa: S603 -- our own words
                [sys.executable, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=self.home,
                env={**own_environment(), **environment, **marks},
            )
        entry = {"pid": started.pid, "started": psutil.Process(started.pid).create_time()}
        started.returncode = 0  # it outlives this process; the registry asks the operating system about it
        update_record(self.file, {component: entry})

    def leftovers(self, component: str | None = None) -> list[psutil.Process]:
        """Every living process that this home's component (or any) has started, whoever its parent is now."""
        marked = (process for process in psutil.process_iter() if self._is_marked(process, component))
        return sorted(marked, key=lambda process: process.pid)

    def _is_marked(self, process: psutil.Process, component: str | None) -> bool:
        try:
            marks = process.environ() if process.pid != os.getpid() else {}
        except (psutil.Error, OSError):
            return False
        is_ours = marks.get(HOME_MARK) == str(self.home)
        return is_ours and component in {None, marks.get(COMPONENT_MARK)} and process.status() != psutil.STATUS_ZOMBIE


def own_environment() -> dict[str, str]:
    """The present environment without what configures another Airflow."""
    return {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN_PREFIXES)}


def end_processes(processes: list[psutil.Process], seconds: float) -> None:
    """Ask each to end, wait at most so long, then kill those that have not."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, remaining = psutil.wait_procs(processes, timeout=seconds)
    kill_processes(remaining)


def kill_processes(processes: list[psutil.Process]) -> None:
    """Kill each and wait until it is gone. Workers whose parent was killed heed nothing gentler."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=KILL_SECONDS)
