"""Cells of workbooks as the text a person sees, a column at a time."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

EXACT_DIGITS = 15  # a number cell keeps no more (IEEE 754), nor does any spreadsheet program
SMALLEST_PLAIN = 1e-4  # below it a number is written with a power of ten
SHORT_NUMBER = r"^-?\d{1,15}(\.\d+)?$"


def cell_text(value: Any) -> str | None:
    """The text a person sees in a cell; None for an empty one.

    A whole number stands without a point; from 16 digits on a spreadsheet has lost the last ones and shows a power of
    ten, which is what stands here (4.1102419800101E+17), so that nobody takes it for the number it was.
    """
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(float(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number_text(value: float) -> str:
    if abs(value) < 10**EXACT_DIGITS:
        return str(int(value)) if value.is_integer() else format(value, f".{EXACT_DIGITS}g")
    mantissa, exponent = f"{value:.{EXACT_DIGITS - 1}E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def text_column(values: Sequence[Any]) -> pl.Series:
    """The texts of a column's cells, null where empty: ``cell_text`` of each, cells of a kind all at once."""
    kinds = set(map(type, values))
    if len(kinds) == 1:
        return _texts_of_kind(kinds.pop(), values)
    texts = pl.Series([None], dtype=pl.String).new_from_index(0, len(values))
    for kind in kinds:
        places = [place for place, value in enumerate(values) if type(value) is kind]
        texts = texts.scatter(places, _texts_of_kind(kind, [values[place] for place in places]))
    return texts


def _texts_of_kind(kind: type, values: Sequence[Any]) -> pl.Series:
    if kind is str:
        texts = pl.Series(values, dtype=pl.String)
        return texts.set(texts == "", None)
    if kind is float:
        return _number_texts(pl.Series(values, dtype=pl.Float64), values)
    if kind is date:
        return pl.Series(values, dtype=pl.Date).cast(pl.String)
    return pl.Series([cell_text(value) for value in values], dtype=pl.String)


def _number_texts(numbers: pl.Series, values: Sequence[float]) -> pl.Series:
    """The shortest decimals that read back as the numbers, where that takes no more than the digits a cell keeps."""
    texts = numbers.cast(pl.String).str.strip_suffix(".0")
    digits = texts.str.len_bytes() - texts.str.contains(".", literal=True) - texts.str.starts_with("-")
    is_tiny = (numbers.abs() < SMALLEST_PLAIN) & (numbers != 0)
    odd = (~texts.str.contains(SHORT_NUMBER) | (digits > EXACT_DIGITS) | is_tiny).arg_true()
    return texts.scatter(odd, [cell_text(values[place]) for place in odd]) if len(odd) else texts
