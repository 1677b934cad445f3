"""Nil returns (零报告): the department says there is nothing, which is not the same as sending nothing."""

from collections.abc import Iterator

from tests.zoo.specimen import Read, Refused, Specimen
from tests.zoo.writing import HEADER, TITLE, book, person, raw, text

TOLD = ("文件写明没有需要报送的内容，按零报告接收",)


def specimens() -> Iterator[Specimen]:
    """With a header and without."""
    yield Specimen("nil_header_alone", book(HEADER), Read(1, 0, {"header": 1}))
    yield Specimen("nil_title_and_header", book(TITLE, HEADER), Read(2, 0, {"title": 1, "header": 1}))
    for name, word in (
        ("none", "无"),
        ("nothing_new", "本月无新增"),
        ("zero", "零报告"),
        ("no_such_case", "无此情况。"),
    ):
        read = Read(3, 0, {"title": 1, "header": 1, "nil_statement": 1})
        yield Specimen(f"nil_row_{name}", text(TITLE, HEADER, (word, "", "", "", "")), read)
    yield Specimen(
        "nil_in_every_cell",
        book(TITLE, ("序号", *HEADER), (1, "无", "无", "/", "无", ""), (), ("填表人：李四",)),
        Read(5, 0, {"title": 1, "header": 1, "nil_statement": 1, "blank": 1, "signature": 1}),
    )
    yield Specimen(
        "nil_as_dashes", text(HEADER, ("/", "/", "/", "/", "")), Read(2, 0, {"header": 1, "nil_statement": 1})
    )
    yield Specimen(
        "nil_before_a_row_of_data",
        text(HEADER, ("无", "", "", "", ""), person(1)),
        Read(3, 1, {"header": 1, "nil_statement": 1}),
    )
    yield Specimen(
        "nil_without_a_header",
        book(TITLE, (), ("2022年1月我局无新增低保人员",), ("填报人：李四", "", "联系电话：13800000000")),
        Read(4, 0, {"title": 2, "blank": 1, "nil_statement": 1}, told=TOLD),
    )
    yield Specimen(
        "nil_named_by_the_file_alone",
        raw("零报告".encode(), "民政局_2022年1月_新增农村低保人员名单.txt"),
        Read(1, 0, {"nil_statement": 1}, told=TOLD),
    )
    yield Specimen(
        "nil_under_a_header_too_short",
        text(TITLE, ("姓名", "身份证号"), ("无", "无")),
        Read(3, 0, {"title": 2, "nil_statement": 1}, told=TOLD),
    )
    yield Specimen(
        "nil_of_nobody_knows_what",
        raw("本月无新增".encode(), "一月.txt"),
        Refused("认不出是哪份名单：.*请写明名单名称后重报"),
        None,
    )
    yield Specimen(
        "nil_of_a_list_to_be_returned",
        raw("无".encode(), "安陵镇入户核查名单.txt"),
        Refused(
            "按《入户核查名单（核查反馈）》缺少必需的列：“行标识”。表头在前30行看到的是：没有一行像表头；请补上缺少的列后重报"
        ),
        None,
    )
    yield Specimen(
        "title_and_nothing_said",
        text(TITLE),
        Refused(
            "按《新增农村低保人员名单》缺少必需的列：“姓名”、“身份证号”、“审批日期”。表头在前30行看到的是：没有一行像表头；请补上缺少的列后重报"
        ),
        None,
    )
