"""Which rows are data; every other row has a reason. What is in doubt counts as data, to be judged and held.

A row whose identity cell holds a number is data without a second look; only the others are looked at closely.
"""

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

import polars as pl

from shouwang.feeds import Feed
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.rows import kinds
from shouwang.landing.rows.header_rows import Row, plain_text
from shouwang.landing.rows.headers import Header

ANCHORS = {"id_number", "household_number", "row_key"}
REASON = "reason_code"
NEVER = pl.lit(value=False)


class SortedRows(NamedTuple):
    """The rows of a frame that are data, and how many of the others there are for each reason."""

    data: pl.DataFrame
    dropped: dict[str, int]


def sort_rows(frame: pl.DataFrame, feed: Feed, header: Header) -> SortedRows:
    """Sort the rows of a frame (``row_number``, ``c0`` …): everything up to the header is no data."""
    above = frame.filter(pl.col(ROW_NUMBER) <= header.row_number)
    below = frame.filter(pl.col(ROW_NUMBER) > header.row_number) if above.height else frame
    doubtful = below.filter(_is_doubtful(feed, header))
    if above.is_empty() and doubtful.is_empty():
        return SortedRows(below, {})  # nearly every frame of a large list but its first
    found = _no_data(doubtful.with_columns(_plain_cells()), feed, header)
    data = below.filter(~pl.col(ROW_NUMBER).is_in(found[ROW_NUMBER].implode())) if found.height else below
    dropped = Counter(found[REASON].to_list()) + Counter(_above(above.with_columns(_plain_cells()), header))
    return SortedRows(data, {code: dropped[code] for code in sorted(dropped)})


def _no_data(doubtful: pl.DataFrame, feed: Feed, header: Header) -> pl.DataFrame:
    """The doubtful rows (plain cells) that are no data, each with the code of its reason."""
    return doubtful.select(ROW_NUMBER, _reason(doubtful, feed, header).alias(REASON)).drop_nulls()


def _plain_cells() -> pl.Expr:
    """Cells without width and blanks; null where nothing is left."""
    bare = pl.exclude(ROW_NUMBER).str.normalize("NFKC").str.replace_all(r"[\s\x{200B}-\x{200F}\x{FEFF}]", "")
    return pl.when(bare.str.len_bytes() > 0).then(bare)


def _anchors(feed: Feed, header: Header) -> dict[str, str]:
    """Cell name to column type of the required columns that say who a row is about."""
    declared = [column for column in feed.columns if column.type in ANCHORS and column.required]
    return {f"c{header.positions[c.name]}": c.type for c in declared if c.name in header.positions}


def _is_doubtful(feed: Feed, header: Header) -> pl.Expr:
    """Rows without a number in any anchor, and the row under the header, which may number the columns."""
    no_number = [~_is_number(pl.col(name), kind) for name, kind in _anchors(feed, header).items()]
    return _all(no_number) | (pl.col(ROW_NUMBER) == header.row_number + 1)


def _is_number(cell: pl.Expr, kind: str) -> pl.Expr:
    numbered = cell.str.contains(kinds.NUMBERED)
    if kind == "id_number":
        numbered &= (cell.str.len_bytes() >= kinds.SHORTEST_NUMBER) & ~cell.str.contains(kinds.PHONE)
    return numbered.fill_null(value=False)


def _reason(doubtful: pl.DataFrame, feed: Feed, header: Header) -> pl.Expr:
    """The code of a doubtful row that is no data, null for the others."""
    names = [name for name in doubtful.columns if name != ROW_NUMBER]
    sequence = [name for name in names if name in _sequence(header)]
    cells = [_unnumbered(name) if name in sequence else pl.col(name) for name in names]
    declared = [pl.col(f"c{position}") for position in header.positions.values()]
    first = pl.coalesce(names)
    has_no_number = _all(~_is_number(pl.col(name), kind) for name, kind in _anchors(feed, header).items())
    is_alone = pl.sum_horizontal(pl.col(name).is_not_null() for name in names) == 1
    codes = {
        kinds.BLANK: _all(pl.col(name).is_null() for name in names),
        kinds.REPEATED_HEADER: _any(_same(header, feed, row) for row in header.rows),
        kinds.REPEATED_TITLE: _any(_equals(names, row) for row in header.above if any(row)),
        kinds.COLUMN_NUMBERS: _numbers_columns(doubtful.select(ROW_NUMBER, *names), header),
        kinds.SEQUENCE: _all(cell.is_null() for cell in cells),
        kinds.NIL: _says_only(cells, kinds.NILS) | _says_only(cells, kinds.DASHES),
        kinds.END: _says_only(cells, kinds.ENDS),
        kinds.TOTAL: _is_total(first, feed, header) & has_no_number,
        kinds.SIGNATURE: _fits(first, kinds.SIGNATURES) & has_no_number,
        kinds.NOTE: _fits(first, kinds.NOTES) & has_no_number,
        kinds.SECTION: _fits(first, kinds.SECTIONS) & is_alone,
        kinds.OUTSIDE: _all(cell.is_null() for cell in declared),
    }
    return pl.coalesce([pl.when(is_so).then(pl.lit(code)) for code, is_so in codes.items()])


def _sequence(header: Header) -> set[str]:
    return {f"c{at}" for at, label in enumerate(header.labels) if plain_text(label) in kinds.SEQUENCE_LABELS}


def _unnumbered(name: str) -> pl.Expr:
    return pl.when(~_fits(pl.col(name), r"^\d+$")).then(name)


def _says_only(cells: list[pl.Expr], pattern: str) -> pl.Expr:
    """Some cell fits the pattern, and every other fits it too, is a dash or is empty."""
    fits = [_fits(cell, pattern) for cell in cells]
    nothing_else = [is_so | cell.is_null() | _fits(cell, kinds.DASHES) for cell, is_so in zip(cells, fits, strict=True)]
    return _all(nothing_else) & _any(fits)


def _is_total(first: pl.Expr, feed: Feed, header: Header) -> pl.Expr:
    """The word stands first or where names stand, and the anchors hold nothing, the word or a count."""
    named = [
        pl.col(f"c{header.positions[c.name]}") for c in feed.columns if c.type == "name" and c.name in header.positions
    ]
    is_word = _any(_fits(cell, kinds.TOTALS) for cell in [first, *named])
    anchors = [pl.col(name) for name in _anchors(feed, header)]
    return is_word & _all(
        cell.is_null() | (cell == first) | _fits(cell, kinds.TOTALS) | _fits(cell, kinds.TOTAL_COUNT)
        for cell in anchors
    )


def _numbers_columns(doubtful: pl.DataFrame, header: Header) -> pl.Expr:
    """The row under the header, when it counts the columns."""
    is_under = pl.col(ROW_NUMBER) == header.row_number + 1
    counts = [kinds.counts_columns(row[1:]) for row in doubtful.filter(is_under).iter_rows()]
    return is_under if any(counts) else NEVER


def _same(header: Header, feed: Feed, row: Row) -> pl.Expr:
    """Whether the required columns say what a header's row says there; all columns, when it says little of those."""
    required = {header.positions[c.name] for c in feed.columns if c.required and c.name in header.positions}
    is_telling = sum(bool(row[position]) for position in required) > 1
    return _equal_at(required if is_telling else set(header.positions.values()), row)


def _equals(names: list[str], row: Row) -> pl.Expr:
    return _equal_at(range(len(names)), (*row, *("" for _ in names)))


def _equal_at(positions: Iterable[int], row: Row) -> pl.Expr:
    """Whether the cells at the positions are those of a plain row, blank ones included; never for a blank row."""
    places = sorted(positions)
    if not any(row[at] for at in places):
        return NEVER
    return _all(pl.col(f"c{at}").str.strip_chars("*:").eq_missing(pl.lit(row[at] or None)) for at in places)


def _above(above: pl.DataFrame, header: Header) -> list[str]:
    """The reasons of the rows up to the last one of the header."""
    names = [name for name in above.columns if name != ROW_NUMBER]
    is_blank = _all(pl.col(name).is_null() for name in names)
    is_nil = _says_only([pl.col(name) for name in names], kinds.NILS)
    first_row = header.row_number - len(header.rows) + 1
    reason = (
        pl.when(pl.col(ROW_NUMBER) >= first_row)
        .then(pl.lit(kinds.HEADER))
        .when(is_blank)
        .then(pl.lit(kinds.BLANK))
        .when(is_nil & pl.lit(not header.rows))
        .then(pl.lit(kinds.NIL))
        .otherwise(pl.lit(kinds.TITLE))
    )
    return above.select(reason.alias(REASON))[REASON].to_list()


def _fits(cell: pl.Expr, pattern: str) -> pl.Expr:
    return cell.str.contains(pattern).fill_null(value=False)


def _all(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(and_, conditions, pl.lit(value=True))


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(or_, conditions, NEVER)
