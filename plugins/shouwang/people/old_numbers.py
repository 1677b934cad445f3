"""The numbers of 15 digits given out until 1999: 6 place, 6 birth date without its century, 3 sequence, no check."""

from datetime import date

import polars as pl

from shouwang.people.identity_numbers import check_characters

FORM = r"^\d{15}$"
CENTENARIAN = r"99[6-9]$"  # sequences given to people who were over a hundred: their century is not 19
CENTURY = "19"


def widened(numbers: pl.Series) -> pl.Series:
    """The 18 characters each number of 15 digits became (GB 11643-1999): the century and the check character put in."""
    if numbers.is_empty():
        return numbers
    first_17 = numbers.str.head(6) + CENTURY + numbers.str.tail(9)
    return first_17 + check_characters(first_17)


def is_centenarian(numbers: pl.Series) -> pl.Series:
    """Whether the number belongs to somebody born before 1900, or in a century the number does not say."""
    return numbers.str.contains(CENTENARIAN)


def may_be_cut_off(numbers: pl.Series, latest_birth: date) -> pl.Series:
    """Whether 15 digits may as well be the beginning of a number of 18: place, full birth date, first of the sequence.

    411024200503121 is somebody born on 3 May 1920, or the beginning of the number of a child born on 12 March 2005.
    """
    day = numbers.str.slice(6, 8)
    born = day.str.to_date("%Y%m%d", strict=False)
    return (born.is_not_null() & day.str.contains("^(19|20)") & (born <= latest_birth)).fill_null(value=False)
