"""Damaged rows are truly damaged, and in the measure promised."""

import re
from datetime import date

import numpy as np
import pytest

from shouwang.feeds import feed, feeds
from shouwang.people.identity_numbers import check_character
from shouwang.simulation import Plan
from shouwang.simulation.breakage import DAMAGES, applicable, broken
from shouwang.simulation.population import populate
from shouwang.simulation.rows import Row

from .conftest import JANUARY


@pytest.fixture
def rows(larger_rows: list[Row]) -> list[Row]:
    return larger_rows


def is_valid(number: str) -> bool:
    return bool(re.fullmatch(r"\d{17}[\dX]", number)) and check_character(number[:17]) == number[17]


def is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@pytest.mark.parametrize("kind", sorted(DAMAGES))
def test_each_kind_of_damage_occurs_and_spoils_its_cell(kind: str, rows: list[Row]) -> None:
    rng, hit = np.random.default_rng(0), 0
    for row in rows:
        if kind in applicable(feed(row.feed)):
            column = feed(row.feed).column(applicable(feed(row.feed))[kind])
            cell = broken(rng, row, kind, JANUARY).literals[column.name]
            assert column.required
            assert {
                "id_number": not is_valid(cell),
                "date": not is_day(cell),
                "amount": not re.fullmatch(r"-?[\d,.]+", cell),
                "code": cell not in column.codes,
            }.get(column.type, not cell)
            hit += 1
    assert hit > 0


def test_a_damaged_number_stands_nowhere_else_in_its_row(rows: list[Row]) -> None:
    certified = next(row for row in rows if row.feed == "disability_certificates" and row.state == "clean")
    damaged = broken(np.random.default_rng(0), certified, "id_empty", JANUARY)
    shown = {**certified.values, **damaged.literals}
    assert certified.subject_id_number not in "".join(str(value) for value in shown.values())


def test_about_two_in_a_hundred_are_broken_and_a_few_unmatched(rows: list[Row]) -> None:
    states = [row.state for row in rows]
    true_rows = len(rows) - states.count("unmatched")
    assert states.count("broken") == max(round(true_rows * 0.02), 1)
    assert states.count("unmatched") == max(round(true_rows * 0.005), 1)
    for row in rows:
        assert bool(row.literals) == bool(row.broken_kind) == (row.state == "broken")


def test_keys_are_unique_in_every_list(rows: list[Row]) -> None:
    for name in sorted({row.feed for row in rows}):
        keys = [tuple(row.values[column] for column in feeds()[name].key) for row in rows if row.feed == name]
        assert len(keys) == len(set(keys))


def test_strangers_have_valid_numbers_the_county_does_not_know(rows: list[Row], larger: Plan) -> None:
    strangers = [row for row in rows if row.state == "unmatched"]
    known = set(populate(larger)["id_number"])
    assert strangers
    for row in strangers:
        assert row.values[row.id_column] == row.subject_id_number
        assert is_valid(row.subject_id_number)
        assert row.subject_id_number not in known
        assert not row.household_number
