"""How much memory a process and its workers reach; the database server is not counted."""

import threading
from collections.abc import Iterator

import psutil


class MemoryWatch(threading.Thread):
    """The largest resident memory a process (this one by default) and its children reached, in bytes."""

    def __init__(self, pid: int | None = None) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = psutil.Process(pid)
        self._ended = threading.Event()

    def run(self) -> None:
        """Sample until ended."""
        while not self._ended.wait(0.02):
            self.peak = max(self.peak, sum(_resident(part) for part in [self._process, *self._children()]))

    def end(self) -> int:
        """Stop sampling; the peak."""
        self._ended.set()
        self.join()
        return self.peak

    def _children(self) -> Iterator[psutil.Process]:
        """The process's own workers: what is no database server."""
        try:
            children = self._process.children(recursive=True)
        except psutil.NoSuchProcess:
            return
        for child in children:
            try:
                if not child.name().startswith("postgres"):
                    yield child
            except psutil.NoSuchProcess:
                continue


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0
