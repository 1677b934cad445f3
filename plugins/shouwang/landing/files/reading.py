"""Files as tables. Whoever wants the cells of a file that came from outside asks a ``Reader`` for them::

    with Reader.of(settings) as reader:
        reading = reader.read(path, name=str(delivery_id), file_name="….xlsx")
        reading.tables, reading.hidden_sheets, reading.kind

The file is parsed in a child process with bounds on memory and time (``reader``), once: what was read is kept under
``name`` and used again until ``forget(name)``. Parsing that breaks the child refuses the file and harms no other.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from shouwang.full_disk import naming_full_disk
from shouwang.landing.files.children import Bounds, Child
from shouwang.landing.files.readings import Reading, load_reading
from shouwang.settings import Settings
from shouwang.unfinished import remove_leftovers, unfinished_directory


class Reader:
    """Reads files into ``directory``, one after the other; for one thread, which ends after the reader does.

    The child is started by the first file that needs it and ends with the ``with`` block.
    """

    def __init__(self, directory: Path, bounds: Bounds) -> None:
        self._directory = directory
        self._bounds = bounds
        self._child: Child | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """A reader that keeps its readings at home."""
        return cls(settings.readings, Bounds(settings.reading_memory_mb, settings.reading_seconds))

    def read(self, path: Path, name: str, file_name: str = "") -> Reading:
        """The file as tables; what was read under this name before is not read again.

        ``file_name`` is what its sender called it. RefusalError when it cannot be read as tables, or not within the
        bounds; DiskFull when the readings have no room, OSError when the file is away.
        """
        with naming_full_disk(self._directory):
            return load_reading(self._directory / name) or self._read(path, name, file_name)

    def start(self) -> Child:
        """Start the child unless it runs; whoever knows that a file is coming lets it get ready meanwhile."""
        if self._child is None:
            remove_leftovers(self._directory)
            self._child = Child(self._bounds)
        return self._child

    def forget(self, name: str) -> None:
        """Remove what was read under a name, if anything was."""
        shutil.rmtree(self._directory / name, ignore_errors=True)

    def _read(self, path: Path, name: str, file_name: str) -> Reading:
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with unfinished_directory(self._directory) as unfinished:
            self._ask(path, unfinished, file_name)
            self.forget(name)
            unfinished.rename(self._directory / name)
        reading = load_reading(self._directory / name)
        if reading is None:
            raise RuntimeError(f"what was read of {name} is gone")
        return reading

    def _ask(self, path: Path, into: Path, file_name: str) -> None:
        child = self.start()
        try:
            child.read(path, into, file_name)
        finally:
            if not child.is_alive:
                self.close()

    def close(self) -> None:
        """End the child; the next file starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()


@contextmanager
def passing_reader() -> Iterator[Reader]:
    """A reader with the usual bounds that keeps nothing once the block ends."""
    with tempfile.TemporaryDirectory(prefix="shouwang-readings-") as place, Reader(Path(place), Bounds()) as reader:
        yield reader
