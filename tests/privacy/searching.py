"""Looks for planted people in whatever can be read: bytes, files, what files are packed in."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.privacy.canaries import BEGINNINGS, canaries

MARKS = [mark for person in canaries() for mark in person.marks]
ENCODINGS = ("utf-8", "gb18030", "utf-16-le")
WANTED = [mark.encode(encoding) for mark in MARKS for encoding in ENCODINGS]
STARTS = {text.encode(encoding) for text in BEGINNINGS for encoding in ENCODINGS}
STARTS |= {text.encode("ascii", "backslashreplace") for text in BEGINNINGS}
ESCAPED = [mark.encode("ascii", "backslashreplace") for mark in MARKS if not mark.isascii()]


def holds_any(content: bytes) -> bool:
    """Whether a name, number or telephone of theirs stands in it, in the usual codings, escaped for JSON or packed."""
    return any(_holds(part) for part in _unpacked(content))


def _holds(content: bytes) -> bool:
    return any(start in content for start in STARTS) and any(wanted in content for wanted in (*WANTED, *ESCAPED))


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from (package.read(name) for name in package.namelist())


def files_holding(paths: Iterable[Path]) -> list[Path]:
    """Those of the files in which one of them stands, or in whose name."""
    files = sorted(path for path in paths if path.is_file())
    return [path for path in files if holds_any(path.read_bytes()) or holds_any(path.name.encode())]
