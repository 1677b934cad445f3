"""A delivery as batches of judged rows: values, kept texts, held cells and original cells. Opens no connection."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from shouwang.feeds import Column, Feed
from shouwang.landing.duplicates import FIRST, KeyRegister
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.rows.extras import extra_cells
from shouwang.landing.rows.filling import Filler
from shouwang.landing.rows.headers import Header
from shouwang.landing.rows.identification import Identified
from shouwang.landing.rows.sorting import sort_rows
from shouwang.landing.values.canonical import Context
from shouwang.landing.values.cleaning import INDEX, CleanColumn, clean_column
from shouwang.landing.values.reasons import DUPLICATE

ACCEPTED = "is_accepted"
COLUMN_NAME = "column_name"
HELD = [ROW_NUMBER, COLUMN_NAME, "reason_code", "seen_shape"]
ORIGINAL = [ROW_NUMBER, COLUMN_NAME, "cell_text"]


@dataclass(frozen=True)
class Batch:
    """Some thousand rows of a delivery.

    ``rows`` has row_number, is_accepted and the declared columns (null where empty or held); ``texts`` row_number and
    the normalised texts of the declared columns; ``held`` row_number, column_name, reason_code, seen_shape;
    ``originals`` row_number, column_name, cell_text; ``extras`` row_number and cells, the columns no declaration names
    as a JSON object. ``dropped`` counts the rows that are no data (header and titles too) by reason code, so that
    rows and dropped ones together are all rows of the sheet.
    """

    rows: pl.DataFrame
    texts: pl.DataFrame
    held: pl.DataFrame
    originals: pl.DataFrame
    extras: pl.DataFrame
    dropped: dict[str, int]


def judged_batches(identified: Identified, context: Context, known_keys: pl.DataFrame | None = None) -> Iterator[Batch]:
    """Every data row of the delivery once, in the order of the file. Raises RefusalError where the file is damaged.

    ``known_keys`` are rows of earlier deliveries whose keys count as taken (see ``KeyRegister``).
    """
    feed, header = identified.feed, identified.header
    register, filler = KeyRegister(feed.key, known_keys), Filler(identified.table, feed, header)
    for frame in identified.table.pieces():
        data, dropped = sort_rows(frame, feed, header)
        yield _judge(filler.fill(data, frame), identified, context, register, dropped)


def _judge(
    data: pl.DataFrame, identified: Identified, context: Context, register: KeyRegister, dropped: dict[str, int]
) -> Batch:
    feed, header = identified.feed, identified.header
    columns = [clean_column(c, _cells(data, c, header), context, header.factor(c)) for c in feed.columns]
    numbers = data[ROW_NUMBER]
    held = pl.concat([_at(numbers, clean, clean.problems) for clean in columns]).select(HELD)
    originals = pl.concat([_at(numbers, clean, clean.originals) for clean in columns]).select(ORIGINAL)
    rows = pl.DataFrame([numbers, *(clean.values.alias(clean.column.name) for clean in columns)])
    texts = pl.DataFrame([numbers, *(clean.texts.alias(clean.column.name) for clean in columns)])
    repeated = _repeated(rows, held, feed, register)
    held = pl.concat([held, repeated]).sort(ROW_NUMBER, maintain_order=True)
    rows = rows.insert_column(1, _is_accepted(numbers, held))
    originals = _with_repeated(originals, repeated, data, identified)
    return Batch(rows, texts, held, originals, extra_cells(data, header), dropped)


def _cells(data: pl.DataFrame, column: Column, header: Header) -> pl.Series:
    if column.name in header.positions:
        return data[f"c{header.positions[column.name]}"].alias(column.name)
    return pl.Series(column.name, [None], pl.String).extend_constant(None, max(data.height - 1, 0)).head(data.height)


def _at(numbers: pl.Series, clean: CleanColumn, found: pl.DataFrame) -> pl.DataFrame:
    return found.with_columns(
        numbers.gather(found[INDEX]).alias(ROW_NUMBER), pl.lit(clean.column.name).alias(COLUMN_NAME)
    )


def _is_accepted(numbers: pl.Series, held: pl.DataFrame) -> pl.Series:
    return (~numbers.is_in(held[ROW_NUMBER].implode())).alias(ACCEPTED)


def _repeated(rows: pl.DataFrame, held: pl.DataFrame, feed: Feed, register: KeyRegister) -> pl.DataFrame:
    readable = rows.filter(_is_accepted(rows[ROW_NUMBER], held)).select(ROW_NUMBER, *feed.key)
    found = register.repeated(readable)
    earlier, here = pl.format("与先前报送的第{}行重复", -pl.col(FIRST)), pl.format("与第{}行重复", FIRST)
    seen = pl.when(pl.col(FIRST) < 0).then(earlier).otherwise(here)
    return found.select(
        ROW_NUMBER,
        pl.lit(feed.key[0]).alias(COLUMN_NAME),
        pl.lit(DUPLICATE).alias("reason_code"),
        seen.alias("seen_shape"),
    )


def _with_repeated(
    originals: pl.DataFrame, repeated: pl.DataFrame, data: pl.DataFrame, identified: Identified
) -> pl.DataFrame:
    """The key cell of a repeated row is held too: keep it as it came, unless it is kept already."""
    if repeated.is_empty():
        return originals
    name = identified.feed.key[0]
    cell = pl.col(f"c{identified.header.positions[name]}").alias("cell_text")
    kept = data.join(repeated, on=ROW_NUMBER, how="semi").select(ROW_NUMBER, pl.lit(name).alias(COLUMN_NAME), cell)
    return pl.concat([originals, kept]).unique([ROW_NUMBER, COLUMN_NAME], keep="first", maintain_order=True)
