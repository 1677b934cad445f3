"""Rows that are no data are dropped with their reason; what is in doubt is held, never dropped."""

from collections.abc import Iterator
from typing import Any

from tests.unit.landing.files import id_number
from tests.zoo.specimen import Held, Read, Specimen
from tests.zoo.writing import HEADER, TITLE, book, people, person, text

NUMBERED = ("序号", *HEADER)
EMPTY_NUMBER = "required_empty"


def specimens() -> Iterator[Specimen]:
    """Rows to drop, rows to keep, merged rows."""
    yield from dropped()
    yield from kept()
    yield from merged()


def _among(*rows: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    data = [(number, *row) for number, row in enumerate(people(3), start=1)]
    return (TITLE, NUMBERED, *data, *rows)


def _dropped(name: str, reason: str, *rows: tuple[Any, ...]) -> Iterator[Specimen]:
    read = Read(5 + len(rows), 3, {"title": 1, "header": 1, reason: len(rows)})
    yield Specimen(f"{name}_in_a_text", text(*_among(*rows)), read)


def dropped() -> Iterator[Specimen]:
    """Totals, notes, signatures, ends."""
    blank = [("",) * 6, ("", "　", " ", "", "", "")]
    yield Specimen(
        "blank_rows_between",
        text(TITLE, NUMBERED, (1, *person(1)), *blank, (2, *person(2))),
        Read(6, 2, {"title": 1, "header": 1, "blank": 2}),
    )
    totals: list[tuple[Any, ...]] = [
        ("合计", "", "", "", 900, ""),
        ("", "合 计", "3人", "", "900", ""),
        ("总计：3人", "", "", "", "", ""),
        ("安陵镇小计", "", "3", "", "900", ""),
        ("", "", "共计3户", "", "", ""),
        ("本页小计", "共3人", "", "", "900", ""),
    ]
    yield from _dropped("totals", "total", *totals)
    signatures = [
        ("填表人：李四", "", "审核人：王五", "", "联系电话：13800000000", ""),
        ("填表人：", "李四", "13800000000", "", "", ""),
        ("单位负责人（签字）：", "", "", "", "", ""),
        ("填报日期：2022年2月8日",),
        ("(盖章)",),
    ]
    yield from _dropped("signatures", "signature", *signatures)
    notes = [("备注：以上数据截至1月底",), ("说明：1.本表按月报送", "", "", "", "", ""), ("注1：无身份证的填户口本",)]
    yield from _dropped("notes", "note", *notes)
    yield from _dropped("ends", "end_mark", ("", "以下空白"), ("——以下无正文——",), ("4", "（以下空白）"))
    yield from _dropped("numbered_and_empty_rows", "sequence_only", ("4",), ("5", "", " ", "", "", ""))
    yield from _dropped("sections", "section", ("一、安陵镇",), ("（二）马栏镇", "", "", "", "", ""))
    yield from _dropped("a_remark_beside_the_table", "outside_columns", ("", "", "", "", "", "", "请尽快核实"))
    read = Read(8, 3, {"title": 1, "header": 1, "total": 1, "signature": 1, "blank": 1})
    end = [("合计", "", "", "", 900, ""), (), ("填表人：李四", "", "", "审核人：王五", "", "")]
    yield Specimen("totals_and_signatures_in_a_workbook", book(*_among(*end)), read)


def kept() -> Iterator[Specimen]:
    """Odd rows that may be somebody's."""
    yield Specimen(
        "a_row_with_nothing_but_a_name",
        text(HEADER, person(1), ("李四", "", "", "", "")),
        Read(3, 1, {"header": 1}, [Held(3, "身份证号", EMPTY_NUMBER, "空"), Held(3, "审批日期", EMPTY_NUMBER, "空")]),
    )
    yield Specimen(
        "a_row_whose_number_is_words",
        text(HEADER, person(1, number="户口本上有"), person(2, remark="合计补发")),
        Read(3, 1, {"header": 1}, [Held(2, "身份证号", "id_number_not_18", "5个字符，含文字或符号")]),
    )
    yield Specimen(
        "a_person_called_like_a_total",
        text(HEADER, person(1, name="总计"), person(2, name="合计")),
        Read(3, 2, {"header": 1}),
    )
    yield Specimen(
        "a_township_over_its_people_is_held",
        text(HEADER, ("安陵镇", "", "", "", ""), person(1)),
        Read(3, 1, {"header": 1}, [Held(2, "身份证号", EMPTY_NUMBER, "空"), Held(2, "审批日期", EMPTY_NUMBER, "空")]),
    )

    def hide(_: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})

    yield Specimen("hidden_rows_and_columns_are_data", book(HEADER, *people(3), more=hide), Read(4, 3, {"header": 1}))
    yield Specimen(
        "a_row_given_twice",
        text(HEADER, person(1), person(2), person(1)),
        Read(4, 2, {"header": 1}, [Held(4, "身份证号", "duplicate_key", "与第2行重复")]),
    )


def merged() -> Iterator[Specimen]:
    """Cells merged over several rows of data."""
    register = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码")
    members = [
        ("4110241000001", "张三", id_number(1), "户主", "男", "411024100001"),
        ("", "李四", id_number(2), "配偶", "女", ""),
        ("", "张小", id_number(3), "之子", "男", ""),
        ("4110241000002", "王五", id_number(4), "户主", "男", "411024100001"),
    ]

    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 3, 0, "4110241000001")
        sheet.merge_range(1, 5, 3, 5, "411024100001")

    yield Specimen(
        "household_number_merged_over_its_members",
        book(register, *members, more=merge, name="农户家庭成员信息花名册.xlsx"),
        Read(5, 4, {"header": 1}, values={"household_number": ["4110241000001"] * 3 + ["4110241000002"]}),
        "household_register",
    )

    def merge_amount(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 3, 2, 3, 600)

    seen = "“600(2行合并为一格)”"
    yield Specimen(
        "one_amount_merged_over_two_people",
        book(HEADER, *people(3), more=merge_amount),
        Read(4, 1, {"header": 1}, [Held(row, "月保障金额", "amount_unreadable", seen) for row in (2, 3)]),
    )

    def merge_records(_: Any, sheet: Any) -> None:
        for first in (1, 3):
            for position, value in enumerate(person(first, remark="同住")):
                sheet.merge_range(first, position, first + 1, position, value)

    yield Specimen(
        "records_two_rows_high",
        book(HEADER, more=merge_records),
        Read(4, 2, {"header": 1, "blank": 1}, values={"monthly_benefit_amount": ["300.00"] * 2}),
    )
