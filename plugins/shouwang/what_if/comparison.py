"""What other parameters would change: households entering and leaving the lists of a published month, by township."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shouwang.policies import pack_for
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.what_if.alterations import Alteration, parse_alterations
from shouwang.what_if.judging import judge, newest_version

Risks = set[tuple[int, str, str, str]]  # household, rule, township, village


@dataclass(frozen=True)
class HouseholdChange:
    """A household that would be listed and is not, or the other way round; ``rules`` are those that make it so."""

    household_id: int
    township_code: str
    village_code: str
    is_entering: bool
    rules: tuple[str, ...]


@dataclass(frozen=True)
class TownshipChange:
    """Households of one township: listed now, entering, leaving."""

    township_code: str
    before: int
    entering: int
    leaving: int

    @property
    def after(self) -> int:
        """Households that would be listed."""
        return self.before + self.entering - self.leaving


@dataclass(frozen=True)
class Comparison:
    """A version of a month against itself under altered parameters; townships and households in order of code."""

    county_code: str
    month: date
    version: int
    fingerprint: str
    alterations: tuple[Alteration, ...]
    townships: tuple[TownshipChange, ...]
    households: tuple[HouseholdChange, ...]

    @property
    def total(self) -> TownshipChange:
        """The county as a whole."""
        found = self.townships
        counts = (sum(t.before for t in found), sum(t.entering for t in found), sum(t.leaving for t in found))
        return TownshipChange(self.county_code, *counts)


def compare(settings: Settings, county_code: str, month: date, asked: Sequence[str]) -> Comparison:
    """Judge a published month (its first day) under ``asked`` parameters (``name=number``); nothing is written.

    The parameters offered are those of the pack in force today; the month is judged by the version of the policy that
    judged it. Raises what ``parse_alterations`` raises, and NeverJudged.
    """
    alterations = parse_alterations(pack_for(county_code), month, asked)
    with connect(settings, "publisher", "what-if") as connection, connection.cursor() as cursor:
        version = newest_version(cursor, county_code, month)
        now = judge(cursor, version, {})
        then = judge(cursor, version, {altered.name: altered.asked for altered in alterations})
    households = tuple(_changes(now, then))
    known = (county_code, month, version.version, version.fingerprint)
    return Comparison(*known, alterations, tuple(_townships(now, households)), households)


def _changes(now: Risks, then: Risks) -> Iterable[HouseholdChange]:
    listed_now, listed_then = ({risk[0] for risk in risks} for risks in (now, then))
    moving = listed_now ^ listed_then
    rules: dict[tuple[str, str, int], list[str]] = {}
    for household, rule, township, village in sorted(now | then):
        if household in moving:
            rules.setdefault((township, village, household), []).append(rule)
    for (township, village, household), because in sorted(rules.items()):
        yield HouseholdChange(household, township, village, household in listed_then, tuple(because))


def _townships(now: Risks, changes: Sequence[HouseholdChange]) -> Iterable[TownshipChange]:
    before = Counter(township for _, township in {(risk[0], risk[2]) for risk in now})
    moves = Counter((change.township_code, change.is_entering) for change in changes)
    for code in sorted({*before, *(township for township, _ in moves)}):
        yield TownshipChange(code, before[code], moves[code, True], moves[code, False])
