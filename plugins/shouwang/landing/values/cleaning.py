"""Reads a column of cells: values, kept texts, what is held and why, and what must be kept to show it as it came."""

from dataclasses import dataclass

import polars as pl

from shouwang.feeds import Column
from shouwang.landing.files.tables import LOST
from shouwang.landing.values.canonical import Context, canonical_values
from shouwang.landing.values.lenient import lenient_values, normalise
from shouwang.landing.values.problems import SCHEMA, describe

INDEX = "index"
SPELLED = {"id_number", "row_key"}  # text whose letters are put into one case
TEXTUAL = {"text", "name", "phone", "household_number", "division_code"}


@dataclass(frozen=True)
class CleanColumn:
    """A column as read. ``values`` are null where empty or held, ``texts`` are the normalised texts of all cells.

    ``problems`` has index, reason_code, seen_shape; ``originals`` has index, cell_text of the cells that reading
    changed or that are held. Indexes count from 0 within the column.
    """

    column: Column
    values: pl.Series
    texts: pl.Series
    problems: pl.DataFrame
    originals: pl.DataFrame


def clean_column(column: Column, cells: pl.Series, context: Context, factor: int = 1) -> CleanColumn:
    """The column's cells (text, null where empty) as the declaration reads them.

    ``factor``: yuan in the unit of amounts that name none themselves; what is not in yuan reads otherwise than it says.
    """
    values = canonical_values(column, cells, context) if factor == 1 else cells.clear(len(cells))
    odd = (values.is_null() & cells.is_not_null()).arg_true()
    texts, changed = cells, odd
    if len(odd):
        original = cells.gather(odd)
        normal, read = _read(column, original, context, factor)
        texts, values = cells.clone().scatter(odd, normal), values.scatter(odd, read)
        changed = odd.filter(normal.ne_missing(original)) if column.type in TEXTUAL else odd
    held = (values.is_null() & (texts.is_not_null() | column.required)).arg_true()
    problems, originals = _problems(column, cells, held, context), _originals(cells, changed, held)
    return CleanColumn(column, values, texts, problems, originals)


def _read(column: Column, original: pl.Series, context: Context, factor: int) -> tuple[pl.Series, pl.Series]:
    """Normalised texts and values of cells in another than the canonical spelling."""
    normal = normalise(column, original)
    is_lost = original.str.contains(LOST).fill_null(value=False)
    values = lenient_values(column, normal, context, factor).set(is_lost, None)
    is_text = column.type in {*TEXTUAL, *SPELLED}
    return (values.zip_with(values.is_not_null(), normal) if is_text else normal), values


def _problems(column: Column, cells: pl.Series, held: pl.Series, context: Context) -> pl.DataFrame:
    if held.is_empty():
        return pl.DataFrame(schema={INDEX: pl.UInt32, **SCHEMA})
    return pl.DataFrame({INDEX: held}).hstack(describe(column, cells.gather(held), context))


def _originals(cells: pl.Series, changed: pl.Series, held: pl.Series) -> pl.DataFrame:
    kept = pl.concat([changed, held]).unique().sort()
    texts = cells.gather(kept).alias("cell_text")
    return pl.DataFrame([kept.alias(INDEX), texts]).drop_nulls()
