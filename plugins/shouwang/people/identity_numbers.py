"""Citizen identity numbers (GB 11643-1999): 6 place of first issue, 8 birth date, 3 sequence, 1 check character."""

from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
FIRST_YEAR = 1850
ZERO = np.uint8(48)
Flags = npt.NDArray[np.bool_]

_CHECK_BYTES = np.frombuffer(CHECK_CHARACTERS.encode(), np.uint8)
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
_FEBRUARY = 2


class Findings(NamedTuple):
    """What holds of each number of a column, in order; a number is valid when all four hold."""

    has_form: Flags
    has_birth_date: Flags
    is_born: Flags
    has_check_character: Flags

    @property
    def is_valid(self) -> Flags:
        """Whether everything holds."""
        return self.has_form & self.has_birth_date & self.is_born & self.has_check_character


def check_character(first_17: str) -> str:
    """The 18th character that belongs to 17 digits; ValueError when they are not digits."""
    return CHECK_CHARACTERS[sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True)) % 11]


def examine(texts: pl.Series, latest_birth: date) -> Findings:
    """Findings on normalised texts; null and texts of another length have no form, and nothing else holds of them.

    Form: 17 digits and a digit or X, not beginning like a placeholder (999999, 000000, 111111, 123456). Births after
    ``latest_birth`` are not born.
    """
    fits = (texts.str.len_bytes() == LENGTH).fill_null(value=False)
    if fits.all():
        return _examine(texts, latest_birth)
    where = fits.to_numpy()
    found = _examine(texts.filter(fits), latest_birth)
    spread = np.zeros((len(Findings._fields), len(texts)), np.bool_)
    spread[:, where] = np.stack(found)
    return Findings(*spread)


def _examine(texts: pl.Series, latest_birth: date) -> Findings:
    joined = texts.str.join("").item().encode()
    places = np.ascontiguousarray(np.frombuffer(joined, np.uint8).reshape(-1, LENGTH).T)
    digits, last = places[:17] - ZERO, places[17]  # anything that is no digit becomes 10 or more
    has_form = (np.max(digits, axis=0) <= 9) & ((last - ZERO <= 9) | (last == ord("X")))  # noqa: PLR2004 -- digits
    has_form &= ~_is_placeholder(digits[:6])
    remainder = _weighted(digits, WEIGHTS) % 11
    year, month, day = (_weighted(digits[a:b], (1000, 100, 10, 1)[a - b :]) for a, b in ((6, 10), (10, 12), (12, 14)))
    born = year * 10_000 + month * 100 + day <= int(f"{latest_birth:%Y%m%d}")
    has_date = has_form & _exists(year, month, day)
    return Findings(has_form, has_date, has_form & born, has_form & (_CHECK_BYTES[remainder] == last))


def check_characters(first_17: pl.Series) -> pl.Series:
    """The 18th character that belongs to each text of 17 digits."""
    joined = first_17.str.join("").item().encode()
    digits = np.ascontiguousarray(np.frombuffer(joined, np.uint8).reshape(-1, LENGTH - 1).T) - ZERO
    return pl.Series(list(CHECK_CHARACTERS), dtype=pl.String).gather(_weighted(digits, WEIGHTS) % 11)


def _is_placeholder(places: npt.NDArray[np.uint8]) -> Flags:
    """Whether six digits stand for a person without a number: 999999, 000000, 111111, 123456."""
    repeats = (places == places[0]).all(axis=0) & ((places[0] <= 1) | (places[0] == 9))  # noqa: PLR2004 -- a digit
    counts = (places == np.arange(1, 7, dtype=np.uint8)[:, None]).all(axis=0)
    found: Flags = repeats | counts
    return found


def _weighted(digits: npt.NDArray[np.uint8], weights: tuple[int, ...]) -> npt.NDArray[np.int32]:
    total = np.zeros(digits.shape[1], np.uint16)
    for place, weight in zip(digits, weights, strict=True):
        total += place * np.uint16(weight)
    return total.astype(np.int32)


def _exists(year: npt.NDArray[np.int32], month: npt.NDArray[np.int32], day: npt.NDArray[np.int32]) -> Flags:
    in_year = (month >= 1) & (month <= 12)  # noqa: PLR2004 -- months
    days = _MONTH_DAYS[np.where(in_year, month, 0)]
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = days + (is_leap & (month == _FEBRUARY))
    exists: Flags = (year >= FIRST_YEAR) & in_year & (day >= 1) & (day <= days)
    return exists
