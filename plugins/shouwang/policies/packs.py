"""Policy packs: thresholds, lists and rules of one locality as effective-dated data, each with its clause.

The same models judge every locality; a pack is what differs. ``Pack.version`` names its exact content, so every
published row can say by which wording it was judged.
"""

import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, model_validator

from shouwang.feeds import feeds
from shouwang.feeds.declarations import Declaration, vocabulary

HERE = Path(__file__).parent
EXTENTS = ("individual", "prominent", "large_scale")


class DatedValue(Declaration):
    """A value and the first day it holds."""

    valid_from: date
    value: Decimal


class Parameter(Declaration):
    """An effective-dated number (yuan, years …) of the policy, with its clause."""

    label: str
    unit: Literal["yuan", "years", "months", "days", "times", "households"]
    clause: str
    values: tuple[DatedValue, ...] = Field(min_length=1)

    def value_in(self, month: date) -> Decimal:
        """The value in force on the first day of ``month``; LookupError before the first."""
        held = [dated.value for dated in sorted(self.values, key=lambda d: d.valid_from) if dated.valid_from <= month]
        if not held:
            raise LookupError(f"{self.label} has no value for {month:%Y-%m}")
        return held[-1]


class CodeList(Declaration):
    """A named list of words the policy counts, such as the 30 major illnesses."""

    label: str
    values: tuple[str, ...]


class ExpectedFeed(Declaration):
    """A feed the locality expects every month, and the clause that says so."""

    feed: str
    clause: str


class Threshold(Declaration):
    """How a signal's amount is compared with a parameter."""

    parameter: str
    operator: Literal["over", "at_least", "under"]


class Rule(Declaration):
    """One way a signal makes a household a risk, and the sentence that tells a township why."""

    rule: str
    label: str
    feed: str
    signal: str
    threshold: Threshold | None = None
    basis: Literal["record", "person_month"] = "record"
    attributes: tuple[str, ...] | str = ()
    is_sudden: bool
    clause: str
    clause_text: str
    sentence: str


class PriorityBecause(Declaration):
    """What puts a household into a priority group; exactly one way is given."""

    signals: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    living_alone_from_age: str | None = None
    sudden: bool = False


class Priority(Declaration):
    """A group that stands first on every list (LA-08)."""

    group: str
    label: str
    because: PriorityBecause


class Change(Declaration):
    """One of the changes ①–⑨ a monitored household may have, in their order, and the rules that tell of it (LA-02)."""

    change: str
    rules: tuple[str, ...] = ()


class Grade(Declaration):
    """How pressing the risks of some rules are (LS-05)."""

    grade: Literal["urgent", "high", "ordinary"]
    label: str
    clause: str
    rules: tuple[str, ...]


class Consultation(Declaration):
    """Who is consulted about risks of an extent (LS-14)."""

    extent: Literal["individual", "prominent", "large_scale"]
    label: str
    consulted: str
    clause: str


class Pack(Declaration):
    """One locality's policy; ``county_prefix`` is a 4-digit city or a 6-digit county code."""

    policy: str
    county_prefix: str
    title: str
    document_number: str
    effective_from: date
    deadline_day: int = Field(ge=1, le=28)
    parameters: dict[str, Parameter]
    lists: dict[str, CodeList]
    feeds: tuple[ExpectedFeed, ...]
    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    grades: tuple[Grade, ...]
    consultations: tuple[Consultation, ...]
    priorities: tuple[Priority, ...]
    version: str

    @model_validator(mode="after")
    def names_hold_together(self) -> "Pack":
        """Refuse a rule whose feed, parameter or list the pack does not have."""
        expected = {expectation.feed for expectation in self.feeds}
        for rule in self.rules:
            if rule.feed not in expected or feeds()[rule.feed].signal != rule.signal:
                raise ValueError(f"rule {rule.rule}: {rule.feed} is not expected or does not give {rule.signal}")
            if rule.threshold and rule.threshold.parameter not in self.parameters:
                raise ValueError(f"rule {rule.rule}: no parameter {rule.threshold.parameter}")
            if isinstance(rule.attributes, str) and rule.attributes not in self.lists:
                raise ValueError(f"rule {rule.rule}: no list {rule.attributes}")
        return self

    @model_validator(mode="after")
    def every_rule_is_graded(self) -> "Pack":
        """Refuse a rule with no grade or two, changes that are not the nine, an extent nobody is consulted about."""
        graded = Counter(rule for grade in self.grades for rule in grade.rules)
        if wrong := sorted(graded.keys() ^ {r.rule for r in self.rules}) + [r for r, n in graded.items() if n > 1]:
            raise ValueError(f"not one grade, or no rule: {wrong}")
        changes = [code for code in vocabulary()["change_code"]["codes"].values() if code != "no_change"]
        told = {rule for change in self.changes for rule in change.rules}
        if [change.change for change in self.changes] != changes or told - graded.keys():
            raise ValueError(f"changes: expected {changes}, each told by rules of the pack")
        if sorted(consultation.extent for consultation in self.consultations) != sorted(EXTENTS):
            raise ValueError(f"consultations: expected one for each of {EXTENTS}")
        return self

    def attributes_of(self, rule: Rule) -> tuple[str, ...]:
        """The attribute values the rule counts; empty when it counts all."""
        return self.lists[rule.attributes].values if isinstance(rule.attributes, str) else rule.attributes

    def due_date(self, month: date) -> date:
        """The last day on which the lists of ``month`` are in time."""
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return following.replace(day=self.deadline_day)


def parse_pack(text: str) -> Pack:
    """A pack from its YAML text; ValueError for unknown keys or names that do not hold together."""
    document: dict[str, Any] = yaml.safe_load(text)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Pack.model_validate({**document, "version": f"{document['policy']}-{digest}"})


@cache
def packs() -> dict[str, Pack]:
    """Every pack by its name."""
    return {path.stem: parse_pack(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.yml"))}


def pack_for(county_code: str) -> Pack:
    """The pack that governs a county (longest prefix wins); LookupError names the counties there are."""
    fitting = [pack for pack in packs().values() if county_code.startswith(pack.county_prefix)]
    if not fitting:
        known = ", ".join(f"{pack.policy} ({pack.county_prefix})" for pack in packs().values())
        raise LookupError(f"no policy pack governs county {county_code}; there are {known}")
    return max(fitting, key=lambda pack: len(pack.county_prefix))
