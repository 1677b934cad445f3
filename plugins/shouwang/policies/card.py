"""What the parameters of the report card and of visits cannot be; docs/decisions/0029 says what they are for."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from shouwang.divisions import LEVEL_DIGITS

if TYPE_CHECKING:
    from shouwang.policies.packs import Parameter

CAPACITY = "visit_capacity"
# Name to the least and the most it may be.
BOUNDS: Mapping[str, tuple[Decimal, Decimal]] = {
    "card_months": (Decimal(1), Decimal(120)),
    "card_prior_share": (Decimal("0.01"), Decimal("0.99")),
    "card_prior_households": (Decimal(1), Decimal(10_000)),
    "card_few_households": (Decimal(0), Decimal(10_000)),
    "card_interval_width": (Decimal("0.1"), Decimal(10)),
}


def find_card_slips(parameters: "Mapping[str, Parameter]", county_prefix: str) -> Iterator[tuple[str, str]]:
    """Name of a parameter, and what is wrong with it."""
    present = set(BOUNDS) & set(parameters)
    for name in sorted(set(BOUNDS) - present) if present else ():
        yield min(present), f"预警成效的参数应同时给出，缺 {name}"
    for name in sorted(present):
        least, most = BOUNDS[name]
        if any(not least <= dated.value <= most for dated in parameters[name].values):
            yield name, f"应在 {least} 至 {most} 之间"
    for name in sorted(parameters):
        township = name.removeprefix(f"{CAPACITY}_")
        if township != name and not _is_township(township, county_prefix):
            yield name, f"{CAPACITY}_ 之后应是本地乡镇的9位代码，实为 {township}"


def _is_township(code: str, county_prefix: str) -> bool:
    return code.isdecimal() and len(code) == LEVEL_DIGITS["township"] and code.startswith(county_prefix)
