"""Files that are there whole or not at all, and still there after a power cut."""

import os
from pathlib import Path

from shouwang.unfinished import remove_leftovers, unfinished_directory


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Put ``content`` where ``path`` is, with the permissions ``mode``; readers see what was there before or all of it.

    Its directory must exist. OSError leaves what was there before.
    """
    remove_leftovers(path.parent)
    with unfinished_directory(path.parent) as unfinished:
        partial = unfinished / path.name
        write_durably(partial, content, mode)
        partial.replace(path)
    keep_names(path.parent)


def write_durably(path: Path, content: bytes, mode: int) -> None:
    """Write a file that is not there yet; its content survives a power cut, its name once ``keep_names`` was called."""
    with path.open("xb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def keep_names(directory: Path) -> None:
    """Make the names in a directory survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
