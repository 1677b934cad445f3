"""Which published month must be built again is told by what its newest build found of the month before."""

from concurrent.futures import ThreadPoolExecutor

from shouwang.build import Build
from shouwang.build.newest import await_forerunner, next_stale_month, stale_months, waits_for_forerunner
from shouwang.publication import publish
from shouwang.settings import Settings
from tests.integration.hand_made_builds import COUNTY, accept_register, make_build, month_of

JANUARY, FEBRUARY, MARCH, APRIL = (month_of(number) for number in (1, 2, 3, 4))


def build_of(settings: Settings, month: int, *households: int) -> Build:
    rows = [{"household_id": household, "village_code": "411024100001"} for household in households]
    return make_build(settings, month_of(month), {"dim_households": rows})


def release(settings: Settings, month: int, *households: int) -> None:
    publish(settings, build_of(settings, month, *households).build_id)


def test_a_month_is_stale_until_it_is_built_on_what_the_one_before_says_now(warehouse: Settings) -> None:
    accept_register(warehouse, JANUARY)
    for month in (1, 3, 4):
        release(warehouse, month, 1)
    assert stale_months(warehouse, COUNTY) == []
    release(warehouse, 2, 1)
    assert (stale_months(warehouse, COUNTY), next_stale_month(warehouse, COUNTY, FEBRUARY)) == ([MARCH], MARCH)
    release(warehouse, 3, 1)
    assert (stale_months(warehouse, COUNTY), next_stale_month(warehouse, COUNTY, MARCH)) == ([], None)
    release(warehouse, 1, 1, 2)
    assert stale_months(warehouse, COUNTY) == [FEBRUARY]
    build_of(warehouse, 2, 1, 2)
    assert stale_months(warehouse, COUNTY) == [], "an attempt that was made is a person's to follow"


def test_of_a_chain_the_earliest_is_built_first(warehouse: Settings) -> None:
    accept_register(warehouse, JANUARY)
    for month in (1, 2, 3, 4):
        release(warehouse, month, 1)
    early = build_of(warehouse, 2, 1, 3)
    release(warehouse, 1, 1, 2)
    publish(warehouse, early.build_id)
    assert stale_months(warehouse, COUNTY) == [FEBRUARY, MARCH]
    assert next_stale_month(warehouse, COUNTY, FEBRUARY) == FEBRUARY
    assert next_stale_month(warehouse, COUNTY, APRIL) == FEBRUARY, "an announcement that got lost is made up for"
    waiting = [waits_for_forerunner(warehouse, COUNTY, month) for month in (JANUARY, FEBRUARY, MARCH, APRIL)]
    assert waiting == [False, False, True, False]


def test_a_month_waits_until_the_one_before_is_published_and_no_longer_than_its_patience(warehouse: Settings) -> None:
    accept_register(warehouse, JANUARY)
    release(warehouse, 1, 1)
    assert await_forerunner(warehouse, COUNTY, FEBRUARY, 0), "what is published is there"
    february = build_of(warehouse, 2, 1)
    assert await_forerunner(warehouse, COUNTY, FEBRUARY, 0), "a month does not wait for itself"
    assert not await_forerunner(warehouse, COUNTY, MARCH, 0)
    with ThreadPoolExecutor(1) as aside:
        waiting = aside.submit(await_forerunner, warehouse, COUNTY, MARCH)
        publish(warehouse, february.build_id)
        assert waiting.result()
    release(warehouse, 3, 1)
    assert stale_months(warehouse, COUNTY) == []
