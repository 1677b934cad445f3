"""What speaks for a pair and against it, in the words of ``model.yml``."""

import polars as pl

from shouwang.people.matching.model import Model


def explain(pairs: pl.DataFrame, known: pl.Series, model: Model) -> pl.Series:
    """Of each pair the comparisons that said something, with their weights in bits, and the number of digits read."""
    said = [_said(name, model).alias(name) for name in model.comparisons]
    digits = known.alias("known")
    joined = (
        pairs.select(said)
        .with_columns(digits)
        .select(
            pl.concat_str(
                [
                    pl.when(pl.col("known").is_not_null() & pl.col(name).str.contains("可读"))
                    .then(pl.format("{}，共{}位", name, "known"))
                    .otherwise(name)
                    if name == "number"
                    else pl.col(name)
                    for name in model.comparisons
                ],
                separator="；",
                ignore_nulls=True,
            ).alias("evidence")
        )
    )
    return joined["evidence"]


def _said(name: str, model: Model) -> pl.Expr:
    comparison, level = model.comparisons[name], pl.col(f"gamma_{name}")
    labels = {gamma: comparison.label(gamma) for gamma in range(len(comparison.levels) + 1)}
    sign = pl.when(pl.col(f"weight_{name}") >= 0).then(pl.lit("+")).otherwise(pl.lit(""))
    weight = pl.col(f"weight_{name}").round(1).cast(pl.String)
    shown = pl.format("{}（{}{}）", level.replace_strict(labels, default=None, return_dtype=pl.String), sign, weight)
    return pl.when(level >= 0).then(shown)
