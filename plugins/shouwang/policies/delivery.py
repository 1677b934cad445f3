"""What a pack says of relief already decided: what makes it doubtful, and when it has not arrived.

Both are questions put to people, never verdicts: each names who must look, and the clause that asks for it.
"""

from collections.abc import Iterator
from typing import Literal

from shouwang.feeds import departments, feeds
from shouwang.feeds.declarations import Declaration, vocabulary

Operator = Literal["over", "at_least", "under"]
# Evidence: what a department answers to a comparison, and what the county's own lists show.
ANSWERS = (
    *("vehicle", "property", "business", "company", "deposit", "wealth_product", "bond"),
    *("public_employee", "enterprise_pension"),
)
RECORDS = ("paid_after_death", "listed_after_death", "listed_twice", "paid_twice", "in_two_households")
GAPS = (
    *("roll_unpaid", "relief_missing", "measure_missing", "measure_late"),
    *("development_missing", "safety_net_missing", "measure_after_elimination"),
)


class IntegrityCheck(Declaration):
    """One doubt about relief given to somebody (LF-09, YL-03).

    ``evidence`` is what raises it. ``measure`` is what the parameter is compared with: the value (yuan) or the number
    of what one department knows of the person, or the months behind each record. ``codes``, where given, are the
    company positions or rolls that count. ``asks_unknown``: whether it is asked where the department leaves out what
    is measured.
    """

    doubt: str
    label: str
    evidence: tuple[str, ...]
    codes: tuple[str, ...] = ()
    measure: Literal["value", "count", "months"] | None = None
    parameter: str | None = None
    operator: Operator | None = None
    asks_unknown: bool = False
    checker: str
    clause: str
    clause_text: str
    sentence: str


class DeliveryCheck(Declaration):
    """One way in which relief or help that was decided does not arrive (QD-07, LF-05, LS-13, LA-09).

    ``codes``: the rolls that are paid, or the kinds of measure that would do. ``parameter``: days or months until it
    counts. ``in_charge``: who must find the cause; without one, the department in charge of the hardship.
    """

    gap: str
    label: str
    codes: tuple[str, ...] = ()
    parameter: str | None = None
    in_charge: str | None = None
    clause: str
    clause_text: str
    sentence: str


class HardshipSignal(Declaration):
    """A signal that tells of a hardship; with ``attributes``, only when it is of one of them."""

    signal: str
    attributes: tuple[str, ...] = ()


class Hardship(Declaration):
    """A kind of hardship: what tells of it, what relieves it, and the department in charge of that relief (LF-06).

    ``relief`` are lists of relief given, ``risks`` the risks of monitored households that mean it, ``measures`` the
    kinds of measure that answer it.
    """

    hardship: str
    label: str
    in_charge: str
    clause: str
    signals: tuple[HardshipSignal, ...] = ()
    risks: tuple[str, ...] = ()
    relief: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


def find_slips(
    checks: tuple[IntegrityCheck, ...],
    gaps: tuple[DeliveryCheck, ...],
    hardships: tuple[Hardship, ...],
    parameters: set[str],
    expected: set[str],
) -> Iterator[tuple[str, str]]:
    """Which doubt, gap or hardship names what parameter, list, department or code there is not."""
    named = {"evidence": {*ANSWERS, *RECORDS}, "gap": set(GAPS), "department": set(departments())}
    named |= {"parameter": parameters, "list": expected, "signal": {f.signal for f in feeds().values() if f.signal}}
    named |= {"risk": _codes("risk_1_code"), "measure": _codes("measure_kind_code")}
    for kind, owner, names in _uses(checks, gaps, hardships):
        for name in names:
            if name not in named[kind]:
                yield owner, f"{owner}: no {kind} {name}"


def _uses(
    checks: tuple[IntegrityCheck, ...], gaps: tuple[DeliveryCheck, ...], hardships: tuple[Hardship, ...]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for check in checks:
        yield "evidence", check.doubt, check.evidence
        yield "department", check.doubt, (check.checker,)
        yield "parameter", check.doubt, (check.parameter,) if check.parameter else ()
    for gap in gaps:
        yield "gap", gap.gap, (gap.gap,)
        yield "department", gap.gap, (gap.in_charge,) if gap.in_charge else ()
        yield "parameter", gap.gap, (gap.parameter,) if gap.parameter else ()
    for hardship in hardships:
        yield "department", hardship.hardship, (hardship.in_charge,)
        yield "list", hardship.hardship, hardship.relief
        yield "risk", hardship.hardship, hardship.risks
        yield "measure", hardship.hardship, hardship.measures
        yield "signal", hardship.hardship, tuple(said.signal for said in hardship.signals)


def _codes(column: str) -> set[str]:
    return set(vocabulary()[column]["codes"].values())
