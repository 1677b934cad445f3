"""Counties in which nothing happens, as counts of newly struck households, and outbreaks planted in them.

Sizes as they are: 12 to 20 townships, 100 to 300 villages, about 250 households a village, of which about 1 in 100 is
newly struck in a month, by nine kinds; villages differ, kinds have seasons, and all villages share them.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats  # type: ignore[import-untyped]  # scipy brings no types

KINDS, HISTORY, LEAST, FAMILIES, RISE = 9, 12, 3, 6, 1.5
Counts = npt.NDArray[np.int64]
Rates = npt.NDArray[np.float64]


@dataclass(frozen=True)
class County:
    """``township_of`` each village; ``rates`` are the households to be expected by month, village and kind."""

    township_of: Counts
    rates: Rates

    def draw(self, random: np.random.Generator, times: Rates | float = 1) -> Counts:
        """Counts by month, village and kind."""
        return random.poisson(self.rates * times)


class Cell(NamedTuple):
    """An area and kind of change; kind 0 is all of them."""

    level: str
    area: int
    kind: int


class Cells(NamedTuple):
    """The cells of one level: newly struck now, and by earlier month, each by area and kind."""

    level: str
    observed: Counts
    monthly: Counts


def make_county(random: np.random.Generator, months: int) -> County:
    """A county of a size, with its rates for so many months."""
    township_of = np.sort(random.integers(0, random.integers(12, 21), random.integers(100, 301)))
    households = random.gamma(5, 50, township_of.size)
    shares = random.dirichlet(np.full(KINDS, 1.5))
    differing = random.gamma(5, 0.2, (township_of.size, KINDS))
    seasons = random.lognormal(0, 0.3, (months, KINDS))
    return County(township_of, 0.01 * seasons[:, None] * (households[:, None] * shares * differing))


def gather(county: County, counts: Counts, month: int) -> list[Cells]:
    """The cells of village, township and county for the month and the history before it."""
    span = counts[month - HISTORY : month + 1]
    townships = np.stack([np.bincount(county.township_of, weights=kind) for kind in _kinds(span)]).astype(np.int64)
    by_township = townships.reshape(HISTORY + 1, KINDS, -1).transpose(0, 2, 1)
    levels = {"village": span, "township": by_township, "county": span.sum(axis=1, keepdims=True)}
    return [_cells(level, found) for level, found in levels.items()]


def _kinds(span: Counts) -> list[Counts]:
    return [month[:, kind] for month in span for kind in range(KINDS)]


def _cells(level: str, span: Counts) -> Cells:
    every = np.concatenate([span.sum(axis=2, keepdims=True), span], axis=2)
    return Cells(level, every[-1], every[:-1])


def find(cells: list[Cells]) -> dict[Cell, float]:
    """Every alarm with its chance, as the models of the month judge."""
    wholes = cells[-1]
    found: dict[Cell, float] = {}
    for one in cells:
        chances = _county_chances(one) if one.level == "county" else _chances(one, wholes)
        for family in (slice(0, 1), slice(1, None)):
            tested = ~np.isnan(chances[:, family])
            limit = 1 / (12 * FAMILIES * max(int(tested.sum()), 1))
            for area, kind in np.argwhere(tested & (chances[:, family] <= limit)):
                place = Cell(one.level, int(area), int(kind) + family.start)
                found[place] = float(chances[place.area, place.kind])
    return found


def _chances(one: Cells, wholes: Cells) -> Rates:
    """Chance by area and kind, 1 where there are too few; nan where the cell is not tested."""
    earlier, whole_earlier = one.monthly.sum(axis=0), wholes.monthly.sum(axis=0)
    marked, drawn = one.observed + earlier, np.broadcast_to(wholes.observed, one.observed.shape)
    whole = drawn + whole_earlier
    chances = np.where((marked >= LEAST) & (earlier < whole_earlier), 1.0, np.nan)
    asked = ~np.isnan(chances) & (one.observed >= LEAST)
    chances[asked] = stats.hypergeom.sf(one.observed[asked] - 1, whole[asked], marked[asked], drawn[asked])
    return chances


def _county_chances(one: Cells) -> Rates:
    largest, active = one.monthly.max(axis=0), (one.monthly > 0).sum(axis=0)
    is_tested = (one.observed + one.monthly.sum(axis=0) >= LEAST) & (2 * active >= HISTORY)
    chances = np.where(
        one.observed >= LEAST, stats.binom.sf(one.observed - 1, one.observed + largest, RISE / (1 + RISE)), 1.0
    )
    return np.where(is_tested, chances, np.nan)


def plant(county: County, random: np.random.Generator, cell: Cell, usual: float, times: float) -> Counts:
    """Thirteen months of counts; of the cell ``usual`` households are to be expected, ``times`` as many in the last."""
    areas = {"township": county.township_of, "village": np.arange(county.township_of.size)}
    kinds = np.arange(KINDS) if cell.kind == 0 else np.array([cell.kind - 1])
    place = np.ix_(np.flatnonzero(areas[cell.level] == cell.area), kinds)
    scales = np.ones_like(county.rates)
    for month in range(HISTORY + 1):
        scales[month][place] = usual / county.rates[HISTORY][place].sum()
    scales[HISTORY][place] *= times
    return county.draw(random, scales)


def is_found(county: County, counts: Counts, cell: Cell) -> bool:
    """Whether the last month shows an alarm at the area of the cell."""
    alarms = find(gather(county, counts, HISTORY))
    return any((alarm.level, alarm.area) == (cell.level, cell.area) for alarm in alarms)
