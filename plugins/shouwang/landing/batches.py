"""A delivery as batches of judged rows: values, kept texts, held cells and original cells. Opens no connection."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from shouwang.feeds import Column, Feed
from shouwang.landing.contents.known import CONTENT
from shouwang.landing.contents.reuse import NOTHING, Reuse, lasting
from shouwang.landing.duplicates import FIRST, KeyRegister
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.identities.signatures import Standing, read_by_decision
from shouwang.landing.returns.judging import Rows, settle
from shouwang.landing.rows.extras import extra_cells
from shouwang.landing.rows.filling import Filler
from shouwang.landing.rows.headers import Header
from shouwang.landing.rows.identification import Identified
from shouwang.landing.rows.kinds import UNANSWERED
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
    as a JSON object; ``signatures`` the identity cells that could not be read (``signatures.MARKED``). ``dropped``
    counts the rows that are no data (header and titles too) by reason code. ``reused`` are the rows whose content is
    known from an earlier delivery (``reuse.RECOGNISED``): accepted, and not among ``rows``. Rows, reused and dropped
    ones together are all rows of the sheet. ``digests`` are those of the rows that may be used again.
    """

    rows: pl.DataFrame
    texts: pl.DataFrame
    held: pl.DataFrame
    originals: pl.DataFrame
    extras: pl.DataFrame
    dropped: dict[str, int]
    signatures: pl.DataFrame
    reused: pl.DataFrame = field(default_factory=lambda: NOTHING)
    digests: pl.DataFrame = field(default_factory=lambda: NOTHING.drop(CONTENT))

    @property
    def row_count(self) -> int:
        """How many rows of data it has."""
        return self.rows.height + self.reused.height

    @property
    def accepted_count(self) -> int:
        """How many of them are accepted."""
        return int(self.rows[ACCEPTED].sum()) + self.reused.height


class Judges(NamedTuple):
    """What judging rows depends on besides their text: the context, the decisions in force, what is known already."""

    identified: Identified
    context: Context
    standing: Standing | None
    reuse: Reuse | None


class Findings(NamedTuple):
    """What reading rows found, but for repeated keys (see ``Batch``)."""

    rows: pl.DataFrame
    texts: pl.DataFrame
    held: pl.DataFrame
    originals: pl.DataFrame
    signatures: pl.DataFrame


def judged_batches(
    identified: Identified,
    context: Context,
    known_keys: pl.DataFrame | None = None,
    standing: Standing | None = None,
    reuse: Reuse | None = None,
) -> Iterator[Batch]:
    """Every data row of the delivery once, in the order of the file. Raises RefusalError where the file is damaged.

    ``known_keys`` are rows of earlier deliveries whose keys count as taken (see ``KeyRegister``); ``standing``
    what people decided about identity cells; ``reuse`` knows the rows that were judged before.
    """
    feed, header = identified.feed, identified.header
    register, filler = KeyRegister(feed.key, known_keys), Filler(identified.table, feed, header)
    judges = Judges(identified, context, standing, reuse)
    for frame in identified.table.pieces():
        data, dropped = sort_rows(frame, feed, header)
        yield _judge(filler.fill(data, frame), judges, register, dropped)


def _judge(data: pl.DataFrame, judges: Judges, register: KeyRegister, dropped: dict[str, int]) -> Batch:
    identified, feed = judges.identified, judges.identified.feed
    recognised = judges.reuse.recognise(data) if judges.reuse else NOTHING
    reused = recognised.drop_nulls(CONTENT)
    found = _read(_without(data, reused), judges)
    data, found, dropped = _settled(data, found, identified, dropped)
    repeated = _repeated(_keys(found, data, reused, identified), feed, register)
    if reused.join(repeated, on=ROW_NUMBER, how="semi").height:  # the same row twice in this delivery
        reused = _without(reused, repeated)
        found = _read(_without(data, reused), judges)
    held = pl.concat([found.held, repeated]).sort(ROW_NUMBER, maintain_order=True)
    rows = found.rows.insert_column(1, _is_accepted(found.rows[ROW_NUMBER], held))
    originals = _with_repeated(found.originals, repeated, data, identified)
    excepted = [held[ROW_NUMBER], originals[ROW_NUMBER]]
    digests = lasting(recognised, found.texts, feed, excepted) if judges.reuse else NOTHING.drop(CONTENT)
    extras = extra_cells(data, identified.header)
    return Batch(rows, found.texts, held, originals, extras, dropped, found.signatures, reused, digests)


def _settled(
    data: pl.DataFrame, found: Findings, identified: Identified, dropped: dict[str, int]
) -> tuple[pl.DataFrame, Findings, dict[str, int]]:
    """Of a form that came back: further cells held, and without the rows nobody answered."""
    if identified.returned is None:
        return data, found, dropped
    settled = settle(identified.returned, identified.header, Rows(data, found.texts, found.rows, found.held))
    originals = pl.concat([found.originals, _cells_of(settled.held, data, identified)])
    found = found._replace(
        held=pl.concat([found.held, settled.held]),
        originals=originals.unique([ROW_NUMBER, COLUMN_NAME], keep="first", maintain_order=True),
    )
    is_left = ~pl.col(ROW_NUMBER).is_in(settled.unanswered.implode())
    left = Findings(*(frame.filter(is_left) for frame in found))
    counted = {UNANSWERED: settled.unanswered.len()} if settled.unanswered.len() else {}
    return data.filter(is_left), left, {**dropped, **counted}


def _cells_of(held: pl.DataFrame, data: pl.DataFrame, identified: Identified) -> pl.DataFrame:
    """The held cells as they came, where they hold anything."""
    found = [
        data.join(held.filter(pl.col(COLUMN_NAME) == name), on=ROW_NUMBER, how="semi").select(
            ROW_NUMBER, pl.lit(name).alias(COLUMN_NAME), pl.col(f"c{position}").alias("cell_text")
        )
        for name, position in identified.header.positions.items()
    ]
    return pl.concat(found).drop_nulls()


def _without(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(~pl.col(ROW_NUMBER).is_in(others[ROW_NUMBER].implode())) if others.height else rows


def _read(data: pl.DataFrame, judges: Judges) -> Findings:
    feed, header = judges.identified.feed, judges.identified.header
    cleaned = [clean_column(c, _cells(data, c, header), judges.context, header.factor(c)) for c in feed.columns]
    numbers = data[ROW_NUMBER]
    columns, signatures = read_by_decision(feed, numbers, cleaned, judges.standing)
    held = pl.concat([_at(numbers, clean, clean.problems) for clean in columns]).select(HELD)
    originals = pl.concat([_at(numbers, clean, clean.originals) for clean in columns]).select(ORIGINAL)
    rows = pl.DataFrame([numbers, *(clean.values.alias(clean.column.name) for clean in columns)])
    texts = pl.DataFrame([numbers, *(clean.texts.alias(clean.column.name) for clean in columns)])
    return Findings(rows, texts, held, originals, signatures)


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


def _keys(found: Findings, data: pl.DataFrame, reused: pl.DataFrame, identified: Identified) -> pl.DataFrame:
    """Row numbers and keys of the accepted rows, in order; those of a reused row stand in its cells."""
    feed, header = identified.feed, identified.header
    judged = found.rows.filter(_is_accepted(found.rows[ROW_NUMBER], found.held)).select(ROW_NUMBER, *feed.key)
    if reused.is_empty():
        return judged
    cells = [pl.col(f"c{header.positions[name]}").alias(name) for name in feed.key]
    known = data.join(reused, on=ROW_NUMBER, how="semi").select(ROW_NUMBER, *cells)
    return pl.concat([judged, known]).sort(ROW_NUMBER)


def _repeated(keys: pl.DataFrame, feed: Feed, register: KeyRegister) -> pl.DataFrame:
    found = register.repeated(keys)
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
