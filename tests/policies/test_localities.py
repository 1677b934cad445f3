"""A month of each of the five localities with every list it is due: every rule finds all it must, and nobody else."""

from datetime import date, timedelta

import pytest

from shouwang.feeds import feed
from shouwang.localities.plans import localities
from shouwang.localities.trial import Trial, try_out
from shouwang.months import months_between
from shouwang.policies import packs
from shouwang.publication.remaking import Remade, remake_lists
from shouwang.settings import Settings
from shouwang.simulation import Plan
from shouwang.simulation.county import sent_lists
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables
from tests.conftest import MakeWarehouse
from tests.knowledge import Copy, copy_known, day_of, differing, let_days_pass
from tests.physical_order import move_rows
from tests.policies.corrections import correct, publish_less

HOUSEHOLDS, SEED, SEPTEMBER = 300, 11, 9  # in September the lists of a quarter, a term and a school year are due too
ACCEPTED = """
select distinct feed from ops.deliveries where county_code = %s and month = %s and state_code = 'accepted'
"""
Lived = dict[str, tuple[Plan, Trial]]


def september(policy: str) -> Plan:
    """The first September of the locality's months."""
    plan = localities()[policy].plan(12, HOUSEHOLDS, SEED)
    (month,) = (month for month in plan.months if month.month == SEPTEMBER)
    return Plan(plan.county_code, month, month, HOUSEHOLDS, SEED, every_list=True)


@pytest.fixture(scope="module")
def settings(make_warehouse: MakeWarehouse) -> Settings:
    return make_warehouse()


@pytest.fixture(scope="module")
def lived(settings: Settings) -> Lived:
    """Every locality after its month, all in one warehouse."""
    plans = {policy: september(policy) for policy in localities()}
    return {policy: (plan, try_out(settings, plan, lambda _: None)) for policy, plan in plans.items()}


def wrong(trial: Trial) -> list[str]:
    """The rules nobody was planted for, or that missed somebody, or found somebody they must not, in words."""
    return [
        f"{score.rule}: {score.planted} planted, {score.missed} missed, {score.false} false, {score.spared} spared"
        for score in trial.scores
        if score.missed or score.false or not score.planted
    ]


def test_every_policy_has_its_locality_and_every_list_can_be_simulated() -> None:
    assert set(localities()) == set(packs())
    for policy, locality in localities().items():
        plan = locality.plan(12, HOUSEHOLDS, SEED)
        sent = {one.feed for month in plan.months for one in sent_lists(plan, month)}
        assert sent | {"household_register"} == {expected.feed for expected in packs()[policy].feeds}
        assert plan.months == tuple(months_between(plan.first_month, plan.last_month))
        assert len(plan.months) == 12


@pytest.mark.parametrize("policy", localities())
def test_every_list_that_is_due_was_accepted(settings: Settings, lived: Lived, policy: str) -> None:
    plan, _ = lived[policy]
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(ACCEPTED, (plan.county_code, plan.first_month))
        accepted = {name for (name,) in cursor.fetchall()}
    assert accepted == {expected.feed for expected in plan.pack.feeds if feed(expected.feed).cadence != "on_return"}


@pytest.mark.parametrize("policy", localities())
def test_township_lists_name_whom_the_rules_cover_and_nobody_else(lived: Lived, policy: str) -> None:
    _, trial = lived[policy]
    assert trial.lists.expected_count > len(trial.scores)
    assert (trial.lists.missing, trial.lists.unexplained) == ((), ())
    assert [score.rule for score in trial.scores if not score.spared] == []


@pytest.mark.requirement("YL-02", "YL-05", "YL-06")
def test_yanling_finds_large_bills_listed_illnesses_injuries_and_school_hardship(lived: Lived) -> None:
    assert wrong(lived["yanling"][1]) == []


@pytest.mark.requirement("LA-03")
def test_luan_judges_the_nine_lists_of_its_departments(lived: Lived) -> None:
    assert wrong(lived["luan"][1]) == []


@pytest.mark.requirement("LS-15")
def test_lieshan_applies_its_push_rules(lived: Lived) -> None:
    assert wrong(lived["lieshan"][1]) == []


def test_qidong_finds_other_hardship_of_those_in_relief_and_outside(lived: Lived) -> None:
    assert wrong(lived["qidong"][1]) == []


def test_linfen_finds_whom_relief_reached_and_who_left_it(lived: Lived) -> None:
    assert wrong(lived["linfen"][1]) == []


CORRECTIONS, CORRECTED = 12, "qidong"  # of every list of one locality; the others' lists say less, twice


@pytest.fixture(scope="module")
def first_known(settings: Settings, lived: Lived) -> Copy:
    """What every locality was told first, a month before it is corrected."""
    assert lived
    copied = copy_known(settings, "first")
    let_days_pass(settings, 31)
    return copied


@pytest.fixture(scope="module")
def corrections(settings: Settings, lived: Lived, first_known: Copy) -> int:
    """How many lists of the one locality were sent again; every locality's lists are supplemented."""
    assert first_known.publication_count == len(lived)
    counts = [correct(settings, plan) for policy, (plan, _) in lived.items() if policy == CORRECTED]
    for plan, _ in lived.values():
        assert all(publish_less(settings, plan.county_code, plan.first_month, number).is_changed for number in (1, 2))
    move_rows(settings, "elsewhere")
    return sum(counts)


@pytest.fixture(scope="module")
def made_again(settings: Settings, lived: Lived, corrections: int) -> list[Remade]:
    """Every list that left, made again after all that."""
    assert corrections
    return [made for plan, _ in lived.values() for made in remake_lists(settings, plan.county_code)]


@pytest.mark.requirement("WH-05")
def test_every_list_comes_out_again_byte_for_byte_after_later_corrections(
    lived: Lived, corrections: int, made_again: list[Remade]
) -> None:
    assert corrections >= CORRECTIONS
    assert [made.issued.file_path for made in made_again if not made.is_same] == []
    revisions = [made.issued.revision for made in made_again]
    assert all(revisions.count(revision) >= len(lived) for revision in (1, 2, 3))
    assert {made.reasons for made in made_again} == {()}


@pytest.mark.requirement("WH-07")
@pytest.mark.usefixtures("corrections")
def test_every_relation_says_what_was_known_before_the_corrections(settings: Settings, first_known: Copy) -> None:
    day = day_of(settings, first_known)
    tables = [table.name for table in published_tables()]
    assert {name: count for name in tables if (count := differing(settings, first_known, name, day))} == {}
    said = [name for name in tables if first_known.row_counts[name]]
    unchanged = [name for name in said if not differing(settings, first_known, name, date.max - timedelta(days=1))]
    assert (len(said) > len(tables) / 2, len(unchanged) < len(said) / 10) == (True, True), unchanged
