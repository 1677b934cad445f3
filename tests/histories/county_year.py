"""A year of a small county: sixty households that are born into, married into, split, merged, renumbered and moved.

The year is one story, told from a seed. Departments write it down month by month, three months wrongly at first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from shouwang.divisions import children
from shouwang.people.identity_numbers import check_character

COUNTY = "141034"
MONTHS = [date(2022, number, 1) for number in range(1, 13)]
HOUSEHOLDS = 60
CORRECTED = (3, 6, 10)  # months whose register and list of the dead were sent wrong, and right later
SENT_AGAIN = 5  # the month whose register came a second time as it was
REAPPEARS = 9  # the month from which on the register lists one of the dead again
REGISTER, DEATHS = "农户家庭成员信息花名册", "死亡注销户籍人员名单"
REGISTER_HEADER = "户编号,姓名,身份证号,与户主关系,性别,村级区划代码"
DEATHS_HEADER = "姓名,身份证号,死亡日期"
FEMALE = {"配偶", "之女", "之儿媳", "之母"}
VILLAGES = [children(township.code)[place].code for township in children(COUNTY)[:3] for place in (0, 1)]


class Member(NamedTuple):
    """A row of the register."""

    household: str
    name: str
    id_number: str
    relation: str
    village: str


class File(NamedTuple):
    """A file that arrives; ``after`` names the one that must have come before (a correction replaces)."""

    name: str
    month: date
    text: str
    after: str | None = None


@dataclass
class County:
    """The register as it is true, changed from month to month."""

    chance: Random
    members: dict[str, Member] = field(default_factory=dict)
    dead: dict[str, tuple[Member, date]] = field(default_factory=dict)
    issued: int = 0

    def settle(self) -> None:
        """The households of the first month: couples, most with a child, some with a mother."""
        for number in range(HOUSEHOLDS):
            household, village = f"H{number:04d}", VILLAGES[number % len(VILLAGES)]
            for relation in ("户主", "配偶", *["之子"] * (number % 3 > 0), *["之母"] * (number % 5 == 0)):
                self.join(household, relation, village, 1950 if relation == "之母" else 1985)

    def join(self, household: str, relation: str, village: str, year: int, day: date | None = None) -> Member:
        """A new person in a household."""
        self.issued += 1
        born = day or date(year, 1 + self.issued % 12, 1 + self.issued % 28)
        first = f"{COUNTY}{born:%Y%m%d}{(self.issued % 400) * 2 + (relation not in FEMALE):03d}"
        id_number = first + check_character(first)
        member = Member(household, f"某{_letters(self.issued)}", id_number, relation, village)
        self.members[id_number] = member
        return member

    def household(self, number: str) -> list[Member]:
        """The members of a household, the head first."""
        found = [member for member in self.members.values() if member.household == number]
        return sorted(found, key=lambda member: (member.relation != "户主", member.id_number))

    def pick(self, least: int = 1) -> list[Member]:
        """A household of at least so many members."""
        numbers = sorted({member.household for member in self.members.values()})
        return self.household(
            self.chance.choice([number for number in numbers if len(self.household(number)) >= least])
        )

    def put(self, *members: Member) -> None:
        """The members as they are from now on."""
        self.members.update({member.id_number: member for member in members})

    def live(self, month: date) -> None:
        """What happens in a month, one of each kind."""
        self.bear(month)
        self.bury(month)
        self.split(month)
        self.renumber(month)
        self.merge()
        self.move()
        self.leave()
        if month.month == REAPPEARS:
            self.put(self.dead[min(self.dead)][0]._replace(household=self.pick()[0].household, relation="其他"))

    def bear(self, month: date) -> None:
        """A child is born."""
        head = self.pick(2)[0]
        self.join(head.household, "之子", head.village, 0, day=month.replace(day=7))

    def bury(self, month: date) -> None:
        """Somebody dies; a head is followed by the next."""
        gone, *others = self.pick(3)
        if month.month % 2:
            others, gone = [gone, *others[:-1]], others[-1]
        del self.members[gone.id_number]
        self.dead[gone.id_number] = (gone, month.replace(day=11))
        if gone.relation == "户主":
            self.put(others[0]._replace(relation="户主"))

    def split(self, month: date) -> None:
        """The last member of a household founds one and marries somebody from outside."""
        *_, leaving = self.pick(3)
        number = f"S{month.month:04d}"
        self.put(leaving._replace(household=number, relation="户主"))
        self.join(number, "配偶", leaving.village, 1990)

    def renumber(self, month: date) -> None:
        """Two households exchange their numbers, a third gets a new one."""
        first, second, third = self.pick(2), self.pick(2), self.pick(2)
        if len({members[0].household for members in (first, second, third)}) == 3:
            numbers = (second[0].household, first[0].household, f"N{month.month:04d}")
            for members, number in zip((first, second, third), numbers, strict=True):
                self.put(*(member._replace(household=number) for member in members))

    def merge(self) -> None:
        """A household goes to live with another."""
        guests, hosts = self.pick(), self.pick(2)
        if guests[0].household != hosts[0].household:
            host = hosts[0]
            self.put(*(m._replace(household=host.household, relation="其他", village=host.village) for m in guests))

    def move(self) -> None:
        """A household goes to another village."""
        village = self.chance.choice(VILLAGES)
        self.put(*(member._replace(village=village) for member in self.pick()))

    def leave(self) -> None:
        """Somebody leaves the county."""
        *_, leaving = self.pick(3)
        del self.members[leaving.id_number]


def tell_year(seed: int = 1) -> list[File]:
    """Every file of the year: registers, lists of the dead (a month late), corrections, one register sent again."""
    county = County(Random(seed))  # noqa: S311 - orders, not secrets
    county.settle()
    return list(_files(county))


def _files(county: County) -> Iterator[File]:
    for month in MONTHS:
        if month != MONTHS[0]:
            county.live(month)
        members = list(county.members.values())
        register = File(f"{REGISTER}_{month.month}", month, write_register(members))
        if month.month in CORRECTED:
            wrong = register._replace(name=f"{register.name}_初报", text=write_register(_mistaken(county, members)))
            yield wrong
            yield register._replace(after=wrong.name)
        else:
            yield register
        if month.month == SENT_AGAIN:
            yield register._replace(name=f"{register.name}_重报", text=register.text + "\n\n")
        if dead := [(member, day) for member, day in county.dead.values() if day.month == month.month - 1]:
            yield File(f"{DEATHS}_{month.month}", month, _deaths(dead))


def _mistaken(county: County, members: list[Member]) -> list[Member]:
    """The members as a clerk writes them who has not heard of everything: a dead man back, a household forgotten."""
    forgotten = members[0].household
    raised = [replace_household(dead, members[-1]) for dead, _ in list(county.dead.values())[:1]]
    return [member for member in members if member.household != forgotten] + raised


def replace_household(member: Member, host: Member) -> Member:
    """The member as one of the host's household."""
    return member._replace(household=host.household, relation="其他", village=host.village)


def write_register(members: list[Member]) -> str:
    """The register as it is sent."""
    rows = [",".join((m.household, m.name, m.id_number, m.relation, sex_of(m), m.village)) for m in sorted(members)]
    return "\n".join([REGISTER_HEADER, *rows]) + "\n"


def _deaths(dead: list[tuple[Member, date]]) -> str:
    return "\n".join([DEATHS_HEADER, *(f"{m.name},{m.id_number},{day}" for m, day in sorted(dead))]) + "\n"


def sex_of(member: Member) -> str:
    """As the identity number says."""
    return "男" if int(member.id_number[16]) % 2 else "女"


def _letters(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:03d}")


def arrange(files: list[File], chance: Random) -> list[File]:
    """The files in a random order in which a correction comes after what it corrects."""
    order = chance.sample(files, len(files))
    for file in files:
        if file.after:
            earlier = next(other for other in order if other.name == file.after)
            places = sorted((order.index(file), order.index(earlier)))
            order[places[0]], order[places[1]] = earlier, file
    return order
