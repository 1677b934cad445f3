"""Regional clusters are found in the first month, and quiet counties are left in peace.

The models judge one county-month; the same judgement written with the statistics library judges hundreds of simulated
years, after both were shown to say the same.
"""

from typing import Any

import numpy as np
import pytest

from shouwang.policies import packs
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.dbt.dbt_invocation import Scope, compile_in
from tests.policies.grades.simulated_counties import (
    HISTORY,
    KINDS,
    LEAST,
    RISE,
    Cell,
    Cells,
    find,
    gather,
    is_found,
    make_county,
    plant,
)

YEARS, TRIALS, MONTHS = 200, 100, 12
SCHEMA = "simulated"
KNOWN = {"county_code": "411024", "month": "2022-02-01", "build_id": "b", "policy_version": "p"}
PARAMETERS = {
    "cluster_history_months": HISTORY,
    "cluster_minimum_households": LEAST,
    "cluster_county_rise": RISE,
    "cluster_yearly_false_alarms": 1,
}
TABLES = """
create schema simulated;
set search_path to simulated;
create table int_parameters_resolved (parameter_code text, parameter_value numeric(14, 2));
create table int_cluster_cases_counted (
    cluster_level_code text, cluster_area_code text, change_number smallint, observed_count integer,
    earlier_count integer, largest_earlier_count integer, earlier_month_count integer
);
"""
ALARMS = "select cluster_level_code, cluster_area_code, change_number, chance_share from ({}) as judged where is_alarm"


@pytest.fixture(scope="module")
def compiled(make_warehouse: MakeWarehouse, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, str, str]:
    """A warehouse with empty counts, and what the models that test and judge select from them."""
    settings = make_warehouse()
    names = ["int_clusters_tested", "int_clusters_judged"]
    scope = Scope(settings, SCHEMA, KNOWN)
    found = compile_in(scope, ["--select", *names], tmp_path_factory.mktemp("compiled"))
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.executemany("insert into int_parameters_resolved values (%s, %s)", list(PARAMETERS.items()))
    tested, judged = (found[f"model.shouwang.{name}"][0] for name in names)
    return settings, tested, judged


def counted(cells: list[Cells]) -> list[tuple[Any, ...]]:
    """The cells as the model counts them: those in which there ever was somebody."""
    rows: list[tuple[Any, ...]] = []
    for level, observed, monthly in cells:
        for area, kind in np.argwhere(observed + monthly.sum(axis=0) > 0):
            before = monthly[:, area, kind]
            counts = (observed[area, kind], before.sum(), before.max(), (before > 0).sum())
            rows.append((level, str(area), int(kind), *map(int, counts)))
    return rows


@pytest.mark.requirement("LS-14", "YL-10")
def test_the_models_judge_as_the_statistics_library(compiled: tuple[Settings, str, str]) -> None:
    settings, tested, judged = compiled
    random = np.random.default_rng(3)
    alarms = 0
    for month in range(HISTORY, HISTORY + 4):
        county = make_county(random, month + 1)
        counts = county.draw(random)
        counts[month, county.township_of == 2] *= 2
        counts[month, 5, 3] += 9
        cells = gather(county, counts, month)
        with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
            cursor.execute("set search_path to simulated; truncate int_cluster_cases_counted")
            cursor.executemany(
                "insert into int_cluster_cases_counted values (%s, %s, %s, %s, %s, %s, %s)", counted(cells)
            )
            cursor.execute("drop table if exists int_clusters_tested")
            cursor.execute(f"create table int_clusters_tested as {tested}")
            cursor.execute(ALARMS.format(judged))
            found = {Cell(level, int(area), kind): float(chance) for level, area, kind, chance in cursor.fetchall()}
        expected = {cell: max(chance, 1e-12) for cell, chance in find(cells).items()}
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-12)
        alarms += len(found)
    assert alarms >= 8


def test_every_pack_judges_with_what_was_simulated() -> None:
    for pack in packs().values():
        assert {name: pack.parameters[name].values[-1].value for name in PARAMETERS} == PARAMETERS, pack.policy
        assert len(pack.changes) == KINDS


@pytest.mark.requirement("LS-14", "YL-10")
def test_a_quiet_county_has_at_most_one_false_alarm_a_year() -> None:
    random = np.random.default_rng(20221)
    alarms = 0
    for _ in range(YEARS):
        county = make_county(random, HISTORY + MONTHS)
        counts = county.draw(random)
        alarms += sum(len(find(gather(county, counts, month))) for month in range(HISTORY, HISTORY + MONTHS))
    assert 0 < alarms <= YEARS


# From so many households a month on, three times as many are found; of one kind, of any. Below, chance looks the same.
BARS = {("township", 0): 12, ("township", 1): 24, ("village", 0): 16, ("village", 1): 24}


def share_found(level: str, *, is_of_one_kind: bool, usual: float, times: float) -> float:
    """Of a number of planted outbreaks the share that is found in the first month."""
    random = np.random.default_rng(7)
    hits = 0
    for _ in range(TRIALS):
        county = make_county(random, HISTORY + 1)
        areas = np.unique(county.township_of) if level == "township" else np.arange(county.township_of.size)
        kind = int(random.integers(1, KINDS + 1)) if is_of_one_kind else 0
        cell = Cell(level, int(random.choice(areas)), kind)
        hits += is_found(county, plant(county, random, cell, usual, times), cell)
    return hits / TRIALS


@pytest.mark.requirement("LS-14", "YL-10")
@pytest.mark.parametrize(("level", "of_one_kind"), BARS)
def test_three_times_as_many_are_found_in_the_first_month(level: str, of_one_kind: int) -> None:
    usual = BARS[level, of_one_kind]
    assert share_found(level, is_of_one_kind=bool(of_one_kind), usual=usual, times=3) >= 0.9


def test_what_chance_explains_is_not_claimed_to_be_found() -> None:
    """Three times two or three households is what quiet villages show somewhere every month; eight times is not."""
    assert share_found("village", is_of_one_kind=False, usual=2.5, times=3) < 0.5
    assert share_found("village", is_of_one_kind=False, usual=2.5, times=8) >= 0.9
