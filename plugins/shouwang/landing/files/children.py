"""A reading child as its parent sees it: started, asked, timed, told from dead, and always waited for."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shouwang.landing.errors import RefusalError

SOURCES = Path(__file__).resolve().parents[3]
INHERITED = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")  # a child that opens files of strangers gets no secrets to tell
OWN = {"PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", "POLARS_MAX_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"bad_alloc", b"out of memory")
LAST_WORDS = 1 << 14  # bytes
SMALLER = "请删去多余的格式、空行空列和用不着的工作表，或分成几份后重报"


@dataclass(frozen=True)
class Bounds:
    """What reading one file may take: megabytes of memory, seconds."""

    memory_mb: int = 1500
    seconds: int = 300


class Child:
    """A running ``shouwang.landing.files.reader``."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by end(); last words may hold cells: never shown
        self._process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-P", "-m", "shouwang.landing.files.reader", str(bounds.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**{name: os.environ[name] for name in INHERITED if name in os.environ}, **OWN},
        )

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked once more."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    def read(self, path: Path, into: Path, file_name: str) -> None:
        """Have a file read into a directory. RefusalError, OSError as told; a child that broke is not alive after."""
        try:
            self._send({"path": str(path), "into": str(into), "file_name": file_name})
            answer = self._answer()
        except TimeoutError:
            self._kill()
            raise RefusalError(f"读取超过 {self._bounds.seconds} 秒仍未完成；{SMALLER}") from None
        except (BrokenPipeError, EOFError):
            raise RefusalError(self._obituary()) from None
        if "disk" in answer:
            raise OSError(answer["disk"], os.strerror(answer["disk"]), str(into))
        if "refused" in answer:
            raise RefusalError(answer["refused"])
        if "failed" in answer:
            self._kill()
            raise RefusalError(self._too_large() if answer["failed"] == "memory" else _broken(answer["failed"]))

    def end(self) -> None:
        """Make it end: what it was asked for it has done, and taking leave takes longer than going."""
        self._kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._errors.close()

    def _send(self, request: dict[str, str]) -> None:
        if self._process.stdin is None:
            raise BrokenPipeError
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def _answer(self) -> dict[str, Any]:
        """One line; TimeoutError when it does not come in time, EOFError when the child is gone."""
        if self._process.stdout is None:
            raise EOFError
        handle, line, deadline = self._process.stdout.fileno(), b"", time.monotonic() + self._bounds.seconds
        with selectors.DefaultSelector() as selector:
            selector.register(handle, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(deadline - time.monotonic(), 0)):
                    raise TimeoutError
                piece = os.read(handle, 1 << 16)
                if not piece:
                    raise EOFError
                line += piece
        found: dict[str, Any] = json.loads(line)
        return found

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _obituary(self) -> str:
        """Why it is gone, as far as it shows."""
        code = self._process.wait()
        self._errors.seek(max(self._errors.seek(0, os.SEEK_END) - LAST_WORDS, 0))
        words = self._errors.read()
        if code == -signal.SIGKILL or any(word in words for word in OUT_OF_MEMORY):
            return self._too_large()
        return _broken(f"信号 {-code}" if code < 0 else f"代码 {code}")

    def _too_large(self) -> str:
        return f"读取所需的内存超过 {self._bounds.memory_mb} MB；{SMALLER}"


def _broken(how: str) -> str:
    return f"读取程序异常退出（{how}），文件可能已损坏；请在表格软件中打开，另存为 xlsx 后重报"
