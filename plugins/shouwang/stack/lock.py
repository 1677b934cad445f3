"""One hand at a time on a stack."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shouwang.stack.errors import StackError

LOCK_FILE = "stack.lock"


@contextmanager
def stack_lock(run_directory: Path) -> Iterator[None]:
    """Hold the stack's lock for a block. StackError when another process holds it; a dead one never does."""
    run_directory.mkdir(parents=True, exist_ok=True)
    with (run_directory / LOCK_FILE).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "未知"
            raise StackError(f"另一个命令（进程 {holder}）正在启动或停止守望；请等它结束后再试") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
