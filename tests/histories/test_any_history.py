"""Arrivals, corrections, withdrawals, answers and publications in any order: in the end what is known in order."""

import logging
import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import permutations
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from shouwang.build import NoRegister, prepare
from shouwang.build.newest import stale_months
from shouwang.landing import withdraw
from shouwang.publication import publish
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse, run_as_admin
from tests.histories.answered_year import TAKEN_BACK, tell_answered_year
from tests.histories.arrivals import receive
from tests.histories.compiled_models import PUBLISHED, compile_people, make_build
from tests.histories.county_year import COUNTY, MONTHS
from tests.histories.kept_connections import keep_connections
from tests.histories.lives import (
    ARRIVE,
    Deliveries,
    Make,
    fingerprint_lives,
    forget_everything,
    remember_deliveries,
)

HISTORIES = int(os.environ.get("SHOUWANG_TEST_HISTORIES", "2"))  # `make orders` lives two hundred
STEPS = 40
KNOWN = (*PUBLISHED, "fct_household_risk_months", "fct_household_status_months", "rpt_township_referrals")
TAKEN = """
select delivery_id from ops.remembered where feed = 'medical_insurance_relief' and extract(month from month) = any(%s)
order by 1
"""
STATUSES = "select distinct status_code from marts.fct_household_status_months"
FIRST = MONTHS[:4]
LOGGER = logging.getLogger(__name__)


class County(NamedTuple):
    """A warehouse into which every file of the year was landed, and how a month of it is built."""

    settings: Settings
    deliveries: Deliveries
    taken_back: tuple[int, ...]
    make: Make

    def arrive(self, *numbers: int) -> None:
        """Let landed deliveries be known."""
        with connect(self.settings, "admin", "test") as connection, connection.cursor() as cursor:
            cursor.execute(ARRIVE, (list(numbers),))

    def take_back(self, number: int) -> None:
        """Withdraw a delivery in its department's name."""
        withdraw(self.settings, number, "部门来函撤回", "reviewer")

    def publish(self, month: date) -> bool:
        """Build and publish the month as it is known now; whether it could be."""
        try:
            build = prepare(self.settings, COUNTY, month)
        except NoRegister:
            return False
        self.make(self.settings, build)
        publish(self.settings, build.build_id)
        return True

    def finish(self, waiting: set[date]) -> str:
        """Publish what waits and whatever becomes stale, the earliest first; what is known in the end."""
        while waiting := waiting | set(stale_months(self.settings, COUNTY)):
            month = min(waiting)
            assert self.publish(month)
            waiting = waiting - {month}
        return fingerprint_lives(self.settings)


@pytest.fixture(scope="module")
def county(make_warehouse: MakeWarehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """The county whose year is told, everything landed for real."""
    made = make_warehouse()
    run_as_admin(made, f"alter database {made.warehouse_database} set synchronous_commit = off")
    receive(made, tell_answered_year(made.secret("pseudonym_key")))
    models = compile_people(made, tmp_path_factory.mktemp("compiled"), KNOWN)
    deliveries = remember_deliveries(made)
    with connect(made, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(TAKEN, (list(TAKEN_BACK),))
        taken = tuple(number for (number,) in cursor.fetchall())
    with keep_connections():
        yield County(made, deliveries, taken, partial(make_build, models=models))


@pytest.fixture(scope="module")
def in_order() -> dict[frozenset[int], str]:
    """Withdrawn deliveries to what is known when everything else is there and the months are published in order."""
    return {}


def tell_in_order(county: County, withdrawn: frozenset[int], found: dict[frozenset[int], str]) -> str:
    """The history without detours."""
    if withdrawn not in found:
        forget_everything(county.settings)
        county.arrive(*county.deliveries)
        for number in sorted(withdrawn):
            county.take_back(number)
        found[withdrawn] = county.finish(set(MONTHS))
    return found[withdrawn]


class Histories(RuleBasedStateMachine):
    """A year in some order; ``county`` and ``in_order`` are given by the test."""

    county: County
    in_order: dict[frozenset[int], str]
    lived = 0

    @initialize()
    def begin(self) -> None:
        """Nothing is known."""
        forget_everything(self.county.settings)
        self.to_come = dict(self.county.deliveries)
        self.waiting: set[date] = set()
        self.withdrawn: frozenset[int] = frozenset()

    @rule(chance=st.data(), count=st.integers(1, 6))
    @precondition(lambda self: self.to_come)
    def arrive(self, chance: Any, count: int) -> None:
        """Some files come, each after the one it corrects."""
        for _ in range(min(count, len(self.to_come))):
            ready = sorted(n for n, (_, before) in self.to_come.items() if before not in self.to_come)
            number = chance.draw(st.sampled_from(ready))
            self.waiting.add(self.to_come.pop(number)[0])
            self.county.arrive(number)

    @rule(chance=st.data())
    @precondition(lambda self: self.withdrawable())
    def take_back(self, chance: Any) -> None:
        """A department takes a list back."""
        number = chance.draw(st.sampled_from(self.withdrawable()))
        self.county.take_back(number)
        self.withdrawn |= {number}
        self.waiting.add(self.county.deliveries[number][0])

    @rule(chance=st.data())
    @precondition(lambda self: self.waiting)
    def publish(self, chance: Any) -> None:
        """A month that waits is published, whichever."""
        month = chance.draw(st.sampled_from(sorted(self.waiting)))
        if self.county.publish(month):
            self.waiting = (self.waiting - {month}) | set(stale_months(self.county.settings, COUNTY))

    def withdrawable(self) -> list[int]:
        """Lists that came and may be taken back."""
        return [number for number in self.county.taken_back if number not in {*self.to_come, *self.withdrawn}]

    def teardown(self) -> None:
        """The rest comes, what waits is published: the history is the one told in order."""
        self.county.arrive(*self.to_come)
        found = self.county.finish(self.waiting | {month for month, _ in self.to_come.values()})
        assert found == tell_in_order(self.county, self.withdrawn, self.in_order)
        Histories.lived += 1
        LOGGER.info("history %s: the same in the end", Histories.lived)  # more than asked for: some end early


def test_any_history_is_in_the_end_the_one_in_order(county: County, in_order: dict[frozenset[int], str]) -> None:
    Histories.county, Histories.in_order = county, in_order
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Histories, settings=settings(max_examples=HISTORIES, stateful_step_count=STEPS, suppress_health_check=checks)
    )


def test_all_orders_of_four_months_give_one_history(county: County) -> None:
    found = set()
    first = [number for number, (month, _) in county.deliveries.items() if month in FIRST]
    for order in permutations(FIRST):
        forget_everything(county.settings)
        county.arrive(*first)
        assert all(county.publish(month) for month in order)
        found.add(county.finish(set()))
    assert len(found) == 1


def test_the_history_holds_risks_and_every_answer(county: County, in_order: dict[frozenset[int], str]) -> None:
    assert tell_in_order(county, frozenset(county.taken_back), in_order) != tell_in_order(county, frozenset(), {})
    with connect(county.settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(STATUSES)
        assert {"referred", "confirmed", "supported", "not_confirmed"} <= {code for (code,) in cursor.fetchall()}
