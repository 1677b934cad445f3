"""Medical settlements around a threshold: over, under, exactly, together over, refunded; in yuan."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from pydantic import model_validator

from shouwang.feeds.declarations import Declaration
from shouwang.policies import Pack

PAID_BY_OTHERS = {  # share of the total cost, so that the person is left with the rest
    "pooled_fund_amount": Decimal("0.50"),
    "major_illness_fund_amount": Decimal("0.10"),
    "medical_relief_amount": Decimal("0.10"),
}


class Settlement(Declaration):
    """One settlement: a share of the threshold, or what is missing to it plus such a share; exactly one is given."""

    between: tuple[float, float] | None = None
    rest: tuple[float, float] | None = None

    @model_validator(mode="after")
    def one_way_is_given(self) -> "Settlement":
        """Refuse a settlement given in both ways or in none."""
        if (self.between is None) == (self.rest is None):
            raise ValueError("a settlement is given by between or by rest")
        return self


class Case(Declaration):
    """One shape of a person's month."""

    case: str
    share: float
    settlements: tuple[Settlement, ...]


class Cases(Declaration):
    """``medical.yml``; ``pivot`` in yuan."""

    pivot: Decimal
    cases: tuple[Case, ...]


@cache
def cases() -> Cases:
    """The shapes of ``medical.yml``."""
    return Cases.model_validate(yaml.safe_load((Path(__file__).parent / "medical.yml").read_text(encoding="utf-8")))


def pivot(pack: Pack, feed: str, month: date) -> Decimal:
    """The threshold (yuan) settlements are drawn around: the pack's in ``month``, else the customary one."""
    named = [rule.threshold.parameter for rule in pack.rules if rule.feed == feed and rule.threshold]
    return pack.parameters[named[0]].value_in(month) if named else cases().pivot


def settlements(rng: np.random.Generator, around: Decimal) -> tuple[Decimal, ...]:
    """The self-paid amounts (yuan) of one person's month; a refund is negative."""
    shares = np.array([case.share for case in cases().cases])
    case = cases().cases[int(rng.choice(len(shares), p=shares / shares.sum()))]
    threshold, drawn = int(around * 100), list[int]()
    for settlement in case.settlements:
        low, high = (round(share * threshold) for share in settlement.between or settlement.rest or (0, 0))
        missing = threshold - sum(drawn) if settlement.rest else 0
        drawn.append(missing + int(rng.integers(low, high, endpoint=True)))
    return tuple(Decimal(cents).scaleb(-2) for cents in drawn)


def breakdown(self_paid: Decimal) -> dict[str, Decimal]:
    """Every amount of a settlement by column (yuan); total = what others paid + what was left to the person."""
    cent = Decimal("0.01")
    total = self_paid / (1 - sum(PAID_BY_OTHERS.values()))
    others = {column: (total * share).quantize(cent) for column, share in PAID_BY_OTHERS.items()}
    return {"self_paid_amount": self_paid, **others, "medical_total_amount": self_paid + sum(others.values())}
