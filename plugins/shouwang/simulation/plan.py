"""What is to be simulated, and the streams of chance it draws from.

Every stream is named, so a month comes out the same whichever other months are asked for, and one list does not
change because another was added. Nothing here reads a clock or an unseeded source.
"""

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np

from shouwang.divisions import county
from shouwang.months import months_between
from shouwang.policies import Pack, pack_for


def stream(seed: int, county_code: str, *words: str) -> np.random.Generator:
    """The stream of chance called ``words``; the same for equal arguments in every process."""
    return np.random.default_rng([seed, int(county_code), *(zlib.crc32(word.encode()) for word in words)])


@dataclass(frozen=True)
class Plan:
    """One county over some months; months are first days, both ends included.

    ``every_list``: whether it sends every list of its pack and plants the cases of every rule, instead of the monthly
    lists with what chance brings.

    ValueError for months the wrong way round or without a household; LookupError for a county without divisions or
    policy pack.
    """

    county_code: str
    first_month: date
    last_month: date
    household_count: int
    seed: int
    every_list: bool = False

    def __post_init__(self) -> None:
        """Refuse a plan that cannot be carried out."""
        county(self.county_code)
        pack_for(self.county_code)
        if {self.first_month.day, self.last_month.day} != {1} or self.first_month > self.last_month:
            raise ValueError(f"月份应为每月1日且先后有序，实为 {self.first_month} 至 {self.last_month}，请改正起止月份")
        if self.household_count < 1 or self.seed < 0:
            raise ValueError(f"户数应不少于1、种子应不小于0，实为 {self.household_count} 与 {self.seed}，请改正")

    @property
    def pack(self) -> Pack:
        """The policy pack of the county."""
        return pack_for(self.county_code)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of every month of the plan, in order."""
        return tuple(months_between(self.first_month, self.last_month))

    def chance(self, *words: str) -> np.random.Generator:
        """The plan's stream of chance called ``words``."""
        return stream(self.seed, self.county_code, *words)
