"""A small simulated county, made once."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from shouwang.simulation import Plan, SimulationSummary, simulate
from shouwang.simulation.county import month_rows
from shouwang.simulation.population import populate
from shouwang.simulation.rows import Row
from shouwang.simulation.truth import Fact, read_facts

COUNTY = "411024"
JANUARY, FEBRUARY = date(2022, 1, 1), date(2022, 2, 1)


@dataclass(frozen=True)
class Simulated:
    """A plan, where its files went and what was said of them."""

    plan: Plan
    root: Path
    summary: SimulationSummary

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def truth(self) -> Path:
        return self.root / "truth"

    def facts(self, month: date) -> list[Fact]:
        return read_facts(self.truth, self.plan.county_code, month)


def simulated(plan: Plan, root: Path) -> Simulated:
    return Simulated(plan, root, simulate(plan, root / "inbox", root / "truth"))


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan(COUNTY, JANUARY, FEBRUARY, household_count=300, seed=7)


@pytest.fixture(scope="session")
def county(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    return simulated(plan, tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def larger() -> Plan:
    """A county large enough for rare rows; only its rows are made, no files."""
    return Plan(COUNTY, JANUARY, JANUARY, household_count=6000, seed=7)


@pytest.fixture(scope="session")
def larger_rows(larger: Plan) -> list[Row]:
    return month_rows(larger, JANUARY, populate(larger))


@pytest.fixture(scope="session")
def people(plan: Plan) -> pl.DataFrame:
    return populate(plan)
