"""Identity numbers: the samples of the standard, and each way of being wrong."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.people.identity_numbers import WEIGHTS, check_character, examine

END = date(2022, 1, 31)
SAMPLES = ["11010519491231002X", "440524188001010014"]  # printed in GB 11643-1999


def numbered(first_17: str) -> str:
    return first_17 + check_character(first_17)


def is_valid(*texts: str | None) -> list[bool]:
    return [bool(found) for found in examine(pl.Series(texts, dtype=pl.String), END).is_valid]


def test_the_samples_of_the_standard_are_valid() -> None:
    assert is_valid(*SAMPLES) == [True, True]
    assert [check_character(sample[:17]) for sample in SAMPLES] == ["X", "4"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            None,
            "",
            "1101051949123100",
            "11010519491231002x",
            "110105194912310021",
            "4.1102419800101E+17",
            "张三张三张三",
        ),
        *(numbered("41102420220201001"), numbered("41102419990229001"), numbered("41102419991301001")),
        *(numbered("41102419990100001"), numbered("99999919900101001"), "1101051949123100 X", "440524491231002"),
    ],
)
def test_each_defect_makes_a_number_invalid(text: str | None) -> None:
    assert is_valid(text, SAMPLES[0]) == [False, True]


def test_findings_say_what_is_wrong() -> None:
    unborn, no_date, miswritten = numbered("41102420220201001"), numbered("41102419990229001"), "110105194912310021"
    found = examine(pl.Series([unborn, no_date, miswritten, None]), END)
    assert found.has_form.tolist() == [True, True, True, False]
    assert found.has_birth_date.tolist() == [True, False, True, False]
    assert found.is_born.tolist() == [False, True, True, False]
    assert found.has_check_character.tolist() == [True, True, False, False]


def test_the_last_day_of_the_month_and_leap_days_are_born() -> None:
    assert is_valid(numbered("41102420220131001"), numbered("41102420000229001"), numbered("41102419000229001")) == [
        *(True, True, False),
    ]


@settings(deadline=None)
@given(st.dates(date(1850, 1, 1), END), st.integers(0, 999), st.integers(110000, 659999), st.integers(0, 17))
def test_one_changed_digit_never_goes_unnoticed(birth: date, sequence: int, place: int, position: int) -> None:
    text = numbered(f"{place}{birth:%Y%m%d}{sequence:03d}")
    assert sum(int(d) * w for d, w in zip(text[:17], WEIGHTS, strict=True)) % 11 == "10X98765432".index(text[17])
    changed = text[:position] + ("1" if text[position] != "1" else "2") + text[position + 1 :]
    assert is_valid(text, changed) == [True, False]
