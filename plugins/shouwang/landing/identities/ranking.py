"""Whom to propose for each cell: those who can only be meant first, else those who are likeliest."""

import polars as pl

from shouwang.people.matching.model import Model

CELL = ["delivery_id", "row_number", "column_name"]
SEVERAL = "花名册中有{}人姓名相同、号码可读部分也相符"
LIKELY = "综合比对：{}；合计{}"
MANY_LIKELY = "花名册中有{}人综合比对都有可能，见候选人"
NOBODY = "花名册中没有姓名相同、号码可读部分也相符的人"


def merge_candidates(cells: pl.DataFrame, fitting: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    """Candidates of each cell once per person: CELL, signature, person_id, id_number, fit, is_weak, score, evidence.

    ``fitting``: CELL, person_id, id_number, fit, is_weak of people whose name is the same and whose number agrees with
    all that can be read; ``scored``: CELL, person_id, id_number, score, evidence.
    """
    best = scored.sort("score", descending=True, maintain_order=True).unique([*CELL, "person_id"], keep="first")
    fits = fitting.sort(*CELL, "person_id", "fit").unique([*CELL, "person_id"], keep="first", maintain_order=True)
    both = fits.join(best, on=[*CELL, "person_id"], how="full", coalesce=True, suffix="_scored")
    found = both.with_columns(pl.coalesce("id_number", "id_number_scored").alias("id_number")).drop("id_number_scored")
    return found.join(cells.select(*CELL, "signature"), on=CELL, how="inner")


def without_separated(candidates: pl.DataFrame, separated: pl.DataFrame) -> pl.DataFrame:
    """Candidates without the pairs that somebody separated: for the record everywhere, or for its row alone."""
    everywhere = separated.filter(pl.col("only_row").is_null())
    here = separated.drop_nulls("only_row").rename({"only_delivery_id": "delivery_id", "only_row": "row_number"})
    rest = candidates.join(everywhere, on=["signature", "person_id"], how="anti")
    return rest.join(here, on=["signature", "person_id", "delivery_id", "row_number"], how="anti")


def rank(candidates: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Candidates with ``candidate_rank`` from 1 and ``candidate_count``: how many of them are proposed.

    People who fit come before the others, and count alone; else those from ``propose_from`` bits, of whom the first is
    the only one when ``clear_by`` bits ahead. Nobody else is kept.
    """
    fits, score = pl.col("fit").is_not_null(), pl.col("score").fill_null(0)
    likely = candidates.filter(fits | (score >= model.propose_from))
    ordered = likely.sort([*CELL, fits, score, "person_id"], descending=[False] * 3 + [True, True, False])
    ranked = ordered.with_columns(
        pl.int_range(1, pl.len() + 1).over(CELL).alias("candidate_rank"),
        fits.sum().over(CELL).alias("fitting_count"),
        (score.first() - score.get(1, null_on_oob=True)).over(CELL).alias("lead"),
        pl.len().over(CELL).alias("likely_count"),
    )
    is_clear = (pl.col("lead") >= model.clear_by).fill_null(value=True)
    counted = (
        pl.when(pl.col("fitting_count") > 0).then("fitting_count").when(is_clear).then(1).otherwise("likely_count")
    )
    return ranked.with_columns(counted.cast(pl.Int64).alias("candidate_count")).filter(
        pl.col("candidate_rank") <= model.keep
    )


def propose(cells: pl.DataFrame, ranked: pl.DataFrame, *, has_register: bool) -> pl.DataFrame:
    """A row of the queue for each cell: whom it proposes, if exactly one, how sure that is, and why in Chinese."""
    first = ranked.filter(pl.col("candidate_rank") == 1)
    weak = ranked.filter(pl.col("fit").is_not_null()).group_by(CELL).agg(pl.col("is_weak").any().alias("weak"))
    found = cells.join(first.drop("signature"), on=CELL, how="left").join(weak, on=CELL, how="left")
    count = pl.col("candidate_count").fill_null(0)
    is_one, fits = count == 1, pl.col("fit").is_not_null()
    village = pl.when("weak").then(pl.lit("、村名")).otherwise(pl.lit(""))
    evidence = (
        pl.when(is_one & fits)
        .then(pl.format("{}{}与姓名与花名册中唯一一人相符", "fit", village))
        .when(is_one)
        .then(pl.format(LIKELY, "evidence", pl.col("score").round(1)))
        .when(fits)
        .then(pl.format(SEVERAL, count))
        .when(count > 1)
        .then(pl.format(MANY_LIKELY, count))
        .when(pl.col("person_name").is_null())
        .then(pl.lit("没有姓名，无从查找"))
        .otherwise(pl.lit(NOBODY if has_register else "还没有接收花名册，无从查找"))
    )
    return found.select(
        *CELL,
        "reason_code",
        count.alias("candidate_count"),
        pl.when(is_one).then("person_id").alias("proposed_person_id"),
        pl.when(is_one).then("id_number").alias("proposed_id_number"),
        evidence.alias("evidence"),
        pl.col("score").round(2),
        (fits | (count == 0)).alias("is_by_number"),
    ).sort(CELL)
