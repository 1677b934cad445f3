"""Tables without a file around them, for tests of what comes after reading."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from shouwang.landing.batches import ACCEPTED, Batch, judged_batches
from shouwang.landing.checking import county_context
from shouwang.landing.files.tables import Table, text_frame
from shouwang.landing.rows.identification import Identified, expected_feeds, identify
from tests.unit.landing.files import COUNTY, DIBAO, MONTH

Rows = Sequence[tuple[str, ...]]


class Judged(NamedTuple):
    """What became of the rows of a table."""

    rows_in: int
    accepted: int
    dropped: dict[str, int]
    held: list[tuple[int, str, str, str]]


def table_of(directory: Path, rows: Rows, piece: int = 1000, merged: pl.DataFrame | None = None) -> Table:
    """A table of text rows in parts of so many rows."""
    width = max(map(len, rows))
    parts = []
    for first in range(0, len(rows), piece):
        parts.append(directory / f"{first}.arrow")
        text_frame(rows[first : first + piece], width).write_ipc(parts[-1])
    table = Table(None, tuple(rows[:30]), width, len(rows), tuple(parts))
    return table if merged is None else Table(None, table.opening, width, len(rows), table.parts, merged)


def identified(table: Table, name: str = f"{DIBAO}.csv") -> Identified:
    """The feed the table is, of all the county's."""
    return identify(name, [table], expected_feeds(COUNTY))


def batches(table: Table, name: str = f"{DIBAO}.csv") -> list[Batch]:
    """Its judged batches."""
    found = identified(table, name)
    return list(judged_batches(found, county_context(COUNTY, MONTH, found.feed)))


def judged(table: Table, name: str = f"{DIBAO}.csv") -> Judged:
    """What became of its rows, all batches together."""
    made = batches(table, name)
    dropped = sum((Counter(batch.dropped) for batch in made), Counter[str]())
    accepted = sum(int(batch.rows[ACCEPTED].sum()) for batch in made)
    held = [row for batch in made for row in batch.held.iter_rows()]
    return Judged(sum(batch.rows.height for batch in made), accepted, dict(dropped), held)
