"""What people write into the cells for identity numbers, read as far as only one meaning is possible.

Nothing lost is ever made up: digits that Excel took are held, however sure the rest looks. A column in which Excel
ruined a number (a power of ten, or 18 digits that end in 000 with another check digit) is trusted with none that ends
in 000, because one ruined number in eleven has the right check digit by chance; in a sound column such a number is
somebody's. What is a column here is what is read at a time: some ten thousand rows of a delivery.
"""

from datetime import date

import polars as pl

from shouwang.people.identifiers import recognise
from shouwang.people.identity_numbers import LENGTH, Findings, examine
from shouwang.people.old_numbers import FORM as OLD_FORM
from shouwang.people.old_numbers import is_centenarian, may_be_cut_off, widened

VALUE, REASON = "value", "reason_code"
CROSSES = dict.fromkeys("×ХΧ✕╳", "X")
SEPARATORS = r"[-‐‑‒–—―_.·•・‧'\"`]"
DECIMAL = r"^\d+\.\d{1,2}$"
LOOKALIKE = {"O": "0", "I": "1", "L": "1"}
EIGHTEEN = r"^[0-9OIL]{17}[0-9XOIL]$"
CERTIFICATE = r"^(\d{17}[0-9X])[1-7][1-4](?:B[0-9])?$"  # disability certificate: kind, grade, how often re-issued
AS_A_NUMBER = r"^[+-]?\d(\.\d+)?[Ee]\+?\d+$|^\d{16,}\.\d+$"
EXCEL_ZEROS = r"^\d{15}000$"
ONE_NUMBER = r"\d{17}[0-9X]|\d{15}"
PLACEHOLDER = r"^(9{6}|0{6}|1{6}|123456)[0-9X]*$|^(无|无证|无身份证|暂无|没有|不详|未知|未办|缺|待补|/|\\|-|—)+$"


def read_identity_cells(normal: pl.Series, latest_birth: date) -> pl.DataFrame:
    """``value`` and ``reason_code`` of each text (half width, without blanks): one of the two, neither where null.

    A value is an identity number of 18 characters of somebody born by ``latest_birth``, or ``kind:number`` of another
    identifier. Reasons are those of ``reasons.yml``.
    """
    compact = _compact(normal.str.to_uppercase().str.replace_many(CROSSES))
    numbers = _numbers(compact)
    found = examine(numbers, latest_birth)
    is_valid = pl.Series(found.is_valid) & ~_is_unclear(compact, latest_birth)
    if shows_ruin(compact.filter(~is_valid)):
        is_valid &= ~ends_in_zeros(compact)
    values = numbers.zip_with(is_valid, recognise(compact))
    reasons = _reasons(compact, found, latest_birth).set(values.is_not_null() | compact.is_null(), None)
    return pl.DataFrame([values.alias(VALUE), reasons.alias(REASON)])


def shows_ruin(unread: pl.Series) -> bool:
    """Whether a spreadsheet program took digits from any of these texts, none of which is a valid number."""
    is_ruined = unread.str.contains(AS_A_NUMBER) | (ends_in_zeros(unread) & ~unread.str.contains(PLACEHOLDER))
    return bool(is_ruined.any())


def ends_in_zeros(texts: pl.Series) -> pl.Series:
    """Whether each text is 18 digits of which the last three are 000, as spreadsheet programs leave them."""
    return texts.str.contains(EXCEL_ZEROS).fill_null(value=False)


def _compact(texts: pl.Series) -> pl.Series:
    """The texts without points and hyphens where a number remains."""
    bare = texts.str.replace_all(SEPARATORS, "")
    is_number = bare.str.contains(EIGHTEEN) | bare.str.contains(OLD_FORM) | bare.str.contains(CERTIFICATE)
    return bare.zip_with((is_number & ~texts.str.contains(DECIMAL)).fill_null(value=False), texts)


def _numbers(compact: pl.Series) -> pl.Series:
    """The 18 characters each text may mean: of a certificate the number, of 15 digits what they became."""
    numbers = compact.zip_with(compact.str.len_chars() == LENGTH, compact.str.extract(CERTIFICATE))
    mistyped = numbers.str.contains(EIGHTEEN).fill_null(value=False)
    numbers = numbers.str.replace_many(LOOKALIKE).zip_with(mistyped, numbers)
    is_old = compact.str.contains(OLD_FORM).fill_null(value=False)
    return numbers.scatter(is_old.arg_true(), widened(compact.filter(is_old))) if is_old.any() else numbers


def _is_unclear(compact: pl.Series, latest_birth: date) -> pl.Series:
    """Whether 15 digits have no century, or may be the beginning of 18."""
    is_old = compact.str.contains(OLD_FORM)
    return (is_old & (is_centenarian(compact) | may_be_cut_off(compact, latest_birth))).fill_null(value=False)


def _reasons(compact: pl.Series, found: Findings, latest_birth: date) -> pl.Series:
    text = pl.col("text")
    is_old = text.str.contains(OLD_FORM)
    reason = (
        pl.when(text.str.contains(PLACEHOLDER))
        .then(pl.lit("id_number_placeholder"))
        .when(text.str.contains(AS_A_NUMBER))
        .then(pl.lit("id_number_scientific"))
        .when(text.str.count_matches(ONE_NUMBER) > 1)
        .then(pl.lit("id_number_several"))
        .when(text.str.contains(EXCEL_ZEROS))
        .then(pl.lit("id_number_excel_zeros"))
        .when(is_old & pl.lit(is_centenarian(compact)))
        .then(pl.lit("id_number_century"))
        .when(is_old & pl.lit(may_be_cut_off(compact, latest_birth)))
        .then(pl.lit("id_number_cut_off"))
        .when(text.str.len_chars() != LENGTH)
        .then(pl.lit("id_number_not_18"))
        .when(~pl.lit(pl.Series(found.has_form)))
        .then(pl.lit("id_number_form"))
        .when(~pl.lit(pl.Series(found.has_birth_date & found.is_born)))
        .then(pl.lit("id_number_birth_date"))
        .otherwise(pl.lit("id_number_check_digit"))
    )
    return compact.alias("text").to_frame().select(reason.alias(REASON))[REASON]
