"""Which county of each policy is on trial, and from which month on; see ``localities.yml``."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from shouwang.feeds.declarations import Declaration
from shouwang.months import months_before
from shouwang.simulation import Plan


class Locality(Declaration):
    """A county of a policy and the first of its months."""

    county: str
    first_month: date

    def plan(self, months: int, households: int, seed: int) -> Plan:
        """So many months of a county of so many households, with every list of its pack."""
        last = months_before(self.first_month, 1 - months)
        return Plan(self.county, self.first_month, last, households, seed, every_list=True)


@cache
def localities() -> dict[str, Locality]:
    """Every locality on trial, by its policy."""
    document = yaml.safe_load((Path(__file__).parent / "localities.yml").read_text(encoding="utf-8"))
    return {policy: Locality.model_validate(said) for policy, said in document.items()}
