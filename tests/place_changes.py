"""Changes of divisions for tests, as lines of the file a county keeps: a merger, a split, another county code."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from shouwang.divisions.changes import COLUMNS

Line = dict[str, str]


def write_changes(directory: Path, lines: Iterable[Line]) -> Path:
    """A directory with the file of the changes."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "变更.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(lines)
    return directory


def change(month: date, from_code: str, to_code: str, to_name: str = "", *, is_main: bool = False) -> Line:
    """One line; the name stays when none is given."""
    said = {"changed_on": month.isoformat(), "from_code": from_code, "to_code": to_code, "to_name": to_name}
    return {**said, "is_main": "1" if is_main else "", "document": f"民发〔{month.year}〕{month.month}号"}


def renumbered(codes: Iterable[str], renewed: Mapping[str, str]) -> dict[str, str]:
    """Code to its new one, whose beginning is renewed; the longest beginning wins."""
    found = {}
    for code in codes:
        beginning = max((b for b in renewed if code.startswith(b)), key=len)
        found[code] = renewed[beginning] + code[len(beginning) :]
    return found
