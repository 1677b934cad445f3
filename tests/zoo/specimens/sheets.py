"""Workbooks of several sheets: one holds the list, the others are told of and not read."""

from collections.abc import Iterator
from typing import Any

from tests.zoo.specimen import Read, Refused, Specimen
from tests.zoo.writing import HEADER, TITLE, book, people

GOOD = (TITLE, HEADER, *people(2))
READ = Read(4, 2, {"title": 1, "header": 1})


def specimens() -> Iterator[Specimen]:
    """Sheets beside the list, hidden ones, several lists."""
    beside = {"填表说明": [("填表说明",), ("姓名不可空",)], "字典": [("性别",), ("男",), ("女",)], "Sheet3": []}
    told = ("没有读取的工作表（不是名单）：“填表说明”“字典”",)
    yield Specimen("sheets_of_explanations", book(*GOOD, others=beside), Read(4, 2, READ.dropped, told=told))

    def hide(workbook: Any, sheet: Any) -> None:
        sheet.activate()
        for name, state in (("上月", "hide"), ("基础数据", "very_hidden")):
            getattr(workbook.get_worksheet_by_name(name), state)()

    yield Specimen(
        "sheets_that_are_hidden",
        book(*GOOD, others={"上月": GOOD, "基础数据": GOOD}, more=hide),
        Read(4, 2, READ.dropped, told=("没有读取隐藏的工作表：“上月”“基础数据”",)),
    )
    yield Specimen(
        "sheets_of_a_template_without_rows",
        book(*GOOD, others={"模板": [TITLE, HEADER]}),
        Read(4, 2, READ.dropped, told=("没有读取的工作表（不是名单）：“模板”",)),
    )
    yield Specimen(
        "sheets_with_a_list_each",
        book(*GOOD, sheet="安陵镇", others={"马栏镇": GOOD}),
        Refused("工作簿里有 2 张表都像《新增农村低保人员名单》：“安陵镇”、“马栏镇”；请合并成一张表后重报"),
        None,
    )

    def chart(workbook: Any, _: Any) -> None:
        shown = workbook.add_chart({"type": "column"})
        shown.add_series({"values": "=名单!$D$3:$D$4"})
        workbook.add_chartsheet("图表").set_chart(shown)

    yield Specimen("sheets_of_charts", book(*GOOD, more=chart), READ)
