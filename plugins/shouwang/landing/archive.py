"""Every file ever received, kept by the sha256 of its bytes."""

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from shouwang.durable_files import keep_names
from shouwang.full_disk import naming_full_disk
from shouwang.months import parse_month
from shouwang.unfinished import remove_leftovers, unfinished_directory

UNFINISHED_STARTS = (".", "~$")
UNFINISHED_ENDINGS = (
    *(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".opdownload", ".download", ".downloading"),
    *(".aria2", ".td", ".xltd", ".swp", ".lock"),
)
SETTLED_AFTER = 1_000_000_000  # nanoseconds without a change
GROWING_FOR = 60_000_000_000  # nanoseconds a package may stand still before its end is written
PACKAGE_START = b"PK\x03\x04"
CHUNK = 1 << 20


class Arrival(NamedTuple):
    """A complete file in the inbox, as it was when it was seen. ``changed_at`` in nanoseconds since 1970."""

    path: Path
    month: date
    changed_at: int
    size: int
    inode: int

    def is_unchanged(self) -> bool:
        """Whether the very same file still stands there."""
        try:
            now = self.path.lstat()
        except FileNotFoundError:
            return False
        return (now.st_mtime_ns, now.st_size, now.st_ino) == (self.changed_at, self.size, self.inode)


def find_arrivals(county_inbox: Path, now: int, last_month: date) -> list[Arrival]:
    """Complete files of ``last_month`` and before, by month, arrival and name; ``now`` in nanoseconds since 1970.

    Files that programs are still writing, by name, because they changed within a second, or because the end of a
    package is missing that changed within a minute, are left for the next time.
    """
    found = _find_files(county_inbox, last_month)
    settled = [arrival for arrival in found if is_settled(arrival, now) and not is_growing(arrival, now)]
    return sorted(settled, key=lambda arrival: (arrival.month, arrival.changed_at, arrival.path.name))


def is_settling(county_inbox: Path, now: int, last_month: date) -> bool:
    """Whether a file of ``last_month`` or before changed within the last second."""
    return not all(is_settled(arrival, now) for arrival in _find_files(county_inbox, last_month))


def is_settled(arrival: Arrival, now: int) -> bool:
    """Whether a file has stayed as it is for a second; one from the future has."""
    return not 0 <= now - arrival.changed_at < SETTLED_AFTER


def find_growing(county_inbox: Path, now: int, last_month: date) -> list[Path]:
    """The files of ``last_month`` and before whose end is still being written."""
    return sorted(arrival.path for arrival in _find_files(county_inbox, last_month) if is_growing(arrival, now))


def is_growing(arrival: Arrival, now: int) -> bool:
    """Whether a zip package that changed within a minute has no end yet; an older one is damaged and is taken."""
    if not 0 <= now - arrival.changed_at < GROWING_FOR:
        return False
    try:
        with arrival.path.open("rb") as handle:
            return handle.read(len(PACKAGE_START)) == PACKAGE_START and not zipfile.is_zipfile(handle)
    except FileNotFoundError:
        return False


def _find_files(county_inbox: Path, last_month: date) -> list[Arrival]:
    months = {path: _month(path.name) for path in county_inbox.glob("*") if path.is_dir()}
    return [
        Arrival(path, month, status.st_mtime_ns, status.st_size, status.st_ino)
        for directory, month in months.items()
        if month and month <= last_month
        for path in directory.iterdir()
        if _is_named_complete(path.name) and (status := _status(path)) and stat.S_ISREG(status.st_mode)
    ]


def _status(path: Path) -> os.stat_result | None:
    """What the file system says of a file; None when another run has taken it in since it was listed."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def misplaced(county_inbox: Path) -> list[Path]:
    """What lies in a county's inbox outside the months' directories."""
    return sorted(
        p for p in county_inbox.glob("*") if not p.name.startswith(".") and not (p.is_dir() and _month(p.name))
    )


def _month(name: str) -> date | None:
    try:
        return parse_month(name)
    except ValueError:
        return None


def _is_named_complete(name: str) -> bool:
    return not name.startswith(UNFINISHED_STARTS) and not name.lower().endswith(UNFINISHED_ENDINGS)


def archived_path(archive: Path, sha256: str) -> Path:
    """Where the file with this digest is kept."""
    return archive / sha256[:2] / sha256


@contextmanager
def keeping(path: Path, archive: Path) -> Iterator[str]:
    """Copy a file into the archive; its sha256. When the block ends it is there for good, after a power cut too.

    One kept already stays the same. DiskFull when there is no room for it; nothing of it stays.
    """
    with ThreadPoolExecutor(1, "archive") as disk:
        with naming_full_disk(archive):
            sha256 = _keep(path, archive)
        settled = disk.submit(_settle, archived_path(archive, sha256))
        yield sha256  # what the block itself finds full is another place
        with naming_full_disk(archive):
            settled.result()


def _keep(path: Path, archive: Path) -> str:
    archive.mkdir(parents=True, exist_ok=True, mode=0o700)
    remove_leftovers(archive)
    with unfinished_directory(archive) as unfinished:
        copy = unfinished / "copy"
        sha256 = _copy(path, copy)
        kept = archived_path(archive, sha256)
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        copy.replace(kept)
    return sha256


def _settle(kept: Path) -> None:
    with kept.open("rb") as file:
        os.fsync(file.fileno())
    keep_names(kept.parent)
    keep_names(kept.parent.parent)


def _copy(path: Path, copy: Path) -> str:
    """Copy a file; the sha256 of what was copied, each piece of which is digested while it is written."""
    digest = hashlib.sha256()
    copy.touch(0o600, exist_ok=False)
    with path.open("rb") as source, copy.open("wb", buffering=0) as target, ThreadPoolExecutor(1, "digest") as thread:
        while chunk := source.read(CHUNK):
            digested = thread.submit(digest.update, chunk)
            view = memoryview(chunk)
            while view:
                view = view[target.write(view) :]
            digested.result()
    return digest.hexdigest()
