"""Headers: under titles, of several rows, merged, in any order, with units, repeated, missing."""

from collections.abc import Iterator
from typing import Any

from tests.unit.landing.files import id_number
from tests.zoo.specimen import Read, Refused, Specimen
from tests.zoo.writing import HEADER, TITLE, book, people, person, text

REGISTER = "household_register"
MEDICAL = "medical_insurance_settlements"
AMOUNTS = "monthly_benefit_amount"
MEMBERS = (
    ("4110241000001", "张三", id_number(1), "户主", "男", "411024100001"),
    ("4110241000001", "李四", id_number(2), "配偶", "女", "411024100001"),
)
SETTLED = ("张三", id_number(1), "S-1", "2022-01-09", "38000", "20000", "12345.6", "")


def specimens() -> Iterator[Specimen]:
    """Plain headers, headers of several rows, units, headers that are refused."""
    yield from plain()
    yield from stacked()
    yield from units()
    yield from repeated()
    yield from refused()


def plain() -> Iterator[Specimen]:
    """One row, wherever it stands and however its labels are written."""
    yield Specimen("header_in_the_first_row", text(HEADER, *people(2)), Read(3, 2, {"header": 1}))
    yield Specimen(
        "header_under_title_unit_line_and_blank_row",
        book(TITLE, ("填报单位：鄢陵县民政局", "", "", "单位：元"), (), HEADER, *people(2), more=_merge_title),
        Read(6, 2, {"title": 2, "blank": 1, "header": 1}),
    )
    yield Specimen(
        "header_in_row_twelve_under_a_long_preface",
        text(TITLE, *((f"{number}. 请逐项填写，不得留空",) for number in range(1, 11)), HEADER, *people(1)),
        Read(13, 1, {"title": 11, "header": 1}),
    )
    order = ("月补助金额", "认定时间", "公民身份号码", "人员姓名")
    yield Specimen(
        "header_by_other_names_in_another_order",
        text(order, *(("300", "2022-01-05", id_number(n), "张三") for n in (1, 2))),
        Read(3, 2, {"header": 1}, values={AMOUNTS: ["300.00", "300.00"]}),
    )
    decorated = ("*姓 名", "身份证号（必填）", "审批\n日期", "月保障金额(元)：", "备　注")
    yield Specimen(
        "header_with_stars_remarks_breaks_and_blanks", book(decorated, *people(1)), Read(2, 1, {"header": 1})
    )
    yield Specimen(
        "header_in_full_width_letters",
        text((*HEADER[:4], "备注（ＡＢ）"), *people(1)),
        Read(2, 1, {"header": 1}),
    )
    gaps = [("", *row[:2], "", "", *row[2:]) for row in (HEADER, *people(2))]
    yield Specimen("header_with_blank_columns_between", book(*gaps), Read(3, 2, {"header": 1}))
    yield Specimen(
        "header_without_optional_columns",
        text(HEADER[:3], *(row[:3] for row in people(2))),
        Read(3, 2, {"header": 1}, told=("表中没有这些可填的列：“低保证号”“月保障金额”“乡镇”“行政村”“备注”",)),
    )
    extra = ("序号", *HEADER, "开户行", "", "开户行")
    rows = ((1, *person(1), "农行", "另注", "工行"), (2, *person(2), "", "", "建行"), (3, *person(3), "", "", ""))
    yield Specimen(
        "header_with_columns_nobody_asked_for",
        book(extra, *rows),
        Read(
            4,
            3,
            {"header": 1},
            told=("名单以外的列照原样保存，不作处理：“开户行”“开户行（第9列）”",),
            extras={
                2: {"开户行": "农行", "第8列": "另注", "开户行（第9列）": "工行"},
                3: {"开户行（第9列）": "建行"},
            },
        ),
    )
    yield Specimen(
        "header_with_an_optional_column_twice",
        text((*HEADER, "备注"), (*person(1, remark="甲"), "乙"), (*person(2), "")),
        Read(3, 2, {"header": 1}, values={"remark": ["甲", None]}, extras={2: {"备注（第6列）": "乙"}}),
    )


def _merge_title(workbook: Any, sheet: Any) -> None:
    sheet.merge_range(0, 0, 0, 4, TITLE[0], workbook.add_format({"align": "center"}))


def stacked() -> Iterator[Specimen]:
    """Two and three rows, groups merged over their columns."""

    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 3, 1, 4, "住址")
        for position, label in enumerate(("姓名", "身份证号", "审批日期")):
            sheet.merge_range(1, position, 2, position, label)

    groups = ("姓名", "身份证号", "审批日期", "住址", "", "备注")
    leaves = ("", "", "", "乡镇", "村", "")
    rows = [("张三", id_number(n), "2022-01-05", "安陵镇", "东街村", "") for n in (1, 2)]
    read = Read(
        5, 2, {"title": 1, "header": 2}, values={"village_name": ["东街村"] * 2, "township_name": ["安陵镇"] * 2}
    )
    yield Specimen("header_of_two_rows_merged", book(TITLE, groups, leaves, *rows, more=merge), read)
    yield Specimen("header_of_two_rows_as_text", text(TITLE, groups, leaves, *rows), read)
    medical = [
        ("患者姓名", "身份证号", "结算单号", "结算日期", "医疗费用（元）", "", "", ""),
        ("", "", "", "", "总费用", "报销", "救助后", ""),
        ("", "", "", "", "", "统筹支付", "自费金额", "备注"),
    ]
    yield Specimen(
        "header_of_three_rows",
        book(("困难群众医疗救助后自费超过1万元人员名单",), *medical, SETTLED, name="医保局.xlsx"),
        Read(
            5,
            1,
            {"title": 1, "header": 3},
            values={"self_paid_amount": ["12345.60"], "pooled_fund_amount": ["20000.00"]},
        ),
        MEDICAL,
    )
    contact = [("姓名", "身份证号", "审批日期", "联系人", "", ""), ("", "", "", "姓名", "身份证号", "电话")]
    yield Specimen(
        "header_with_a_contact_beside_the_person",
        text(*contact, ("张三", id_number(1), "2022-01-05", "李四", id_number(2), "13800000000")),
        Read(3, 1, {"header": 1, "outside_columns": 1}, values={"person_name": ["张三"], "id_number": [id_number(1)]}),
    )
    twofold = [("申请人", "", "户主", "", "审批日期"), ("姓名", "身份证号", "姓名", "身份证号", "")]
    yield Specimen(
        "header_with_two_groups_alike",
        text(*twofold, ("张三", id_number(1), "李四", id_number(2), "2022-01-05")),
        Refused("第2行表头“申请人姓名”“申请人身份证号”出现了不止一次，不知以哪一列为准；请只保留一列后重报"),
        None,
    )
    yield Specimen(
        "header_with_numbered_columns",
        text(HEADER, ("1", "2", "3", "4", "5"), *people(2)),
        Read(4, 2, {"header": 1, "column_numbers": 1}),
    )


def units() -> Iterator[Specimen]:
    """The unit of amounts is said in the header or above it."""
    in_ten_thousands = (*HEADER[:3], "月保障金额（万元）", "备注")
    converted = {AMOUNTS: ["300.00", "12000.00", "-500.00", "450.00"]}
    amounts = [person(n, amount=amount) for n, amount in enumerate(("0.03", 1.2, "(0.05)", "450元"), start=1)]
    yield Specimen(
        "unit_ten_thousands_in_the_header",
        book(in_ten_thousands, *amounts),
        Read(5, 4, {"header": 1}, values=converted, told=("已按表头所写的单位换算成元：“月保障金额（万元）”",)),
    )
    yield Specimen(
        "unit_ten_thousands_above_the_table",
        book(TITLE, ("", "", "", "单位：万元"), HEADER, *amounts),
        Read(7, 4, {"title": 2, "header": 1}, values=converted),
    )
    yield Specimen(
        "unit_in_a_row_under_the_header",
        text(HEADER, ("", "", "", "（千元）", ""), person(1, amount="0.3"), person(2, amount="1.25")),
        Read(4, 2, {"header": 2}, values={AMOUNTS: ["300.00", "1250.00"]}),
    )
    doubt = "表头“{}”的金额单位不能确定：表头和表上方写的单位不一致，或不是人民币；请统一以元为单位后重报"
    yield Specimen(
        "unit_of_the_header_against_the_one_above",
        text(TITLE, ("单位：万元",), (*HEADER[:3], "月保障金额（元）"), person(1)[:4]),
        Refused(doubt.format("月保障金额（元）")),
        None,
    )
    yield Specimen(
        "unit_of_another_currency",
        text(TITLE, (*HEADER[:3], "月保障金额（美元）"), person(1)[:4]),
        Refused(doubt.format("月保障金额（美元）")),
        None,
    )


def repeated() -> Iterator[Specimen]:
    """Page breaks bring header and title again."""
    yield Specimen(
        "header_again_after_each_page",
        text(TITLE, HEADER, *people(2), HEADER, person(3), HEADER, person(4)),
        Read(8, 4, {"title": 1, "header": 1, "repeated_header": 2}),
    )
    yield Specimen(
        "title_and_header_again_after_each_page",
        book(TITLE, HEADER, *people(2), TITLE, HEADER, person(3)),
        Read(7, 3, {"title": 1, "header": 1, "repeated_title": 1, "repeated_header": 1}),
    )
    groups, leaves = ("姓名", "身份证号", "审批日期", "住址", ""), ("", "", "", "乡镇", "村")
    rows = [("张三", id_number(n), "2022-01-05", "安陵镇", "东街村") for n in (1, 2)]
    yield Specimen(
        "header_of_two_rows_again",
        text(groups, leaves, rows[0], groups, leaves, rows[1]),
        Read(6, 2, {"header": 2, "repeated_header": 2}),
    )


def refused() -> Iterator[Specimen]:
    """What no list can be read from."""
    yield Specimen(
        "header_with_the_number_twice",
        text((*HEADER, "身份证号"), (*person(1), id_number(2))),
        Refused("第1行表头“身份证号”出现了不止一次，不知以哪一列为准；请只保留一列后重报"),
        None,
    )
    yield Specimen(
        "header_without_a_required_column",
        text(TITLE, ("姓名", "身份证编号码", "审批日期"), person(1)[:3]),
        Refused(
            "按《新增农村低保人员名单》缺少必需的列：“身份证号”（最接近的是“身份证编号码”）。"
            "表头在第2行看到的是：姓名、身份证编号码、审批日期；请补上缺少的列后重报"
        ),
        None,
    )
    yield Specimen(
        "rows_without_any_header",
        text(*people(3)),
        Refused(
            "按《新增农村低保人员名单》缺少必需的列：“姓名”、“身份证号”、“审批日期”。"
            "表头在前30行看到的是：没有一行像表头；请补上缺少的列后重报"
        ),
        None,
    )
    yield Specimen(
        "a_list_nobody_expects",
        text(("车牌", "车型"), ("豫K00001", "轿车"), name="车辆.csv"),
        Refused(
            "认不出是哪份名单：文件名和标题行里没有名单名称，表头看到的是：没有一行像表头。本县应报：《.*》；请写明名单名称后重报"
        ),
        None,
    )
    yield Specimen(
        "a_list_that_could_be_two",
        text(HEADER, *people(2), name="一月.csv"),
        Refused("认不出是哪份名单，可能是：《.*低保.*》、《.*特困.*》；请在文件名或标题行中写明名单名称后重报"),
        None,
    )
    yield Specimen(
        "a_list_known_by_a_column_of_its_own",
        text((*HEADER, "低保证号"), (*person(1), "D-1"), name="一月.csv"),
        Read(2, 1, {"header": 1}, values={"dibao_certificate_number": ["D-1"]}),
    )
    register = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码")
    yield Specimen(
        "register_known_by_its_header_alone",
        text(register, *MEMBERS, name="一月.csv"),
        Read(3, 2, {"header": 1}),
        REGISTER,
    )
