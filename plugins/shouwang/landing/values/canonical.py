"""The spelling each value reads back as: whoever writes it so is taken at his word, and nothing else needs keeping.

``canonical_values`` is the fast way over whole columns; what it leaves null and is not empty goes to ``lenient``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from shouwang.feeds import Column
from shouwang.landing.rows.header_rows import plain_text
from shouwang.people.identity_cells import ends_in_zeros, shows_ruin
from shouwang.people.identity_numbers import examine

ODD_CHARACTER = r"^[=#]|锟|[^\x21-\x7E\x{4E00}-\x{9FFF}]"  # also how a cell begins that lost what it held
POWER_OF_TEN = r"^[+-]?\d(\.\d+)?[eE]\+?\d+$"
AMOUNT = r"^(0|-?[1-9]\d{0,11}|-?(0|[1-9]\d{0,11})\.\d{1,2})$"  # a 0 at the end of a fraction says nothing
COUNT = r"^(0|[1-9]\d{0,8})$"
DATE = r"^(19|20)\d\d-\d\d-\d\d$"
MONTH = r"^(19|20)\d\d(0[1-9]|1[0-2])$"
REPEATED = {"text", "division_code", "household_number"}


@dataclass(frozen=True)
class Context:
    """What reading a cell depends on besides the cell: last day of the data month, the county's villages, the keys.

    ``split_villages`` are ended codes that became several villages, with what they became in words.
    """

    latest_birth: date
    village_codes: frozenset[str]
    is_row_key: Callable[[str], bool]
    key: tuple[str, ...]
    split_villages: Mapping[str, str] = field(default_factory=dict)


def canonical_values(column: Column, texts: pl.Series, context: Context) -> pl.Series:
    """The values of cells in the canonical spelling, null for all others. Dates are dates, the rest is text."""
    if column.type in REPEATED and len(texts):
        runs = texts.rle().struct.field("value")  # what repeats itself down a list is looked at once
        if _is_canonical(column, runs, context).fill_null(value=True).all():
            return texts
    if column.type == "code":
        return _codes(texts, canonical_labels(column))
    if column.type == "date":
        return _where(texts, texts.str.contains(DATE)).str.to_date("%Y-%m-%d", strict=False)
    if column.type == "month":
        return (_where(texts, texts.str.contains(MONTH)) + "01").str.to_date("%Y%m%d", strict=False)
    return _where(texts, _is_canonical(column, texts, context))


def _codes(texts: pl.Series, code_of: dict[str, str]) -> pl.Series:
    places = texts.cast(pl.Enum(list(code_of)), strict=False).to_physical()
    return pl.Series(texts.name, list(code_of.values())).gather(places)


def canonical_labels(column: Column) -> dict[str, str]:
    """The first label of each code, to its code."""
    return {label: code for code, label in column.label_of.items()}


def labels(column: Column) -> dict[str, str]:
    """Every label in plain spelling, to its code."""
    return {plain_text(label): code for label, code in column.codes.items()}


def is_identifier(column: Column, context: Context) -> bool:
    """Whether losing digits in the cell would make one thing another."""
    return column.type == "household_number" or column.name in context.key


def sound_id_numbers(texts: pl.Series, context: Context) -> pl.Series:
    """Whether each text is a valid identity number of somebody born by the end of the data month.

    None that ends in 000 is, where a spreadsheet program took the last digits of others.
    """
    is_valid = pl.Series(examine(texts, context.latest_birth).is_valid)
    if is_valid.all() or not shows_ruin(texts.filter(~is_valid)):
        return is_valid
    return is_valid & ~ends_in_zeros(texts)


def _is_canonical(column: Column, texts: pl.Series, context: Context) -> pl.Series:
    match column.type:
        case "id_number":
            return sound_id_numbers(texts, context)
        case "amount":
            return texts.str.contains(AMOUNT)
        case "count":
            return texts.str.contains(COUNT)
        case "division_code":
            return texts.is_in(list(context.village_codes))
        case "row_key":
            return texts.map_elements(
                lambda text: text == text.strip().lower() and context.is_row_key(text), pl.Boolean
            )
    plain = ~texts.str.contains(ODD_CHARACTER)
    return plain & ~texts.str.contains(POWER_OF_TEN) if is_identifier(column, context) else plain


def _where(texts: pl.Series, is_kept: pl.Series) -> pl.Series:
    kept = is_kept.fill_null(value=False)
    return texts if kept.all() else texts.set(~kept, None)
