"""``postmaster.pid`` is believed only as far as the operating system agrees."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shouwang.stack.postmaster import PID_FILE, end_leftovers, find_postmaster


@pytest.mark.parametrize(
    "text",
    ["", "rubbish\n", "-1\n", "999999999\n", f"{os.getpid()}\n"],
    ids=["empty", "words", "negative", "unused", "another"],
)
def test_a_stale_file_names_no_server_and_is_removed(tmp_path: Path, text: str) -> None:
    (tmp_path / PID_FILE).write_text(text, encoding="utf-8")
    assert find_postmaster(tmp_path) is None

    end_leftovers(tmp_path)

    assert not (tmp_path / PID_FILE).exists()


def test_a_zombie_is_no_server(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "", "-D", str(tmp_path)])  # noqa: S603 -- our own words
    os.waitid(os.P_PID, dead.pid, os.WEXITED | os.WNOWAIT)
    (tmp_path / PID_FILE).write_text(f"{dead.pid}\n", encoding="utf-8")

    assert find_postmaster(tmp_path) is None
    dead.wait()


def test_a_living_server_tells_its_port_and_readiness(tmp_path: Path) -> None:
    waiting = [sys.executable, "-c", "input()", "-D", str(tmp_path)]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as server:  # noqa: S603 -- our own words
        lines = [str(server.pid), str(tmp_path), "0", "5541", "", "127.0.0.1", "1 2"]
        (tmp_path / PID_FILE).write_text("\n".join([*lines, "starting"]), encoding="utf-8")
        starting = find_postmaster(tmp_path)
        (tmp_path / PID_FILE).write_text("\n".join([*lines, "ready   "]), encoding="utf-8")
        ready = find_postmaster(tmp_path)
        server.communicate(b"\n")

    assert starting is not None
    assert (starting.port, starting.is_ready) == (5541, False)
    assert ready is not None
    assert ready.is_ready
