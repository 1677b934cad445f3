"""How a locality grades its risks, which change each tells of, and who is consulted about what extent."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from shouwang.feeds.declarations import Declaration, vocabulary

EXTENTS = ("individual", "prominent", "large_scale")


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


def find_misgraded(
    changes: tuple[Change, ...], grades: tuple[Grade, ...], consultations: tuple[Consultation, ...], rules: set[str]
) -> Iterator[tuple[str, str]]:
    """Part of the pack and what is wrong: a rule with no grade or two, changes that are not the nine, extents."""
    graded = Counter(rule for grade in grades for rule in grade.rules)
    if wrong := sorted(graded.keys() ^ rules) + sorted(rule for rule, count in graded.items() if count > 1):
        yield "grades", f"每条规则应恰有一个等级：{'、'.join(wrong)}"
    nine = [code for code in vocabulary()["change_code"]["codes"].values() if code != "no_change"]
    if [change.change for change in changes] != nine:
        yield "changes", f"应依次为 {'、'.join(nine)}"
    if unknown := sorted({rule for change in changes for rule in change.rules} - rules):
        yield "changes", f"没有规则 {'、'.join(unknown)}"
    if sorted(consultation.extent for consultation in consultations) != sorted(EXTENTS):
        yield "consultations", f"{'、'.join(EXTENTS)} 应各有一项"
