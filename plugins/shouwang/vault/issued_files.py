"""Which files handed out still name somebody: read from the very files, whatever sheet of whatever list says it."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def files_naming(outbox: Path, counties: Iterable[str], marks: Iterable[str]) -> tuple[str, ...]:
    """Paths below ``outbox`` of the counties' workbooks in which one of ``marks`` (numbers, names) stands, in order.

    A namesake is found too.
    """
    wanted = [mark.encode() for mark in marks if mark]
    books = [path for county in sorted(set(counties)) for path in sorted((outbox / county).rglob("*.xlsx"))]
    return tuple(path.relative_to(outbox).as_posix() for path in books if _says(path, wanted))


def _says(path: Path, marks: list[bytes]) -> bool:
    return any(mark in content for content in _contents(path) for mark in marks)


def _contents(path: Path) -> Iterator[bytes]:
    """The parts of a workbook one by one, unpacked."""
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            yield book.read(part)
