"""What is wrong with cells that could not be read: a reason code and what was seen, without personal values."""

import polars as pl

from shouwang.feeds import Column
from shouwang.landing.files.tables import LOST, UNCALCULATED
from shouwang.landing.values.canonical import POWER_OF_TEN, Context
from shouwang.landing.values.lenient import normalise
from shouwang.landing.values.reasons import EMPTY
from shouwang.people.identity_cells import REASON, read_identity_cells

LONGEST_SEEN = 60
REASON_OF_TYPE = {
    "household_number": "household_number_unreadable",
    "amount": "amount_unreadable",
    "count": "count_unreadable",
    "date": "date_unreadable",
    "month": "month_unreadable",
    "code": "code_unknown",
    "division_code": "division_unknown",
    "row_key": "row_key_unreadable",
}
SEEN_ID_NUMBERS = {
    "id_number_birth_date": "18位，出生日期不存在或在数据月份之后",
    "id_number_check_digit": "18位，校验码不符",
    "id_number_form": "18位，含其他字符",
    "id_number_excel_zeros": "18位，末三位是000",
    "id_number_placeholder": "占位内容，不是号码",
    "id_number_several": "两个以上号码",
    "id_number_century": "15位，顺序码996至999",
    "id_number_cut_off": "15位，也可能是18位号码的前15位",
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
    if column.type == "division_code" and context.split_villages:
        found = _with_splits(frame, found, context)
    special = _special(normal)
    return found.select(pl.coalesce(special[name], name).alias(name) for name in SCHEMA)


def _with_splits(frame: pl.DataFrame, found: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Codes of villages that were split say so, and into which."""
    codes, texts = list(context.split_villages), list(context.split_villages.values())
    became = frame["normal"].replace_strict(codes, texts, default=None, return_dtype=pl.String)
    return found.with_columns(
        reason_code=pl.when(became.is_not_null()).then(pl.lit("division_split")).otherwise("reason_code"),
        seen_shape=pl.when(became.is_not_null())
        .then(pl.format("“{}”，已拆分为 {}", frame["normal"], became))
        .otherwise("seen_shape"),
    )


def _special(normal: pl.Series) -> pl.DataFrame:
    """Reason and shape of cells that hold nothing, or have lost what they held; null for the others."""
    text = pl.col("text")
    cases = (
        (text.is_null(), EMPTY, pl.lit("空")),
        (text == UNCALCULATED, "formula_uncalculated", pl.lit("没有计算结果的公式")),
        (text.str.contains(r"^#") & text.str.contains(LOST), "cell_error", pl.format("错误值“{}”", text)),
        (text.str.contains(LOST), "characters_lost", pl.lit("含已损坏的字符")),
    )
    found = normal.alias("text").to_frame()
    return found.select(
        pl.coalesce([pl.when(is_so).then(pl.lit(code)) for is_so, code, _ in cases]).alias("reason_code"),
        pl.coalesce([pl.when(is_so).then(shape) for is_so, _, shape in cases]).alias("seen_shape"),
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
    described = frame.with_columns(read_identity_cells(frame["normal"], context.latest_birth)[REASON])
    shape = pl.col(REASON).replace_strict(SEEN_ID_NUMBERS, default=pl.col("shape"), return_dtype=pl.String)
    return described.select(REASON, shape.alias("seen_shape"))


def _seen(column: Column) -> pl.Expr:
    """The shape of an identity, else the text, shortened; a long number in it may be somebody's and is left out."""
    if column.sensitivity == "identity":
        return pl.col("shape")
    long_number = r"\d{13,}[\dXx]?" if column.type == "division_code" else r"\d{9,}[\dXx]?"
    masked = "“" + pl.col("normal").str.replace_all(long_number, "（长号码）").str.head(LONGEST_SEEN) + "”"
    return pl.when(pl.col("normal").str.contains(POWER_OF_TEN)).then("shape").otherwise(masked)
