"""What of a damaged identity number can be read: a pattern of 18 places, and the text as it was typed.

A pattern has ``_`` for a place that is unknown and ``%`` for any number of them, as SQL's ``like`` has.
"""

import polars as pl

from shouwang.people.identity_numbers import LENGTH

LOOKALIKE = {"O": "0", "I": "1", "L": "1"}
POWER = r"^(\d)(?:\.(\d+))?E\+?1[79]$"
FLOAT = r"^(\d{15})\d{3}\.\d+$"
ZEROS = r"^(\d{12,15}?)0{3,6}$"
MASKED = r"^[\d]{1,17}[*＊X×?_]{2,}[\dX]*$"
FEWEST, TYPED = 6, (16, 20)


def readable(numbers: pl.Series) -> pl.DataFrame:
    """``pattern``, ``known`` (digits in it) and ``typed`` of each text; null where nothing can be read.

    ``typed`` is what somebody typed as a whole number of about 18 places, to be compared place by place.
    """
    text = pl.col("text")
    said = numbers.alias("text").to_frame().select(_plain(text))
    pattern = _pattern(text)
    known = pattern.str.count_matches(r"\d")
    is_typed = text.str.contains(r"^\d+X?$") & text.str.len_chars().is_between(*TYPED) & ~_is_spoilt(text)
    return said.select(
        pl.when(known >= FEWEST).then(pattern).alias("pattern"),
        pl.when(known >= FEWEST).then(known).alias("known"),
        pl.when(is_typed).then(text).alias("typed"),
    )


def _plain(text: pl.Expr) -> pl.Expr:
    bare = text.str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[^0-9A-Z.+*?_×]", "")
    return pl.when(bare.str.contains(MASKED)).then(bare).otherwise(bare.str.replace_many(LOOKALIKE)).alias("text")


def _is_spoilt(text: pl.Expr) -> pl.Expr:
    """Whether a spreadsheet program took the last digits, or the text only holds a place: 999999, all the same, …"""
    return text.str.contains(r"^\d{15}000$") | text.str.contains(r"^(9{6}|0{6}|1{6}|123456)")


def _pattern(text: pl.Expr) -> pl.Expr:
    power = pl.concat_str(text.str.extract(POWER, 1), text.str.extract(POWER, 2), ignore_nulls=True).str.head(15)
    masked = text.str.replace_all(r"[*＊X×?]", "_")
    short = text.str.len_chars()
    return (
        pl.when(text.str.contains(r"^(9{6}|0{6}|1{6}|123456)"))
        .then(None)
        .when(text.str.contains(POWER))
        .then(power + "%")
        .when(text.str.contains(FLOAT))
        .then(text.str.head(15) + "%")
        .when(text.str.contains(r"^\d{12}0{6}$"))
        .then(text.str.strip_chars_end("0") + "%")
        .when(text.str.contains(r"^\d{15}000$"))
        .then(text.str.head(15) + "%")
        .when(text.str.contains(MASKED) & (short == LENGTH) & ~text.str.contains(r"^\d{17}X$"))
        .then(masked)
        .when(text.str.contains(MASKED) & (short != LENGTH))
        .then(text.str.replace(r"[*＊X×?_]{2,}", "%"))
        .when(text.str.contains(r"^\d{15}$"))
        .then(text.str.head(6) + "__" + text.str.tail(9) + "_")
        .when(text.str.contains(r"^\d{6,17}$"))
        .then(text + "%")
    )
