"""What an identity cell that could not be read is recognised by, so that nobody is asked twice: its signature.

The signature is a keyed pseudonym of the list, the column and every cell that says who or where somebody is, as reading
normalises them. The same record in another delivery or month has the same one; any other has another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from shouwang.feeds import REGISTER, Feed
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.values.cleaning import INDEX, CleanColumn
from shouwang.people.pseudonym_columns import PseudonymColumns

IDENTIFYING_TYPES = {"id_number", "household_number", "phone", "division_code"}
IDENTIFYING = {"person_name", "head_name", "guardian_name", "township_name", "village_name"}
CERTIFICATE = "_certificate_number"
SIGNATURE, DECISION = "signature", "decision_id"
SEPARATOR = "\x1f"
DATED_DIGITS = 14  # place of issue and birth date
SAYS_NOTHING = ("id_number_placeholder", "id_number_several")
MARKED = {
    ROW_NUMBER: pl.Int64,
    "column_name": pl.String,
    SIGNATURE: pl.Int64,
    "is_distinct": pl.Boolean,
    "record_text": pl.String,
    DECISION: pl.Int64,
}
STANDING = {
    SIGNATURE: pl.Int64,
    "only_row": pl.Int64,
    "id_number": pl.String,
    DECISION: pl.Int64,
}


@dataclass(frozen=True)
class Standing:
    """The decisions in force that one delivery must be read with.

    ``decisions`` has signature, only_row (null where the decision counts for the record wherever it comes), id_number
    and decision_id; at most one for a signature and row.
    """

    pseudonyms: PseudonymColumns
    decisions: pl.DataFrame


def read_by_decision(
    feed: Feed, numbers: pl.Series, columns: Sequence[CleanColumn], standing: Standing | None
) -> tuple[list[CleanColumn], pl.DataFrame]:
    """The columns with what was decided put in, and a row (``MARKED``) for each identity cell that was held.

    Nothing is marked of a register, which is what others are held against.
    """
    empty = pl.DataFrame(schema=MARKED)
    if standing is None or feed.feed == REGISTER:
        return list(columns), empty
    read, marks = [], [empty]
    for clean in columns:
        asked = _asked(clean)
        if asked.is_empty():
            read.append(clean)
            continue
        record = pl.DataFrame(
            [c.texts.gather(asked[INDEX]).alias(c.column.name) for c in columns if is_identifying(c.column)]
        )
        places = asked.with_columns(numbers.gather(asked[INDEX]).cast(pl.Int64).alias(ROW_NUMBER))
        marked = _marked((feed.feed, clean.column.name), places, record, standing)
        read.append(_decided(clean, marked))
        marks.append(marked.select(*MARKED))
    return read, pl.concat(marks)


def record_text(feed: str, column: str, cells: pl.DataFrame) -> pl.Series:
    """What a signature is of: list, column and the identifying cells by name, empty ones left out."""
    return _joined(cells, pl.lit(feed), pl.lit(column))


def shown_text(people: pl.DataFrame) -> pl.Series:
    """Columns of people of the register, in the same form."""
    return _joined(people)


def _joined(cells: pl.DataFrame, *before: pl.Expr) -> pl.Series:
    said = [pl.format("{}={}", pl.lit(name), pl.col(name)) for name in sorted(cells.columns)]
    joined = pl.concat_str(*before, *said, separator=SEPARATOR, ignore_nulls=True)
    return cells.select(joined.fill_null("").alias("record_text"))["record_text"]


def signatures_of(pseudonyms: PseudonymColumns, records: pl.Series) -> pl.Series:
    """The signatures of record texts; the same key, the same record, the same number."""
    return pseudonyms.text_ids("identity_record", records).alias(SIGNATURE)


def _asked(clean: CleanColumn) -> pl.DataFrame:
    """Index and reason of the identity cells of a column that are held, one row each."""
    found = clean.problems if clean.column.type == "id_number" else clean.problems.clear()
    return found.select(INDEX, "reason_code").unique(INDEX, keep="first", maintain_order=True)


def _marked(of: tuple[str, str], asked: pl.DataFrame, cells: pl.DataFrame, standing: Standing) -> pl.DataFrame:
    """The asked cells of a list's column with signature and decision; ``cells`` are their rows' identifying cells."""
    feed, column = of
    records = record_text(feed, column, cells.cast(pl.String))
    signatures = signatures_of(standing.pseudonyms, records)
    distinct = _is_distinct(column, cells, asked["reason_code"])
    marked = asked.with_columns(pl.lit(column).alias("column_name"), signatures, distinct, records)
    return _with_decisions(marked, standing.decisions)


def is_identifying(column: object) -> bool:
    """Whether a declared column says who or where the person of a row is (officials and remarks do not)."""
    name, kind = str(getattr(column, "name", "")), getattr(column, "type", "")
    return kind in IDENTIFYING_TYPES or name in IDENTIFYING or name.endswith(CERTIFICATE)


def _is_distinct(column: str, cells: pl.DataFrame, reasons: pl.Series) -> pl.Series:
    """Whether the record says enough to be told from a namesake's: a name, and a dated number, phone or household."""
    digits = cells[column].str.replace_all(r"\D", "").str.len_chars().fill_null(0)
    is_dated = (digits >= DATED_DIGITS) & ~reasons.is_in(SAYS_NOTHING)
    others = [cells[name].is_not_null() for name in ("phone", "household_number") if name in cells.columns]
    name = f"{column.removesuffix('id_number') or 'person_'}name"
    if name not in cells.columns:
        return pl.Series("is_distinct", [False]).new_from_index(0, cells.height)
    found = is_dated
    for other in others:
        found = found | other
    return (found & cells[name].is_not_null()).alias("is_distinct")


def _with_decisions(marked: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    anywhere = decisions.filter(pl.col("only_row").is_null()).drop("only_row")
    here = decisions.drop_nulls("only_row").rename({"only_row": ROW_NUMBER})
    found = marked.join(here, on=[SIGNATURE, ROW_NUMBER], how="left", maintain_order="left")
    found = found.join(anywhere, on=SIGNATURE, how="left", suffix="_anywhere", maintain_order="left")
    both = [pl.coalesce(name, f"{name}_anywhere").alias(name) for name in ("id_number", DECISION)]
    return found.with_columns(both)


def _decided(clean: CleanColumn, marked: pl.DataFrame) -> CleanColumn:
    decided = marked.drop_nulls(DECISION)
    if decided.is_empty():
        return clean
    places, values = decided[INDEX], decided["id_number"]
    return replace(
        clean,
        values=clean.values.clone().scatter(places, values),
        texts=clean.texts.clone().scatter(places, values),
        problems=clean.problems.filter(~clean.problems[INDEX].is_in(places.implode())),
    )
