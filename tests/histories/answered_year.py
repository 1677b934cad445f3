"""The year of the county with relief that makes risks, and with the townships' answers to the lists it stands on."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey
from tests.histories.county_year import COUNTY, MONTHS, REGISTER, File, Member, tell_year

RELIEF, LIST = "医疗救助人员名单", "入户核查名单"
RELIEF_HEADER = "姓名,身份证号,救助内容,救助日期,救助金额"
LIST_HEADER = "行标识,核查结果,核查日期,核查人,核查说明"
ANSWERS = ("情况属实，拟纳入监测", "情况不属实", "正在核查", "情况属实，已有保障")
RELIEVED = 4  # people a month
SENT_AGAIN = (4, 9)  # months whose answers came once more, other than before
TAKEN_BACK = (2, 5, 8)  # months whose relief a department may take back
TOWNSHIP = 9


def tell_answered_year(key: str) -> list[File]:
    """Every file of the year; ``key`` is the pseudonym key the townships' lists are marked with."""
    told = tell_year()
    registers = {file.month: _members(file) for file in told if file.name.startswith(REGISTER)}  # the last one counts
    relieved = {month: _relieved(number, registers[month]) for number, month in enumerate(MONTHS)}
    relief = [_relief(month, people) for month, people in relieved.items()]
    answers = [file for one, after in pairwise(MONTHS) for file in _answers(after, one, relieved[one], Pseudonyms(key))]
    return [*told, *relief, *answers]


def _members(register: File) -> list[Member]:
    rows = (row.split(",") for row in register.text.strip().splitlines()[1:])
    return [Member(number, name, identity, relation, village) for number, name, identity, relation, _, village in rows]


def _relieved(number: int, members: list[Member]) -> list[Member]:
    """Other heads every month, some of them again after half a year."""
    heads = [member for member in members if member.relation == "户主"]
    return [heads[(RELIEVED * (number % 6) + place) % len(heads)] for place in range(RELIEVED)]


def _relief(month: date, people: list[Member]) -> File:
    rows = [f"{who.name},{who.id_number},门诊救助,{month.replace(day=12)},1200" for who in people]
    return File(f"{RELIEF}_{month.month}", month, "\n".join([RELIEF_HEADER, *rows]) + "\n")


def _answers(month: date, listed: date, people: list[Member], pseudonyms: Pseudonyms) -> Iterator[File]:
    """What each township found at the households of last month's list."""
    for township in sorted({who.village[:TOWNSHIP] for who in people}):
        own = [who for who in people if who.village.startswith(township)]
        keys = [RowKey(listed, 1, township, pseudonyms.household_id(COUNTY, who.household)) for who in own]
        first = File(f"{LIST}_{township}_{month.month}", month, _write(keys, month, 0, pseudonyms))
        if month.month in SENT_AGAIN:
            early = first._replace(name=f"{first.name}_初报", text=_write(keys, month, 1, pseudonyms))
            yield early
            yield first._replace(after=early.name)
        else:
            yield first


def _write(keys: list[RowKey], month: date, turn: int, pseudonyms: Pseudonyms) -> str:
    rows = [
        f"{key.encode(pseudonyms)},{ANSWERS[(month.month + place + turn) % len(ANSWERS)]},{month.replace(day=20)},某人,"
        for place, key in enumerate(keys)
    ]
    return "\n".join([LIST_HEADER, *rows]) + "\n"
