"""How well each rule found whom it should have found: pure comparison of the truth with what was published."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from shouwang.policies import Pack
from shouwang.simulation.truth import Fact


class Struck(NamedTuple):
    """A household that a rule covers in a month (YYYY-MM); the household by its number."""

    month: str
    household_number: str
    rule: str


Strikes = AbstractSet[Struck]


@dataclass(frozen=True)
class RuleScore:
    """One rule over the months, by household and month; ``spared``: whose records on its list do not count.

    Among the spared are people the register does not know and those whose record was damaged on the way.
    """

    policy: str
    rule: str
    planted: int
    found: int
    missed: int
    false: int
    spared: int

    @property
    def recall(self) -> float:
        """The share of the planted that was found; 1 when none was planted."""
        return 1 - self.missed / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """The share of the found that was planted; 1 when none was found."""
        return 1 - self.false / self.found if self.found else 1.0


def expected_of(facts: Iterable[Fact]) -> set[Struck]:
    """Whom the rules cover by the truth."""
    return {Struck(fact.month, fact.household_number, rule) for fact in facts for rule in fact.rule.split("|") if rule}


def score(pack: Pack, facts: Iterable[Fact], published: Strikes) -> list[RuleScore]:
    """Every rule of the pack in its order; ``published`` may name households that the truth knows nothing of."""
    told = list(facts)
    expected = expected_of(told)
    near = {
        Struck(fact.month, fact.household_number or fact.subject_id_number, rule.rule)
        for rule in pack.rules
        for fact in told
        if fact.feed == rule.feed
    }
    return [_of_rule(pack.policy, rule.rule, expected, published, near) for rule in pack.rules]


def _of_rule(policy: str, rule: str, expected: Strikes, published: Strikes, near: Strikes) -> RuleScore:
    planted = {struck for struck in expected if struck.rule == rule}
    found = {struck for struck in published if struck.rule == rule}
    spared = {struck for struck in near if struck.rule == rule} - planted - found
    return RuleScore(policy, rule, len(planted), len(found), len(planted - found), len(found - planted), len(spared))
