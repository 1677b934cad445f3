"""Households are such as there may be."""

from datetime import date, timedelta

import polars as pl
import pytest

from shouwang.divisions import divisions
from shouwang.feeds import feed
from shouwang.simulation import Plan
from shouwang.simulation.population import populate, residents


def test_every_household_has_one_head_and_at_most_seven_members(plan: Plan, people: pl.DataFrame) -> None:
    present = residents(people, date(2022, 1, 31))
    households = present.group_by("household").agg(
        members=pl.len(), heads=(pl.col("relation_code") == "head").sum(), numbers=pl.col("household_number").n_unique()
    )
    assert len(households) == plan.household_count == people["household_number"].n_unique()
    assert households["members"].is_between(1, 7).all()
    assert (households["heads"] == 1).all()
    assert (households["numbers"] == 1).all()


def test_head_and_spouse_are_of_different_sex(people: pl.DataFrame) -> None:
    sexes = {
        relation: dict(people.filter(pl.col("relation_code") == relation).select("household", "sex_code").iter_rows())
        for relation in ("head", "spouse")
    }
    assert sexes["spouse"]
    assert all(sexes["head"][household] != sex for household, sex in sexes["spouse"].items())


def test_relations_are_declared_and_agree_with_sex_and_age(people: pl.DataFrame) -> None:
    assert set(people["relation_code"]) <= set(feed("household_register").column("relation_code").codes.values())
    heads = dict(people.filter(pl.col("relation_code") == "head").select("household", "birth_date").iter_rows())
    sexes = {"son": "male", "grandson": "male", "father": "male", "daughter": "female", "mother": "female"}
    for household, relation, sex, born in people.select(
        "household", "relation_code", "sex_code", "birth_date"
    ).iter_rows():
        assert sexes.get(relation, sex) == sex
        if relation in {"son", "daughter", "grandson", "granddaughter"}:
            assert born - heads[household] > timedelta(days=16 * 365)
        if relation in {"father", "mother"}:
            assert heads[household] - born > timedelta(days=16 * 365)


def test_some_elderly_live_alone(people: pl.DataFrame) -> None:
    alone = people.filter((pl.len().over("household") == 1) & (pl.col("birth_date") < date(1962, 1, 1)))
    assert len(alone) > 0


def test_villages_are_real_ones_of_the_county_and_unequal(plan: Plan, people: pl.DataFrame) -> None:
    heads = people.filter(pl.col("relation_code") == "head")
    for code, name in heads.select("village_code", "village_name").iter_rows():
        assert code.startswith(plan.county_code)
        assert divisions()[code].name == name
    assert heads.group_by("village_code").len()["len"].n_unique() > 1


def test_the_base_does_not_depend_on_the_months(plan: Plan, people: pl.DataFrame) -> None:
    later = Plan(plan.county_code, date(2023, 5, 1), date(2023, 6, 1), plan.household_count, plan.seed)
    assert populate(later).equals(people)


@pytest.mark.parametrize("seed", [8, 9])
def test_another_seed_is_another_county(plan: Plan, people: pl.DataFrame, seed: int) -> None:
    other = populate(Plan(plan.county_code, plan.first_month, plan.last_month, plan.household_count, seed))
    assert not other["person_name"].head(50).equals(people["person_name"].head(50))


def test_people_come_and_go_but_heads_and_whoever_may_be_struck_stay(people: pl.DataFrame) -> None:
    gone = people.filter(pl.col("leaves_on").is_not_null())
    assert len(gone) > 0
    assert gone["is_calm"].all()
    assert "head" not in set(gone["relation_code"])
    born = people.filter(pl.col("birth_date") >= date(2022, 1, 1))
    assert len(born) > 0
    assert len(residents(people, date(2026, 1, 1)).join(born, on="id_number")) < len(born)
