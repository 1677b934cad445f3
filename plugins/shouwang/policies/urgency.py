"""What a locality handles at once, outside the monthly cycle: kinds of misfortune, the fast lane of relief, limits.

A misfortune reported here is not referred again by the month: each kind names the rules (and, where a rule tells
several things, their attributes) that would tell of the same misfortune within ``window`` days of it. Limits are
calendar days: misfortune knows no weekend.
"""

from collections.abc import Collection, Iterator, Mapping

from pydantic import Field

from shouwang.feeds import departments
from shouwang.feeds.declarations import Declaration, vocabulary


class SameMisfortune(Declaration):
    """A monthly rule that tells of the misfortune; of several attributes it tells, these."""

    rule: str
    attributes: tuple[str, ...] = ()


class UrgentKind(Declaration):
    """A kind of misfortune (a code of ``urgent_kind_code``) that is urgent here, and the rules that tell of it too."""

    kind: str
    clause: str
    rules: tuple[SameMisfortune, ...] = ()


class FastLane(Declaration):
    """Who relieves at once, and the parameter that says within how many days of the report."""

    label: str
    department: str
    limit: str
    clause: str


class Urgency(Declaration):
    """The urgent lane; ``check`` and ``window`` name parameters in days: the township's visit, the same misfortune."""

    clause: str
    check: str
    window: str
    lane: FastLane
    kinds: tuple[UrgentKind, ...] = Field(min_length=1)

    @property
    def kind_of(self) -> Mapping[str, UrgentKind]:
        """The kinds by their codes."""
        return {kind.kind: kind for kind in self.kinds}


def find_unurgent(urgency: Urgency, units: Mapping[str, str], rules: Collection[str]) -> Iterator[str]:
    """What is wrong with the lane; ``units``: of the pack's parameters, ``rules``: its rules."""
    for name in (urgency.check, urgency.window, urgency.lane.limit):
        if units.get(name) != "days":
            yield f"没有以天（days）计的参数 {name}"
    if urgency.lane.department not in departments():
        yield f"没有部门 {urgency.lane.department}"
    known = set(vocabulary()["urgent_kind_code"]["codes"].values())
    names = [kind.kind for kind in urgency.kinds]
    for kind in urgency.kinds:
        if kind.kind not in known or names.count(kind.kind) > 1:
            yield f"急难情形 {kind.kind} 写不进突发急难报告，或写了两次"
        if missing := sorted({same.rule for same in kind.rules} - set(rules)):
            yield f"急难情形 {kind.kind}：没有规则 {missing}"
