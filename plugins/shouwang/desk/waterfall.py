"""How the likelihood of a candidate adds up, comparison by comparison, as bars that can be drawn."""

import math
import re
from typing import NamedTuple

from shouwang.people.matching.model import model

PART = re.compile(r"(?P<label>.+?)（(?P<bits>[+-]\d+(?:\.\d+)?)）(?P<more>.*)")
SCALE = 100.0
PRIOR, TOTAL = "未比对前", "合计"


class Bar(NamedTuple):
    """A step of the sum: ``bits`` it adds, and from where to where it is drawn (0 to 100)."""

    label: str
    bits: float
    left: float
    width: float
    is_total: bool = False


def waterfall(evidence: str, score: float) -> tuple[Bar, ...]:
    """The bars of an explained score (bits), from the prior to the total; empty when the evidence has no weights."""
    found = [PART.fullmatch(part) for part in evidence.split("；")]
    parts = [(match["label"] + match["more"], float(match["bits"])) for match in found if match]
    if not parts:
        return ()
    prior = math.log2(model().prior / (1 - model().prior))
    steps, total = [(PRIOR, 0.0, prior)], prior
    for label, bits in parts:
        steps.append((label, total, total + bits))
        total += bits
    steps.append((TOTAL, 0.0, score))
    ends = [place for _, *places in steps for place in places]
    low, high = min(ends), max(ends)
    unit = SCALE / ((high - low) or 1)
    return tuple(
        Bar(label, end - start, (min(start, end) - low) * unit, abs(end - start) * unit, label in {PRIOR, TOTAL})
        for label, start, end in steps
    )
