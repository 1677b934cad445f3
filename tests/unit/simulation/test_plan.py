"""A plan says which months and refuses what cannot be."""

from datetime import date

import pytest

from shouwang.simulation import Plan


def test_months_run_over_the_turn_of_the_year() -> None:
    plan = Plan("411024", date(2022, 11, 1), date(2023, 2, 1), 10, 1)
    assert [f"{month:%Y-%m}" for month in plan.months] == ["2022-11", "2022-12", "2023-01", "2023-02"]


@pytest.mark.parametrize(
    ("first", "last", "households", "seed"),
    [
        (date(2022, 2, 1), date(2022, 1, 1), 10, 1),
        (date(2022, 1, 2), date(2022, 2, 1), 10, 1),
        (date(2022, 1, 1), date(2022, 2, 1), 0, 1),
        (date(2022, 1, 1), date(2022, 2, 1), 10, -1),
    ],
)
def test_impossible_plans_are_refused(first: date, last: date, households: int, seed: int) -> None:
    with pytest.raises(ValueError, match="请改正"):
        Plan("411024", first, last, households, seed)


@pytest.mark.parametrize("county_code", ["999999", "411025"])  # no such county; one that is not served
def test_unknown_counties_are_refused(county_code: str) -> None:
    with pytest.raises(LookupError):
        Plan(county_code, date(2022, 1, 1), date(2022, 1, 1), 10, 1)
