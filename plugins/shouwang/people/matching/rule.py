"""The one rule that needs nobody's judgement: everything agrees, and nothing else in the county could.

A damaged record is a person of the register when all of this holds:
- a spreadsheet program took the end of the number and left 15 digits, which the person's number begins with;
- none of the person's last three digits is a 0: else the cell might as well be another number with a slip or two in it,
  and a mistyped number claims to be somebody else's;
- full name, household number of the register and phone are the same, and so are village and sex where they are said;
- nobody else of the county has that name and birth date, and nobody else of the household that name or that birth date.
"""

import polars as pl

from shouwang.people.matching.features import of_cells, of_register

RULE = "rule:household-phone-15-digits"
FRONT_15 = r"^(\d{15})%$"  # only what a spreadsheet program leaves
NO_SLIP = r"[1-9][1-9][1-9X]$"
SHARED = ["name", "household_number", "phone"]


def certain_pairs(cells: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """``cell`` and ``person`` (rows of the frames, as of ``candidates_for``) that the rule joins, by cell."""
    wanted = of_cells(cells).with_columns(pl.col("pattern").str.extract(FRONT_15).alias("digits"))
    known = of_register(people).unique("id_number", keep="first", maintain_order=True)
    pairs = wanted.drop_nulls(["digits", *SHARED]).join(known, on=SHARED, how="inner", suffix="_known")
    agreeing = pairs.filter(
        pl.col("id_number_known").str.starts_with(pl.col("digits")),
        pl.col("id_number_known").str.contains(NO_SLIP),
        *(pl.col(name).eq(pl.col(f"{name}_known")).fill_null(value=True) for name in ("village", "sex")),
    )
    alone = agreeing.join(_unmistakable(known), left_on="unique_id_known", right_on="unique_id", how="semi")
    single = alone.filter(pl.len().over("unique_id") == 1)
    return single.select(pl.col("unique_id").alias("cell"), pl.col("unique_id_known").alias("person")).sort("cell")


def _unmistakable(known: pl.DataFrame) -> pl.DataFrame:
    """People whom no other of the county resembles in name and birth, nor one of the household in name or birth."""
    births = known.with_columns(pl.col("id_number").str.slice(6, 8).alias("born"))
    alone = [
        pl.len().over(columns) == 1
        for columns in (["name", "born"], ["household_number", "name"], ["household_number", "born"])
    ]
    return births.filter(*alone)
