"""Two hundred people who exist nowhere else: whatever holds a name, number or telephone of theirs has let it out."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from shouwang.people.identity_numbers import check_character

COUNT = 200
PER_HOUSEHOLD = 4
BEGINNINGS = ("鴆", "4110241977", "1997700")  # of every name, number and telephone
FIRST_SYLLABLES, SECOND_SYLLABLES = "鹓鶵鸑鷟鹔鹴鸂鶒鵁鶄", "黼黻黹黾鼋鼍鼐鼒鼗鼙鼢鼩鼫鼬鼯鼱鼹鼽齁齄"
REGISTER = "乡村振兴局_农户家庭成员信息花名册.csv"
VILLAGE = ("411024100010", "安陵镇", "东街居委会")
DIBAO = "民政局_新增农村低保人员名单.csv"


class Canary(NamedTuple):
    """A planted person."""

    position: int
    name: str
    id_number: str
    phone: str

    @property
    def household_number(self) -> str:
        """Four of them to a household."""
        return f"KN{7_000 + self.position // PER_HOUSEHOLD}"

    @property
    def marks(self) -> tuple[str, str, str]:
        """What must be found nowhere."""
        return self.name, self.id_number, self.phone


def canaries() -> list[Canary]:
    """All of them, always the same."""
    return [_canary(position) for position in range(COUNT)]


def _canary(position: int) -> Canary:
    first, second = divmod(position, len(SECOND_SYLLABLES))
    digits = f"4110241977{1 + position % 12:02d}{1 + position % 28:02d}{601 + position:03d}"
    name = f"鴆{FIRST_SYLLABLES[first]}{SECOND_SYLLABLES[second]}"
    return Canary(position, name, digits + check_character(digits), f"1997700{position:04d}")


def plant(directory: Path, village: tuple[str, str, str] = VILLAGE) -> None:
    """Put them into a month's files as they lie in the inbox: most as they should be, some in every broken way.

    All live in the ``village``: its code, its township's name, its name.
    """
    people = canaries()
    relations = ("户主", "配偶", "之子", "之女")
    register = [
        (
            *(p.household_number, p.name, p.id_number, relations[p.position % PER_HOUSEHOLD], "男"),
            *(*village, p.phone, ""),
        )
        for p in people
    ]
    _append(directory / REGISTER, "gb18030", register)
    twice, *_ = people
    dibao = [(p.name, p.id_number, "2022-01-11", f"DB-K{p.position}", "310") for p in people[:60]]
    broken = [
        (twice.name, twice.id_number, "2022-01-11", "DB-K0", "310"),
        *((p.name, p.id_number[:15] + "000", "2022-01-11", f"DB-X{p.position}", "310") for p in people[60:80]),
        *((p.id_number, p.name, "2022-01-11", f"DB-Y{p.position}", "310") for p in people[80:90]),
        *((p.name, p.id_number, p.phone, p.name, p.phone) for p in people[90:100]),
    ]
    _append(directory / DIBAO, "utf-8-sig", [*dibao, *broken])
    refused = directory / "民政局_低保人员名单_损坏.xlsx"
    refused.write_bytes(b"PK\x03\x04" + " ".join(mark for p in people for mark in p.marks).encode())
    unknown = directory / "不知名的表.csv"
    unknown.write_text("\n".join(",".join(p.marks) for p in people), encoding="utf-8")


def _append(path: Path, encoding: str, rows: Sequence[tuple[str, ...]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    text = path.read_bytes().decode(encoding)
    path.write_bytes((text.rstrip("\r\n") + "\r\n" + stream.getvalue()).encode(encoding))
