"""Columns a department sent that no declaration names: kept as they came, header and text, never read."""

import json

import polars as pl

from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.rows.header_rows import plain_text
from shouwang.landing.rows.headers import Header
from shouwang.landing.rows.kinds import SEQUENCE_LABELS

CELLS = "cells"
OURS = "守望"  # what a marked copy carries for itself


def extra_headers(header: Header, width: int) -> dict[int, str]:
    """Position to name of the columns beyond the declared ones; a column without a header is called by its place."""
    read = set(header.positions.values())
    labels = [*header.labels, *([""] * (width - len(header.labels)))]
    names: dict[int, str] = {}
    for at, label in enumerate(labels):
        if at in read or plain_text(label) in SEQUENCE_LABELS or label.startswith(OURS):
            continue
        place = f"第{at + 1}列"
        names[at] = f"{label}（{place}）" if label and label in labels[:at] else label or place
    return names


def extra_cells(data: pl.DataFrame, header: Header) -> pl.DataFrame:
    """``row_number`` and ``cells`` (a JSON object of header to text) of the rows with anything beyond what is read."""
    names = extra_headers(header, data.width - 1)
    kept = [_member(f"c{at}", name) for at, name in names.items() if f"c{at}" in data.columns]
    if not kept:
        return pl.DataFrame(schema={ROW_NUMBER: pl.Int32, CELLS: pl.String})
    members = pl.concat_str(kept, separator=",", ignore_nulls=True)
    joined = data.select(ROW_NUMBER, members.alias(CELLS)).filter(pl.col(CELLS) != "")
    return joined.select(ROW_NUMBER, pl.concat_str(pl.lit("{"), CELLS, pl.lit("}")).alias(CELLS))


def _member(cell: str, name: str) -> pl.Expr:
    """``"name":"text"``, null where the cell holds nothing; PostgreSQL keeps no NUL."""
    text = pl.col(cell).str.replace_all("\0", "␀", literal=True)
    value = pl.struct(text.alias("t")).struct.json_encode().str.strip_prefix('{"t":').str.head(-1)
    member = pl.concat_str(pl.lit(json.dumps(name, ensure_ascii=False) + ":"), value)
    return pl.when(text.str.strip_chars() != "").then(member)
