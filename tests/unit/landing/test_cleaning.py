"""What each type of column makes of what people write: value, kept text, reason, and whether the original is kept."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.feeds import Column
from shouwang.feeds.declarations import vocabulary
from shouwang.landing.values.canonical import Context
from shouwang.landing.values.cleaning import clean_column
from tests.unit.landing.files import id_number

VILLAGE = "411024100200"
ID = id_number(1)
WITH_X = next(number for number in map(id_number, range(100)) if number.endswith("X"))
CONTEXT = Context(date(2022, 1, 31), frozenset({VILLAGE}), "key".__eq__, ("settlement_number",))


def column(name: str, *, required: bool = False) -> Column:
    return Column.model_validate({**vocabulary()[name], "required": required})


def read(name: str, *cells: str | None, required: bool = False) -> list[tuple[Any, ...]]:
    """Value, text, reason code and original of each cell."""
    clean = clean_column(column(name, required=required), pl.Series(cells, dtype=pl.String), CONTEXT)
    reasons = dict(clean.problems.select("index", "reason_code").iter_rows())
    originals = dict(clean.originals.iter_rows())
    return [
        (value, text, reasons.get(at), originals.get(at))
        for at, (value, text) in enumerate(zip(clean.values, clean.texts, strict=True))
    ]


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        *[
            ("self_paid_amount", cell, "12345.60")
            for cell in ("12,345.60", "１２３４５．６", "12345.6元", "￥12345.60", "1.23456万元")
        ],
        *[
            ("self_paid_amount", cell, "-6000.00")
            for cell in ("-6000.000", "－6,000", " -6000元整", "（6,000.00）", "¥-6000", "−6千元")
        ],
        *[("approved_date", cell, date(2022, 1, 5)) for cell in ("2022/1/5", "2022.1.5", "20220105", "2022年1月5日")],
        *[
            ("approved_date", cell, date(2022, 1, 5))
            for cell in ("2022-1-5", "44566", "2022-01-05 00:00:00", "２０２２．０１．０５")
        ],
        *[("id_number", cell, ID) for cell in (f" {ID}", f"'{ID}", f"{ID[:6]} {ID[6:]}\u3000", f"\u200b{ID}")],
        ("id_number", WITH_X.lower(), WITH_X),
        ("id_number", WITH_X.replace("X", "Ｘ"), WITH_X),
        ("sex_code", " 男", "male"),
        ("disability_grade_code", "１", "grade_1"),
        ("disability_grade_code", "壹级", "grade_1"),
        ("check_result_code", "情况属实, 拟纳入监测", "confirmed"),
        ("village_code", f"{VILLAGE} ", VILLAGE),
        ("person_name", "张　三", "张三"),
        ("person_name", " Abu  Bakr ", "Abu Bakr"),
        ("household_number", "４１１０ ", "4110"),
        ("remark", "外出\n务工１年", "外出 务工1年"),
        ("row_key", "KEY ", "key"),
    ],
)
def test_what_people_write_is_read_and_the_original_kept(name: str, cell: str, value: Any) -> None:
    ((found, _, reason, original),) = read(name, cell)
    assert (found, reason, original) == (value, None, cell)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        *[("self_paid_amount", text, text) for text in ("0", "12345", "12345.6", "12345.60", "0.05", "-6000", "-0.5")],
        ("approved_date", "2024-02-29", date(2024, 2, 29)),
        *(("id_number", ID, ID), ("id_number", WITH_X, WITH_X), ("sex_code", "女", "female")),
        *(("village_code", VILLAGE, VILLAGE), ("person_name", "古丽·阿依", "古丽·阿依"), ("phone", "见备注", "见备注")),
        *(
            ("remark", "外出，务工（广东）", "外出，务工（广东）"),
            ("row_key", "key", "key"),
            ("household_number", "A-1", "A-1"),
        ),
    ],
)
def test_the_canonical_spelling_needs_no_original(name: str, cell: str, value: Any) -> None:
    ((found, text, reason, original),) = read(name, cell)
    assert (found, text, reason, original) == (value, cell, None, None)


@pytest.mark.parametrize(
    ("name", "cell", "reason", "seen"),
    [
        ("id_number", ID[:17], "id_number_not_18", "17位数字"),
        ("id_number", "411024801301001", "id_number_not_18", "15位数字"),
        ("id_number", f"{ID}、{WITH_X}", "id_number_several", "两个以上号码"),
        ("id_number", "4.1102419800101E+17", "id_number_scientific", "科学计数法数字"),
        ("id_number", "41102420220201001X", "id_number_birth_date", "18位，出生日期不存在或在数据月份之后"),
        ("id_number", ID[:17] + ("1" if ID[17] != "1" else "2"), "id_number_check_digit", "18位，校验码不符"),
        ("id_number", "41102419800101A01X", "id_number_form", "18位，含其他字符"),
        *[
            ("self_paid_amount", cell, "amount_unreadable", f"“{cell}”")
            for cell in (
                "约一万",
                "12.345",
                "1,23",
                "1.234,50",
                "1万5",
                "壹万贰仟元整",
                "-(100)",
                "0.0000001万元",
                "1,23元",
            )
        ],
        *[
            ("approved_date", cell, "date_unreadable", f"“{cell}”")
            for cell in ("2022-02-30", "2022年1月", "22-1-5", "39999")
        ],
        ("approved_date", ID, "date_unreadable", "“（长号码）”"),
        ("sex_code", "不详", "code_unknown", "“不详”"),
        ("village_code", "4.11024E+11", "division_unknown", "科学计数法数字"),
        ("village_code", "110101001001", "division_unknown", "“110101001001”"),
        ("village_code", ID, "division_unknown", "“（长号码）”"),
        ("household_number", "4.1102410000001E+16", "household_number_unreadable", "科学计数法数字"),
        ("settlement_number", "4.1102410000001E+16", "text_scientific", "科学计数法数字"),
        ("row_key", "202201-01", "row_key_unreadable", "“202201-01”"),
    ],
)
def test_what_has_no_single_meaning_is_held_with_its_shape(name: str, cell: str, reason: str, seen: str) -> None:
    clean = clean_column(column(name), pl.Series([cell]), CONTEXT)
    assert clean.values.to_list() == [None]
    assert clean.problems.rows() == [(0, reason, seen)]
    assert clean.originals.rows() == [(0, cell)]


@pytest.mark.parametrize(
    "name", ["person_name", "id_number", "self_paid_amount", "approved_date", "sex_code", "village_code"]
)
def test_an_empty_cell_is_held_only_where_something_is_required(name: str) -> None:
    assert read(name, None, " \u3000") == [(None, None, None, None), (None, None, None, " \u3000")]
    assert [reason for _, _, reason, _ in read(name, None, " ", required=True)] == ["required_empty", "required_empty"]


def test_one_odd_cell_leaves_the_others_as_they_are() -> None:
    cells = pl.Series(["2022-01-05", "2022.1.6", None, "2022-02-30"])
    clean = clean_column(column("approved_date"), cells, CONTEXT)
    assert clean.values.to_list() == [date(2022, 1, 5), date(2022, 1, 6), None, None]
    assert cells.to_list() == ["2022-01-05", "2022.1.6", None, "2022-02-30"]
    assert clean.originals.rows() == [(1, "2022.1.6"), (3, "2022-02-30")]


@settings(deadline=None)
@given(st.lists(st.none() | st.text(max_size=8), min_size=1, max_size=6))
@pytest.mark.parametrize(
    "name", ["remark", "person_name", "household_number", "id_number", "approved_date", "loss_amount"]
)
def test_whatever_stands_in_a_cell_is_kept_or_reads_back(name: str, cells: list[str | None]) -> None:
    for cell, (value, text, reason, original) in zip(cells, read(name, *cells), strict=True):
        assert original in {None, cell}
        if original is None:
            assert (text or "") == (cell or "")
        assert (value is None) == (reason is not None or text is None)


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_amounts_are_exact_to_the_cent(cents: int) -> None:
    sign, (yuan, rest) = "-" if cents < 0 else "", divmod(abs(cents), 100)
    text = f"{sign}{yuan}.{rest:02d}"
    ((value, _, reason, _),) = read("loss_amount", f"{sign}{yuan:,}.{rest:02d}元")
    assert reason is None
    assert value in ({text} if cents else {"0.00"})
