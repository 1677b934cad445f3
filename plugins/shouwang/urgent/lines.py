"""What an urgent list has to say that no list before it said: one line per household. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from shouwang.publication.referrals import Change
from shouwang.urgent.rows import UrgentReferral


class UrgentLine(NamedTuple):
    """A household and its misfortunes that are new, corrected or withdrawn, the earliest reported first."""

    change: Change
    referrals: tuple[UrgentReferral, ...]

    @property
    def first(self) -> UrgentReferral:
        """The misfortune reported first."""
        return self.referrals[0]


def plan_lines(before: Iterable[UrgentReferral], now: Iterable[UrgentReferral]) -> list[UrgentLine]:
    """The lines that lead from what was known of a month to what is known now, in the order of ``now``."""
    old = {known.key: known for known in before}
    new = {known.key: known for known in now}
    changed: dict[int, list[UrgentReferral]] = defaultdict(list)
    gone: dict[int, list[UrgentReferral]] = defaultdict(list)
    for key, known in new.items():
        if key not in old or old[key].said != known.said:
            changed[known.household_id].append(known)
    for key, known in old.items():
        if key not in new:
            gone[known.household_id].append(known)
    added = [
        UrgentLine("更正" if household in gone or any(known.key in old for known in found) else "新增", tuple(found))
        for household, found in changed.items()
    ]
    withdrawn = [UrgentLine("撤回", tuple(found)) for household, found in gone.items() if household not in changed]
    return [*added, *withdrawn]
