"""Pairs of a damaged record and a person of the register, scored by Splink on DuckDB in this process."""

import logging

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker

from shouwang.people.matching.model import Model

CELL, PERSON, SCORE = "cell", "person", "score"


def score_pairs(cells: pl.DataFrame, people: pl.DataFrame, model: Model) -> pl.DataFrame:
    """``cell`` and ``person`` (places in the frames), ``score`` (bits) and per comparison its level and weight.

    Only pairs that a blocking rule brings together and whose names agree at least nearly; sorted by both places.
    """
    logging.getLogger("splink").setLevel(logging.WARNING)
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"}) as database:
        api = DuckDBAPI(connection=database)
        sides = [(cells, "a_cells"), (people, "b_register")]  # the left side is the first by name
        tables = [api.register(frame.to_arrow(), dataset_display_name=name) for frame, name in sides]
        linker = Linker(tables, model.settings(), log_level=logging.WARNING)
        found = pl.DataFrame(linker.inference.predict(threshold_match_weight=0).as_duckdbpyrelation().pl())
    return _plain(found, model)


def _plain(found: pl.DataFrame, model: Model) -> pl.DataFrame:
    levels = [pl.col(f"gamma_{name}").cast(pl.Int64) for name in model.comparisons]
    weights = [_weight(found, name).alias(f"weight_{name}") for name in model.comparisons]
    places = [pl.col("unique_id_l").alias(CELL), pl.col("unique_id_r").alias(PERSON)]
    scored = found.select(*places, pl.col("match_weight").alias(SCORE), *levels, *weights)
    return scored.filter(pl.col("gamma_name") > 0).sort(CELL, PERSON)


def _weight(found: pl.DataFrame, name: str) -> pl.Expr:
    adjusted = f"mw_tf_adj_{name}"
    return pl.col(f"mw_{name}") + pl.col(adjusted) if adjusted in found.columns else pl.col(f"mw_{name}")
