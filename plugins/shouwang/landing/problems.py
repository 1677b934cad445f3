"""What is wrong with cells that could not be read: a reason code and what was seen, without personal values."""

import polars as pl

from shouwang.feeds import Column
from shouwang.landing.canonical import POWER_OF_TEN, Context
from shouwang.landing.lenient import normalise
from shouwang.landing.reasons import EMPTY
from shouwang.people.identity_numbers import LENGTH, examine

LONGEST_SEEN = 60
REASON_OF_TYPE = {
    "household_number": "household_number_unreadable",
    "amount": "amount_unreadable",
    "count": "count_unreadable",
    "date": "date_unreadable",
    "code": "code_unknown",
    "division_code": "division_unknown",
    "row_key": "row_key_unreadable",
}
SCHEMA = {"reason_code": pl.String, "seen_shape": pl.String}


def describe(column: Column, texts: pl.Series, context: Context) -> pl.DataFrame:
    """``reason_code`` and ``seen_shape`` of cells that hold no value, in order; empty cells are required ones."""
    normal = normalise(column, texts)
    frame = pl.DataFrame({"normal": normal, "shape": shapes(normal)}, schema_overrides={"normal": pl.String})
    if column.type == "id_number":
        found = _describe_id_numbers(frame, context)
    else:
        reason = pl.lit(REASON_OF_TYPE.get(column.type, "text_scientific"))
        found = frame.select(reason.alias("reason_code"), _seen(column).alias("seen_shape"))
    is_empty = normal.is_null()
    return found.with_columns(
        pl.when(is_empty).then(pl.lit(EMPTY)).otherwise("reason_code").alias("reason_code"),
        pl.when(is_empty).then(pl.lit("空")).otherwise("seen_shape").alias("seen_shape"),
    )


def shapes(normal: pl.Series) -> pl.Series:
    """What a text looks like: its length and kind of characters, none of the characters."""
    length = pl.col("text").str.len_chars().cast(pl.String)
    shape = (
        pl.when(pl.col("text").str.contains(POWER_OF_TEN))
        .then(pl.lit("科学计数法数字"))
        .when(pl.col("text").str.contains(r"^\d+$"))
        .then(length + "位数字")
        .when(pl.col("text").str.contains(r"^[0-9A-Za-z]+$"))
        .then(length + "位数字和字母")
        .otherwise(length + "个字符，含文字或符号")
    )
    return normal.alias("text").to_frame().select(shape).to_series()


def _describe_id_numbers(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    found = examine(frame["normal"].str.to_uppercase(), context.latest_birth)
    has_length = pl.col("normal").str.len_chars() == LENGTH
    reason = (
        pl.when(pl.col("normal").str.contains(POWER_OF_TEN))
        .then(pl.lit("id_number_scientific"))
        .when(~has_length)
        .then(pl.lit("id_number_not_18"))
        .when(~pl.Series(found.has_form))
        .then(pl.lit("id_number_form"))
        .when(~pl.Series(found.has_birth_date & found.is_born))
        .then(pl.lit("id_number_birth_date"))
        .otherwise(pl.lit("id_number_check_digit"))
    )
    seen = {
        "id_number_birth_date": "18位，出生日期不存在或在数据月份之后",
        "id_number_check_digit": "18位，校验码不符",
        "id_number_form": "18位，含其他字符或是占位号码",
    }
    described = frame.with_columns(reason.alias("reason_code"))
    shape = pl.col("reason_code").replace_strict(seen, default=pl.col("shape"), return_dtype=pl.String)
    return described.select("reason_code", shape.alias("seen_shape"))


def _seen(column: Column) -> pl.Expr:
    """The shape of an identity, else the text, shortened; a long number in it may be somebody's and is left out."""
    if column.sensitivity == "identity":
        return pl.col("shape")
    long_number = r"\d{13,}[\dXx]?" if column.type == "division_code" else r"\d{9,}[\dXx]?"
    masked = "“" + pl.col("normal").str.replace_all(long_number, "（长号码）").str.head(LONGEST_SEEN) + "”"
    return pl.when(pl.col("normal").str.contains(POWER_OF_TEN)).then("shape").otherwise(masked)
