"""How much memory a process and its workers reach, and the database server's processes besides what they share."""

import threading
from collections.abc import Iterator
from typing import NamedTuple

import psutil


class Peak(NamedTuple):
    """The largest memory reached, in bytes: of a process and its workers, and of these and the server together.

    The server counts with what each of its processes has for itself; the buffers they share are a setting.
    """

    own: int
    with_server: int


class MemoryWatch(threading.Thread):
    """The largest resident memory a process (this one by default) and its children reached, in bytes.

    ``server`` is the process number of a database server whose processes are watched too.
    """

    def __init__(self, pid: int | None = None, server: int | None = None) -> None:
        super().__init__(daemon=True)
        self.peak = Peak(0, 0)
        self._process = psutil.Process(pid)
        self._server = psutil.Process(server) if server else None
        self._ended = threading.Event()

    def run(self) -> None:
        """Sample until ended."""
        while not self._ended.wait(0.02 if self._server is None else 0.2):
            own = sum(_resident(part) for part in [self._process, *_workers(self._process)])
            together = own + sum(_private(part) for part in _family(self._server))
            self.peak = Peak(max(self.peak.own, own), max(self.peak.with_server, together))

    def end(self) -> Peak:
        """Stop sampling; the peak."""
        self._ended.set()
        self.join()
        return self.peak


def processor_seconds(server: int) -> float:
    """Seconds that processors have worked for this process, its workers and a database server so far."""
    own = psutil.Process()
    ended = sum(_worked(part, ended=True) for part in (own, psutil.Process(server)))
    running = [*_workers(own), *psutil.Process(server).children(recursive=True)]
    return ended + sum(_worked(part) for part in running)


def _worked(process: psutil.Process, *, ended: bool = False) -> float:
    try:
        spent = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    own = spent.user + spent.system
    return float(own + spent.children_user + spent.children_system) if ended else float(own)


def _workers(process: psutil.Process) -> Iterator[psutil.Process]:
    """A process's own workers: what is no database server."""
    for child in _family(process)[1:]:
        try:
            if not child.name().startswith("postgres"):
                yield child
        except psutil.NoSuchProcess:
            continue


def _family(process: psutil.Process | None) -> list[psutil.Process]:
    """A process and everything it started; nothing for none."""
    if process is None:
        return []
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0


def _private(process: psutil.Process) -> int:
    try:
        found = process.memory_info()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0
    return int(found.rss - found.shared)
