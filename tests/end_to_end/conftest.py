"""A real stack of its own for the tests that need the scheduler: started once, driven through the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.stack import down
from shouwang.stack.airflow_client import AirflowClient
from shouwang.stack.control import client
from shouwang.stack.postgres import PostgresServer

YANLING, JINAN, YUAN, YEJI = COUNTIES = ("411024", "341502", "341503", "341504")


@dataclass(frozen=True)
class CommandLine:
    """The ``shouwang`` command on one home."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the command and everything it starts sees."""
        counties = json.dumps(COUNTIES)
        return {**os.environ, "SHOUWANG_HOME": str(self.home), "SHOUWANG_COUNTIES": counties}

    @property
    def settings(self) -> Settings:
        """The same settings, for looking into files and the warehouse."""
        return Settings(home=self.home, counties=COUNTIES)

    @property
    def airflow(self) -> AirflowClient:
        """Airflow's REST interface."""
        return client(self.settings)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end, however it ends."""
        command = [sys.executable, "-m", "shouwang.cli", *arguments]
        return subprocess.run(  # noqa: S603 -- our own command
            command, env=self.environment, cwd=PROJECT_ROOT, capture_output=True, text=True, timeout=900, check=False
        )

    def document(self, *arguments: str) -> Any:
        """What the command prints with ``--json``; fails with what it said when it does not end well."""
        ended = self.run(*arguments, "--json")
        assert ended.returncode == 0, f"{arguments}:\n{ended.stderr[-4000:]}\n{ended.stdout[-2000:]}"
        return json.loads(ended.stdout)


@pytest.fixture(scope="package")
def command_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """The command on a home of its own, whose path has a space and Chinese in it; stopped and erased at the end."""
    command = CommandLine(tmp_path_factory.mktemp("守望 home"))
    command.document("up")
    try:
        yield command
    finally:
        down(command.settings, print)
        PostgresServer(command.home).erase()
