"""What is still being made: a locked directory beside its place. What a killed maker left is told by its lock."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished-"


@contextmanager
def unfinished_directory(place: Path) -> Iterator[Path]:
    """An empty directory in ``place``, locked while its maker lives; gone after the block unless renamed."""
    while True:
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=place))
        with _locked(unfinished) as is_ours:
            if not is_ours:  # somebody found it before it was locked, and removed it
                continue
            try:
                yield unfinished
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
            return


def remove_leftovers(place: Path) -> None:
    """Remove from ``place`` what makers left that were killed: nobody holds the locks of the dead."""
    for path in place.glob(f"{UNFINISHED}*"):
        with _locked(path) as is_ours:
            if is_ours:
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(directory: Path) -> Iterator[bool]:
    """Whether the directory is there and nobody else's for the block."""
    try:
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        yield False
        return
    try:
        yield _try_lock(handle) and directory.exists()
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
