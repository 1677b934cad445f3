"""Reads a column of cells: values, kept texts, what is held and why, and what must be kept to show it as it came."""

from dataclasses import dataclass

import polars as pl

from shouwang.feeds import Column
from shouwang.landing.canonical import Context, canonical_values
from shouwang.landing.lenient import lenient_values, normalise
from shouwang.landing.problems import SCHEMA, describe

INDEX = "index"
TEXTUAL = {"text", "name", "phone", "household_number", "division_code"}


@dataclass(frozen=True)
class CleanColumn:
    """A column as read. ``values`` are null where empty or held, ``texts`` are the normalised texts of all cells.

    ``problems`` has index, reason_code, seen_shape; ``originals`` has index, cell_text of the cells that reading changed
    or that are held. Indexes count from 0 within the column.
    """

    column: Column
    values: pl.Series
    texts: pl.Series
    problems: pl.DataFrame
    originals: pl.DataFrame


def clean_column(column: Column, cells: pl.Series, context: Context) -> CleanColumn:
    """The column's cells (text, null where empty) as the declaration reads them."""
    values = canonical_values(column, cells, context)
    odd = (values.is_null() & cells.is_not_null()).arg_true()
    if odd.is_empty():
        return _finish(column, cells, cells, values, odd, context)
    original = cells.gather(odd)
    normal = normalise(column, original)
    read = lenient_values(column, normal, context)
    texts = read.zip_with(read.is_not_null(), normal) if column.type in {*TEXTUAL, "id_number", "row_key"} else normal
    values = values.scatter(odd, read)
    changed = odd.filter(texts.ne_missing(original)) if column.type in TEXTUAL else odd
    return _finish(column, cells, cells.clone().scatter(odd, texts), values, changed, context)


def _finish(
    column: Column, cells: pl.Series, texts: pl.Series, values: pl.Series, changed: pl.Series, context: Context
) -> CleanColumn:
    is_held = values.is_null() & (texts.is_not_null() | column.required)
    held = is_held.arg_true()
    problems = pl.DataFrame({INDEX: held}).hstack(describe(column, cells.gather(held), context)) if len(held) else _none()
    kept = pl.concat([changed, held]).unique().sort()
    originals = pl.DataFrame({INDEX: kept, "cell_text": cells.gather(kept)}, schema_overrides={"cell_text": pl.String})
    return CleanColumn(column, values, texts, problems, originals.drop_nulls())


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema={INDEX: pl.UInt32, **SCHEMA})
