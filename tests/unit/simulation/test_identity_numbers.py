"""Identity numbers keep the standard, checked here by its own words and samples."""

import numpy as np
import polars as pl
import pytest

from shouwang.people.identity_numbers import check_character
from shouwang.simulation.identity_numbers import RESIDENT_RANKS, identity_numbers, ranks

SAMPLES = ["11010519491231002X", "440524188001010014"]  # printed in GB 11643-1999


@pytest.mark.parametrize("number", SAMPLES)
def test_check_character_of_the_samples_in_the_standard(number: str) -> None:
    assert check_character(number[:17]) == number[17]


def test_made_in_bulk_they_are_the_same_as_one_by_one() -> None:
    areas, births = np.array([110105, 440524]), np.array(["1949-12-31", "1880-01-01"], dtype="datetime64[D]")
    made = identity_numbers(areas, births, np.array([False, True]), np.array([0, 0]))
    assert made.to_list() == [
        "11010519491231002" + check_character("11010519491231002"),
        "44052418800101001" + check_character("44052418800101001"),
    ]
    assert made[0] == SAMPLES[0]


def test_people_of_the_county_have_distinct_valid_numbers_that_agree_with_them(people: pl.DataFrame) -> None:
    assert people["id_number"].n_unique() == len(people)
    for person in people.iter_rows(named=True):
        number = person["id_number"]
        assert check_character(number[:17]) == number[17]
        assert number[6:14] == f"{person['birth_date']:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (person["sex_code"] == "male")


def test_more_people_than_numbers_are_refused() -> None:
    size = RESIDENT_RANKS + 1
    births = np.full(size, np.datetime64("2000-01-01", "D"))
    with pytest.raises(ValueError, match="请减少户数"):
        ranks(np.full(size, 411024), births, np.ones(size, dtype=bool))
