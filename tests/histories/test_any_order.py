"""Twelve months in any order of arrival, with corrections: the same people, households, memberships and lineages."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import repeat
from random import Random

import pytest

from shouwang.build import build, prepare
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse, run_as_admin
from tests.histories.arrivals import receive
from tests.histories.compiled_models import PUBLISHED, CompiledModel, compile_people, make_build
from tests.histories.county_year import COUNTY, MONTHS, arrange, tell_year
from tests.histories.kept_connections import keep_connections
from tests.histories.lives import (
    Life,
    forget_everything,
    live_through,
    read_built,
    remember_deliveries,
)

LANDINGS = 4
LIVES = int(os.environ.get("SHOUWANG_TEST_LIVES", "6"))  # of each landing; `make orders` lives fifty
CORES = 2
EVENTS = "select event_code, count(*), count(happened_date) from marts.fct_membership_events group by 1"
LATE_DEATHS = """
select count(*) from marts.fct_membership_events where event_code = 'died' and happened_date < month
"""
LISTED_DEAD = """
select e.month, count(m.person_id) from marts.fct_membership_events as e
left join marts.bridge_household_members as m
    on m.person_id = e.person_id and m.valid_from <= e.month and e.month < m.valid_to
where e.event_code = 'dead_listed' group by 1 order by 1
"""
ENDURING = """
select count(*) from marts.bridge_household_identities as i
inner join marts.dim_households as h on h.household_id = i.household_id and h.valid_to = 'infinity'
where i.valid_to = 'infinity'
"""


@pytest.fixture(scope="module")
def landings(make_warehouse: MakeWarehouse) -> list[Settings]:
    """Warehouses into which every file of the year has come, in an order of its own, through the real landing."""
    made = [make_warehouse() for _ in range(LANDINGS)]
    with ThreadPoolExecutor(CORES) as side_by_side:
        list(side_by_side.map(_land, made, range(LANDINGS)))
    return made


def _land(settings: Settings, landing: int) -> None:
    run_as_admin(settings, f"alter database {settings.warehouse_database} set synchronous_commit = off")
    receive(settings, arrange(tell_year(), Random(landing)))  # noqa: S311 - orders, not secrets


@pytest.fixture(scope="module")
def models(landings: list[Settings], tmp_path_factory: pytest.TempPathFactory) -> list[CompiledModel]:
    return compile_people(landings[0], tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="module")
def lives(landings: list[Settings], models: list[CompiledModel]) -> list[Life]:
    """Lives of the county, each in another order."""
    with keep_connections(), ThreadPoolExecutor(CORES) as side_by_side:
        return [life for found in side_by_side.map(_live, landings, repeat(models), range(LANDINGS)) for life in found]


def _live(settings: Settings, models: list[CompiledModel], landing: int) -> list[Life]:
    deliveries = remember_deliveries(settings)
    lived = []
    for number in range(LIVES):
        forget_everything(settings)
        chance = Random(landing * LIVES + number)  # noqa: S311 - orders, not secrets
        lived.append(live_through(settings, deliveries, partial(make_build, models=models), chance))
    return lived


def test_every_order_gives_one_history(lives: list[Life]) -> None:
    assert len({life.order for life in lives}) == LANDINGS * LIVES
    assert {life.fingerprint for life in lives} == {lives[0].fingerprint}


def test_the_history_holds_what_happened(landings: list[Settings], lives: list[Life]) -> None:
    assert lives
    with connect(landings[0], "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(EVENTS)
        events = {code: (count, dated) for code, count, dated in cursor.fetchall()}
        assert set(events) == {
            *("born", "died", "dead_listed", "married_in", "moved_in", "moved_out", "became_head", "changed_household"),
            *("renumbered", "split", "merged", "moved_village", "moved_township"),
        }
        assert events["born"] == (11, 11)
        cursor.execute(LATE_DEATHS)
        assert cursor.fetchall() == [events["died"][:1]]
        cursor.execute(LISTED_DEAD)
        assert cursor.fetchall() == [(month, 1) for month in MONTHS[8:]]  # shown, and a member as the register says
        cursor.execute(ENDURING)
        assert (cursor.fetchone() or (0,))[0] >= 20


def test_dbt_itself_makes_the_same_of_a_month(
    landings: list[Settings], models: list[CompiledModel], lives: list[Life]
) -> None:
    assert lives
    shown: set[str] = set()
    for month in (MONTHS[4], MONTHS[8]):
        shortcut = prepare(landings[0], COUNTY, month)
        make_build(landings[0], shortcut, models)
        said = read_built(landings[0], shortcut)
        whole = prepare(landings[0], COUNTY, month)
        build(landings[0], whole.build_id)
        assert read_built(landings[0], whole) == said
        shown.update(name for name, rows in said.items() if rows)
    assert shown == set(PUBLISHED)
