"""One hand at a time on a stack."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shouwang.stack.errors import StackError
from shouwang.stack.lock import stack_lock

HOLD = """
import sys
from pathlib import Path
from shouwang.stack.lock import stack_lock
with stack_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_hand_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with stack_lock(tmp_path), pytest.raises(StackError, match=str(os.getpid())), stack_lock(tmp_path):
        pytest.fail("two hands at once")

    with stack_lock(tmp_path):
        assert (tmp_path / "stack.lock").read_text(encoding="ascii") == str(os.getpid())


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603 -- our own
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StackError, match=str(holder.pid)), stack_lock(tmp_path):
            pytest.fail("two hands at once")
        holder.kill()

    with stack_lock(tmp_path):
        assert (tmp_path / "stack.lock").exists()
