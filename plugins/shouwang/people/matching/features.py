"""Records as they are compared: one row each, the same columns on both sides."""

import polars as pl

from shouwang.people.matching.model import FIELDS
from shouwang.people.matching.names import plain_names, sounds
from shouwang.people.matching.numbers import readable

FRONT = 14  # place of issue and birth date
VILLAGE = "(村民委员会|村委会|居民委员会|居委会|社区|村)$"
PLAIN = {"village_name": "village", "phone": "phone", "household_number": "household_number"}
SAME = {"sex_code": "sex", "relation_code": "relation"}


def of_cells(cells: pl.DataFrame) -> pl.DataFrame:
    """Damaged records; columns as of ``candidates_for``."""
    shown = readable(cells["number"])
    typed = shown["typed"]
    front = pl.coalesce(
        pl.when(pl.col("pattern").str.contains(r"^\d{14}")).then(pl.col("pattern").str.head(FRONT)),
        pl.col("typed").str.head(FRONT),
    )
    births = typed.str.slice(6, 8).alias("birth")
    frame = shown.with_columns(front.alias("front"), births, pl.lit(None, pl.String).alias("id_number"))
    return _united(cells, frame)


def of_register(people: pl.DataFrame) -> pl.DataFrame:
    """People of the register; columns as of ``candidates_for``."""
    number = people["id_number"].str.to_uppercase()
    frame = pl.DataFrame(
        {"id_number": number, "front": number.str.head(FRONT), "birth": number.str.slice(6, 8)}
    ).with_columns(
        pl.lit(None, pl.String).alias("pattern"),
        pl.lit(None, pl.UInt32).alias("known"),
        pl.lit(None, pl.String).alias("typed"),
    )
    return _united(people, frame)


def _united(records: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    names = plain_names(records["person_name"])
    heard = sounds(names).alias("sound")
    places = records["village_name"].str.replace(VILLAGE, "").alias("village")
    others = [records[old].alias(new) for old, new in {**PLAIN, **SAME}.items() if new != "village"]
    frame = numbers.with_columns(names.alias("name"), heard, places, *others)
    head = heard.str.extract(r"^(\S+)").alias("sound_head")
    found = frame.with_columns(head, pl.int_range(frame.height, dtype=pl.Int64).alias("unique_id"))
    return found.select("unique_id", *FIELDS)
