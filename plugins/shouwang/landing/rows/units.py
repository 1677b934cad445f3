"""In which unit a list states its amounts: said in a header or above the table, else yuan."""

import re
from collections.abc import Iterable

STATED = re.compile(r"\(([^()]*)\)|[/:,]([十百千万亿]*[元圆])$")
MONEY = re.compile(r"^(?:金额)?(?:单位[:为是]?)?(?:人民币)?([十百千万亿]*)([元圆]?)(?:整|[/每].*)?$")
FOREIGN = re.compile(r"^(?:单位[:为是]?)?(?:美|欧|日|港|澳|台|韩|新台)[元币]$")
ABOVE = re.compile(r"单位[:为是]?\(?([^()]*)")
SEPARATORS = re.compile(r"[,、;/和及]|\s")
YUAN_OF = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}


def yuan_of(text: str) -> int | None:
    """Yuan in the unit a plain text names (万元 is 10,000); None when it names no amount of money."""
    found = MONEY.match(text)
    if found is None or not (found[1] or found[2]):
        return None
    return YUAN_OF.get(found[1])


def stated_in_header(label: str) -> set[int]:
    """The units a plain header states, in yuan; 0 stands for foreign money."""
    parts = [whole or tail for whole, tail in STATED.findall(label)]
    return {unit for part in parts if (unit := 0 if FOREIGN.match(part) else yuan_of(part)) is not None}


def stated_above(cells: Iterable[str]) -> set[int]:
    """The units of money the plain cells above a header state (单位:万元), in yuan."""
    stated = [part for cell in cells for found in ABOVE.findall(cell) for part in SEPARATORS.split(found)]
    return {unit for part in stated if (unit := yuan_of(part)) is not None}
