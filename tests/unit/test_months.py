"""Months, written 2022-01."""

from datetime import date

import pytest

from shouwang.months import following, months_before, months_between, parse_month


def test_months_run_over_the_end_of_a_year() -> None:
    assert following(date(2022, 12, 1)) == date(2023, 1, 1)
    assert months_between(date(2022, 11, 1), date(2023, 1, 1)) == [
        date(2022, 11, 1),
        date(2022, 12, 1),
        date(2023, 1, 1),
    ]


def test_months_run_back_over_the_beginning_of_a_year() -> None:
    assert [months_before(date(2022, 2, 1), count) for count in (0, 1, 2, 26)] == [
        date(2022, 2, 1),
        date(2022, 1, 1),
        date(2021, 12, 1),
        date(2019, 12, 1),
    ]


@pytest.mark.parametrize("text", ["2022-13", "202201", "2022-1", "一月"])
def test_another_form_is_answered_with_what_was_seen(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_month(text)
