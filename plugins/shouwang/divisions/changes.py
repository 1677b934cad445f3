"""The dated changes of divisions, as a county keeps them: one line says which division went where in which month.

A line has ``changed_on`` (the first month that has the new state, as its first day), ``from_code``, ``to_code``,
``to_name`` (empty: the name stays), ``from_name`` (only of a division that ended before the base and is not in it),
``is_main`` (``1`` on the one of several successors that what cannot be told apart counts for) and ``document``. What a
change is called follows from its lines: see ``history.kind_of``. Up to the base day, which the base already shows, a
successor that stood before needs a line of its own, from its code to its code.
"""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from shouwang.divisions.places import LEVEL_OF

COLUMNS = ("changed_on", "from_code", "from_name", "to_code", "to_name", "is_main", "document")
HERE = Path(__file__).parent / "changes"


class DivisionChangeError(ValueError):
    """A line of the changes that cannot be; says which line, what is wrong and what to do."""


class Move(NamedTuple):
    """One line: ``from_code`` became ``to_code`` in the month; ``place`` is the line, for messages."""

    changed_on: date
    from_code: str
    to_code: str
    from_name: str
    to_name: str
    is_main: bool
    document: str
    place: str


def read_moves(directory: Path = HERE) -> list[Move]:
    """Every line of every ``*.csv`` in the directory, by month; DivisionChangeError for one that cannot be read."""
    found = [move for path in sorted(directory.glob("*.csv")) for move in _read(path)]
    return sorted(found, key=lambda move: (move.changed_on, move.from_code, move.to_code))


def refuse(place: str, problem: str) -> DivisionChangeError:
    """The error about a line."""
    return DivisionChangeError(f"区划变更 {place}：{problem}")


def _read(path: Path) -> Iterable[Move]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.DictReader(handle)
        if tuple(lines.fieldnames or ()) != COLUMNS:
            raise refuse(f"{path.name} 第1行", f"表头应为 {','.join(COLUMNS)}，请改正")
        return [_move(f"{path.name} 第{lines.line_num}行", line) for line in lines]


def _move(place: str, line: dict[str, str]) -> Move:
    if None in line or None in line.values():
        raise refuse(place, f"应有 {len(COLUMNS)} 格，请补齐或删去多余的格")
    cells = {name: text.strip() for name, text in line.items()}
    _require_codes(place, cells["from_code"], cells["to_code"])
    if cells["is_main"] not in {"", "1"}:
        raise refuse(place, f"is_main 是“{cells['is_main']}”，应为1（数据分不清时归它）或空")
    if not cells["document"]:
        raise refuse(place, "没有写 document（批准文件的文号），请补填")
    names = (cells["from_name"], cells["to_name"])
    month = _month(place, cells["changed_on"])
    codes = (cells["from_code"], cells["to_code"])
    return Move(month, *codes, *names, cells["is_main"] == "1", cells["document"], place)


def _require_codes(place: str, from_code: str, to_code: str) -> None:
    for code in (from_code, to_code):
        if not (code.isascii() and code.isdecimal() and LEVEL_OF.get(len(code), "city") != "city"):
            raise refuse(place, f"“{code}”不是6位县级、9位乡级或12位村级代码；该列应设为文本格式")
    if len(from_code) != len(to_code):
        raise refuse(place, f"{from_code} 与 {to_code} 不同级，请逐级各写一行")


def _month(place: str, text: str) -> date:
    try:
        month = date.fromisoformat(text)
    except ValueError:
        month = date.max
    if month.day != 1:
        raise refuse(place, f"changed_on 是“{text}”，应为开始使用新区划的月份的1日，如 2023-09-01")
    return month
