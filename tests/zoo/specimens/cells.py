"""Amounts, dates, counts, codes and names in every form people give them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from tests.unit.landing.files import id_number
from tests.zoo.specimen import Held, Read, Specimen
from tests.zoo.writing import HEADER, Make, book, operated, people, person, text

AMOUNT, DAY = "月保障金额", "审批日期"
FIFTH = date(2022, 1, 5)


def specimens() -> Iterator[Specimen]:
    """Amounts, dates, codes, lost cells."""
    yield from amounts()
    yield from dates()
    yield from codes()
    yield from lost()


def _rows(field: str, cells: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [person(n, **{field: cell}) for n, cell in enumerate(cells, start=1)]


def _read(name: str, make: Make, column: str, values: Sequence[Any]) -> Specimen:
    count = len(values)
    return Specimen(name, make, Read(count + 1, count, {"header": 1}, values={column: values}))


def _held(name: str, field: str, header: str, reason: str, cells: Sequence[str]) -> Specimen:
    held = [Held(row, header, reason, f"“{cell}”") for row, cell in enumerate(cells, start=2)]
    return Specimen(name, text(HEADER, *_rows(field, cells)), Read(len(cells) + 1, 0, {"header": 1}, held))


def amounts() -> Iterator[Specimen]:
    """Yuan to the cent, or held."""
    column = "monthly_benefit_amount"
    grouped = ["1,234.50", "１，２３４．５", " 1 234.5 元", "¥1,234.50", "￥1234.5", "人民币1234.50元整", "'1234.5"]
    yield _read("amounts_as_text", text(HEADER, *_rows("amount", grouped)), column, ["1234.50"] * len(grouped))
    scaled = ["0.12345万元", "0.12345万", "1.2345千元", "1234.5元", "1234.50 圆"]
    yield _read("amounts_with_units", text(HEADER, *_rows("amount", scaled)), column, ["1234.50"] * len(scaled))
    negative = ["-1,234.50", "(1,234.50)", "（1234.5）", "－1234.5", "−1234.5元", "¥-1234.5"]
    yield _read("amounts_below_zero", text(HEADER, *_rows("amount", negative)), column, ["-1234.50"] * len(negative))
    unclear = ["约三百", "壹万贰仟元整", "1万5", "1,23", "1.234,50", "300/月", "200-300", "12.345", "一千"]
    yield _held("amounts_with_no_single_meaning", "amount", AMOUNT, "amount_unreadable", unclear)

    def formats(workbook: Any, sheet: Any) -> None:
        for row, form in enumerate(("¥#,##0.00", "0%", "#,##0_);(#,##0)", "0.00E+00", '0.0"万元"'), start=1):
            sheet.write_number(row, 3, 1234.5, workbook.add_format({"num_format": form}))

    yield _read("amounts_as_formatted_numbers", book(HEADER, *people(5), more=formats), column, ["1234.50"] * 5)
    rows = _rows("amount", [0.1 + 0.2, 1e3, 33.300000000000004])
    yield _read("amounts_with_the_noise_of_floats", book(HEADER, *rows), column, ["0.30", "1000.00", "33.30"])


def dates() -> Iterator[Specimen]:
    """Days with year, month and day, or held."""
    written = [
        "2022-01-05",
        "2022/1/5",
        "2022.1.5",
        "20220105",
        "2022年1月5日",
        "2022年01月05号",
        "２０２２．０１．０５",
    ]
    yield _read("dates_as_text", text(HEADER, *_rows("day", written)), "approved_date", [FIFTH] * len(written))
    timed = ["2022-01-05 08:30", "2022/1/5 0:00:00", "2022-01-05T08:30:00", "44566", "44566 "]
    yield _read("dates_with_times_and_serials", text(HEADER, *_rows("day", timed)), "approved_date", [FIFTH] * 5)
    typed = [FIFTH, datetime(2022, 1, 5, 8, 30), 44566]  # noqa: DTZ001 -- a spreadsheet's times know no zone
    yield _read("dates_as_date_cells", book(HEADER, *_rows("day", typed)), "approved_date", [FIFTH] * 3)
    since_1904 = book(HEADER, *_rows("day", [FIFTH] * 2), options={"date_1904": True})
    yield _read("dates_counted_from_1904", since_1904, "approved_date", [FIFTH] * 2)
    unclear = ["2022-02-30", "2022年1月", "22/1/5", "1/5/2022", "2022-13-01", "一月五日", "39999", "2022", "长期"]
    yield _held("dates_with_no_single_meaning", "day", DAY, "date_unreadable", unclear)


def codes() -> Iterator[Specimen]:
    """Labels of a code list, names, numbers of households."""
    header = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码")
    good = ("4110241000001", "张三", id_number(1), "户主", "男", "411024100001")
    varied = ("４１１０２４１０００００１", "李　四", id_number(2), " 配偶 ", "女　", "４１１０２４１００００１")
    register = "农户家庭成员信息花名册.xlsx"
    yield Specimen(
        "codes_with_blanks_and_width",
        book(header, good, varied, name=register),
        Read(3, 2, {"header": 1}, values={"sex_code": ["male", "female"], "person_name": ["张三", "李四"]}),
        "household_register",
    )
    bad = ("4110241000001", "王五", id_number(3), "房东", "不详", "110101001001")
    labels = "household_register"
    yield Specimen(
        "codes_nobody_knows",
        book(header, good, bad, name=register),
        Read(
            3,
            1,
            {"header": 1},
            [
                Held(3, "与户主关系", "code_unknown", "“房东”"),
                Held(3, "性别", "code_unknown", "“不详”"),
                Held(3, "村级区划代码", "division_unknown", "“110101001001”"),
            ],
        ),
        labels,
    )
    numbers = (411024100000123456, "赵六", id_number(4), "户主", "男", 411024100001)
    yield Specimen(
        "household_number_stored_as_a_number",
        book(header, good, numbers, name=register),
        Read(3, 1, {"header": 1}, [Held(3, "户编号", "household_number_unreadable", "科学计数法数字")]),
        labels,
    )
    names = ["古丽·阿依", "阿布都热合曼·买买提依明·吐尔逊", "Abu  Bakr", "欧阳 修"]
    kept = ["古丽·阿依", "阿布都热合曼·买买提依明·吐尔逊", "Abu Bakr", "欧阳修"]
    yield _read("names_of_every_kind", text(HEADER, *_rows("name", names)), "person_name", kept)
    yield Specimen(
        "cells_that_must_not_be_empty",
        text(HEADER, person(1, name=""), person(2, day=" "), person(3, number="")),
        Read(
            4,
            0,
            {"header": 1},
            [Held(row, header, "required_empty", "空") for row, header in ((2, "姓名"), (3, DAY), (4, "身份证号"))],
        ),
    )


def lost() -> Iterator[Specimen]:
    """Cells whose content was lost before they came."""

    def formulas(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 3, "=100*3", None, 300)
        sheet.write_formula(2, 3, "=SUM(D2:D2)", None, "")
        sheet.write_formula(3, 0, '="张"&"三"', None, "")

    def without_value(name: str, content: bytes) -> bytes:
        return content.replace(b"<v></v>", b"") if "worksheets/sheet1" in name else content

    seen = "没有计算结果的公式"
    yield Specimen(
        "formulas_never_calculated",
        operated(book(HEADER, *people(3), more=formulas), without_value),
        Read(
            4,
            1,
            {"header": 1},
            [Held(3, AMOUNT, "formula_uncalculated", seen), Held(4, "姓名", "formula_uncalculated", seen)],
        ),
    )

    def shared(_: str, content: bytes) -> bytes:
        """Column D as programs save a formula that was drawn down: written once, for the rest by its number."""
        first, others = b'<f t="shared" ref="D2:D4" si="0">1+1</f>', b'<f t="shared" si="0"/>'
        for row, formula in ((2, first), (3, others), (4, others)):
            content = re.sub(rb'(<c r="D%d") t="s"><v>\d+</v>' % row, rb"\1>" + formula, content)
        return content

    yield Specimen(
        "shared_formulas_never_calculated",
        operated(book(HEADER, *people(3)), shared),
        Read(4, 0, {"header": 1}, [Held(row, AMOUNT, "formula_uncalculated", seen) for row in (2, 3, 4)]),
    )

    def errors(_: Any, sheet: Any) -> None:
        for row, error in enumerate(("#REF!", "#N/A", "#VALUE!", "#DIV/0!"), start=1):
            sheet.write_formula(row, 3, "=NA()", None, error)

    held = [
        Held(row, AMOUNT, "cell_error", f"错误值“{error}”")
        for row, error in enumerate(("#REF!", "#N/A", "#VALUE!", "#DIV/0!"), 2)
    ]
    yield Specimen("cells_in_error", book(HEADER, *people(4), more=errors), Read(5, 0, {"header": 1}, held))
    yield Specimen(
        "an_error_for_a_name",
        text(HEADER, person(1, name="#N/A"), person(2)),
        Read(3, 1, {"header": 1}, [Held(2, "姓名", "cell_error", "错误值“#N/A”")]),
    )
    yield Specimen(
        "characters_replaced_on_the_way",
        text(HEADER, person(1, name="张\ufffd"), person(2, remark="外出锟斤拷务工"), person(3), encoding="utf-8"),
        Read(
            4,
            1,
            {"header": 1},
            [
                Held(2, "姓名", "characters_lost", "含已损坏的字符"),
                Held(3, "备注", "characters_lost", "含已损坏的字符"),
            ],
        ),
    )
    yield _read("true_and_false", book(HEADER, *_rows("remark", [True, False])), "remark", ["TRUE", "FALSE"])
    yield Specimen(
        "text_that_looks_like_a_formula",
        text(HEADER, person(1, remark="=cmd|' /C calc'!A0"), person(2, remark="＝1+1"), person(3, remark="@x")),
        Read(4, 3, {"header": 1}, values={"remark": ["=cmd|' /C calc'!A0", "＝1+1", "@x"]}),
    )
