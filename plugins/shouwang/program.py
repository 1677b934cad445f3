"""Which program this is: a digest of everything that decides which bytes a list has, but for what it is made from."""

import hashlib
import platform
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from shouwang.divisions import history

PACKAGE = Path(__file__).parent
SOURCES = {".py", ".yml", ".csv", ".sql"}
DIGITS = 16


@cache
def program_digest() -> str:
    """16 hexadecimal digits: our sources, declared divisions, and the versions of what writes and packs workbooks.

    Equal digests make equal lists from equal knowledge; different ones may.
    """
    found = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in SOURCES):
        found.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    for said in (platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, version("xlsxwriter"), repr(history())):
        found.update(f"\0{said}".encode())
    return found.hexdigest()[:DIGITS]
