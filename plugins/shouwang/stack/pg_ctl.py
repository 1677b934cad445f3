"""PostgreSQL's own programs, run as the server's user."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shouwang.stack.account import Account
from shouwang.stack.places import Places

START_SECONDS = 300
STOP_SECONDS = 60
SUPERUSER = "postgres"
CLUSTER_OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)


@dataclass(frozen=True)
class PgCtl:
    """``initdb`` and ``pg_ctl`` for one data directory."""

    programs: Path
    places: Places
    account: Account

    def initialise(self, password_file: Path) -> str:
        """Make the data directory; the error text, empty when it went well."""
        outcome = self._run("initdb", f"--pwfile={password_file}", *CLUSTER_OPTIONS, output=subprocess.PIPE)
        return (outcome.stderr or f"initdb {outcome.returncode}") if outcome.returncode else ""

    def start(self) -> bool:
        """Start and wait until the server takes connections (at most 300 seconds); whether it does."""
        return self._run("pg_ctl", "-w", "-t", str(START_SECONDS), "-l", str(self.places.log), "start").returncode == 0

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> bool:
        """End connections, stop and wait (at most 60 seconds); whether the server has stopped.

        ``immediate`` writes nothing more: for data that is about to be deleted.
        """
        return self._run("pg_ctl", "-w", "-t", str(STOP_SECONDS), "-m", mode, "stop").returncode == 0

    def _run(self, program: str, *options: str, output: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[str]:
        """Run a program. The server inherits its output, so a pipe is only for those who do not start one."""
        return subprocess.run(  # noqa: S603 -- our own program and paths
            [str(self.programs / program), "-D", str(self.places.data), *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=output,
            text=True,
            check=False,
            cwd=self.places.base,
            env=os.environ | {"LC_ALL": "C"},
            **self.account.identity,
        )
