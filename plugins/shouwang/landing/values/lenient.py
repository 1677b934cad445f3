"""The spellings people use, read as far as only one meaning is possible; everything else stays null and is held."""

import polars as pl

from shouwang.feeds import Column
from shouwang.landing.rows.units import YUAN_OF
from shouwang.landing.values.canonical import (
    POWER_OF_TEN,
    Context,
    is_identifier,
    labels,
)
from shouwang.people.identity_cells import VALUE, read_identity_cells

UNSEEN = r"[\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}]|[\p{Cc}--\s]"
WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()}
CURRENCY = r"^(-?)(?:¥|人民币|RMB|CNY)"
AMOUNT = r"^(?<number>-?(?:\d{1,12}|\d{1,3}(?:,\d{3})+)(?:\.\d{1,6}0*)?)(?<unit>[十百千万亿]*)[元圆]?[整正]?$"
YUAN = r"^-?\d{1,12}\.\d{2}0000$"  # to the cent, and no more than the warehouse holds
COUNT = r"^0*(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.0+)?[人户个]?$"
SERIAL = r"^([45]\d{4}|60000)$"
SERIAL_START = -25_569  # days from 1970 to 1899-12-30, from which spreadsheets count
CLOCK = r"[ T]*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"


def normalise(column: Column, texts: pl.Series) -> pl.Series:
    """Texts without what nobody sees or means: blanks around, unseen characters, width; null where nothing is left."""
    seen = texts.str.replace_all(UNSEEN, "")
    match column.type:
        case "text" | "phone":
            plain = seen.str.replace_many(WIDE).str.replace_all(r"\s+", " ").str.strip_chars()
        case "name":
            plain = _normalise_names(seen)
        case "date" | "month":
            plain = seen.str.normalize("NFKC").str.strip_chars(" '`\t\r\n")
        case "amount" | "count" | "id_number" | "household_number" | "division_code" | "row_key" | "code":
            plain = seen.str.normalize("NFKC").str.replace_all(r"\s", "").str.strip_chars_start("'‘’`")
    return plain.set(plain == "", None)


def _normalise_names(texts: pl.Series) -> pl.Series:
    """Chinese names are padded with blanks to one width; names in Latin letters need theirs."""
    narrow = texts.str.replace_many(WIDE).str.replace_all(r"\s+", " ").str.strip_chars()
    return narrow.zip_with(narrow.str.contains("[A-Za-z]"), narrow.str.replace_all(" ", ""))


def lenient_values(column: Column, normal: pl.Series, context: Context, factor: int = 1) -> pl.Series:
    """The values of normalised texts; null where there is none or no single meaning. Dates are dates, others text.

    ``factor``: yuan in the unit of amounts that name none themselves.
    """
    match column.type:
        case "code":
            return normal.str.strip_chars("*:").replace_strict(labels(column), default=None, return_dtype=pl.String)
        case "date":
            return read_dates(normal)
        case "month":
            return read_months(normal)
        case "amount":
            return read_amounts(normal, factor)
        case "id_number":
            return read_identity_cells(normal, context.latest_birth)[VALUE]
    kept = _kept(column, normal, context)
    spelled = _spelled(column, normal)
    return spelled if kept is None else spelled.set(~kept.fill_null(value=False), None)


def _spelled(column: Column, normal: pl.Series) -> pl.Series:
    match column.type:
        case "row_key":
            return normal.str.to_lowercase()
        case "count":
            return normal.str.extract(COUNT).str.replace_all(",", "")
    return normal


def _kept(column: Column, normal: pl.Series, context: Context) -> pl.Series | None:
    """Which texts are values; None when all are."""
    match column.type:
        case "division_code":
            return normal.is_in(list(context.village_codes))
        case "row_key":
            return normal.str.to_lowercase().map_elements(context.is_row_key, pl.Boolean)
        case "count":
            return normal.str.contains(COUNT)
    if not is_identifier(column, context):
        return None
    return ~normal.str.contains(POWER_OF_TEN)


def read_amounts(normal: pl.Series, factor: int = 1) -> pl.Series:
    """Amounts in yuan as decimal text with two places: 1,234.5元 is 1234.50, 1.2万元 is 12000.00; null otherwise.

    A number in brackets is negative, as accountants write it. A number that names no unit is in units of ``factor``
    yuan. What is no whole number of cents is not rounded but left unread.
    """
    signed = normal.str.replace_all("−", "-").str.replace(r"^\((.+)\)$", "-$1").str.replace(CURRENCY, "$1")
    parts = signed.str.strip_prefix("+").str.extract_groups(AMOUNT).struct.unnest()
    names_none = ~signed.str.contains("[元圆万亿千百十]").fill_null(value=True)
    unit = parts["unit"].replace_strict({**YUAN_OF, "": 1}, default=None, return_dtype=pl.Int64)
    number = parts["number"].str.replace_all(",", "").str.to_decimal(scale=6)
    yuan = number * unit.set(names_none, factor).cast(pl.Decimal(18, 0))
    text = yuan.cast(pl.Decimal(38, 6)).cast(pl.String)
    return text.set(~text.str.contains(YUAN).fill_null(value=False), None).str.head(-4)


def read_dates(normal: pl.Series) -> pl.Series:
    """Dates between 1900 and 2099 with year, month and day; null otherwise.

    2022-1-5, 2022/1/5, 2022.1.5, 20220105, 2022年1月5日, each also with a time of day, and a spreadsheet's serial
    number of a day from 40000 (2009) to 60000 (2064).
    """
    day = normal.str.replace(CLOCK, "").str.replace_all(r"\s", "")
    parted = day.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "$1-$2-$3").str.replace(r"[日号]$", "")
    parts = parted.str.extract_groups(r"^(?<y>(?:19|20)\d{2})[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})$").struct.unnest()
    spelled = parts.select(
        pl.concat_str("y", pl.lit("-"), pl.col("m").str.zfill(2), pl.lit("-"), pl.col("d").str.zfill(2)).alias("day")
    )
    dates = spelled["day"].str.to_date("%Y-%m-%d", strict=False)
    serials = day.set(~day.str.contains(SERIAL).fill_null(value=False), None).cast(pl.Int64)
    counted = (serials + SERIAL_START).cast(pl.Int32).cast(pl.Date)
    return dates.zip_with(dates.is_not_null(), counted)


def read_months(normal: pl.Series) -> pl.Series:
    """First days of months between 1900 and 2099: 202203, 2022-3, 2022.3, 2022年3月, or a day of it; null otherwise."""
    parted = normal.str.replace(r"^(\d{4})(\d{2})$", "$1-$2").str.replace(r"月份?$", "")
    spelled = parted.str.replace(r"^((?:19|20)\d{2})[-/.年](\d{1,2})$", "$1-$2-1")
    return read_dates(spelled).dt.truncate("1mo")
