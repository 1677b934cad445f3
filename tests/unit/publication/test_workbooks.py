"""Workbooks: the same bytes for the same content, text that stays text, rows high enough for what they hold."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.wording import feedback_due, last_day, name_place, write_day
from shouwang.publication.workbooks import measure, write_workbook

CREATED = datetime(2022, 2, 1)  # noqa: DTZ001 -- document properties have no zone
COLUMNS = (SheetColumn("户主", 10), SheetColumn("理由", 20, "left"), SheetColumn("结果", 8, is_answer=True))


def make_sheet(*texts: str) -> Sheet:
    return Sheet("名单", "标题", "说明", COLUMNS, tuple(SheetRow(("甲", text, "")) for text in texts), frozen=1)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_workbook([make_sheet("一")], CREATED) == write_workbook([make_sheet("一")], CREATED)
    assert write_workbook([make_sheet("一")], CREATED) != write_workbook([make_sheet("二")], CREATED)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "http://127.0.0.1", "0011", "{=1}"])
def test_text_stays_text(text: str) -> None:
    content = write_workbook([make_sheet(text)], CREATED)
    cell = openpyxl.load_workbook(BytesIO(content)).worksheets[0]["B4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.text("住a，1", min_size=1, max_size=200))
def test_a_row_is_as_high_as_its_text_needs(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_workbook([make_sheet(text)], CREATED))).worksheets[0]
    height = sheet.row_dimensions[4].height
    assert height is not None
    assert height >= min(409, 15 * measure(text) / 20)


def test_longer_texts_never_get_lower_rows() -> None:
    sheet = openpyxl.load_workbook(
        BytesIO(write_workbook([make_sheet(*("住" * length for length in range(1, 300, 7)))], CREATED))
    ).worksheets[0]
    heights = [sheet.row_dimensions[4 + row].height or 0 for row in range(43)]
    assert all(lower <= higher for lower, higher in pairwise(heights))


def test_the_page_is_set_up_for_printing() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_workbook([make_sheet("一")], CREATED))).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$3:$3", "B4", "A3:C4")
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.left.text == "内部资料 注意保密"
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("A4", "C4")] == [True, False]


def test_a_closed_row_takes_no_answer() -> None:
    sheet = Sheet("名单", "标题", "说明", COLUMNS, (SheetRow(("甲", "一", ""), is_closed=True),))
    read = openpyxl.load_workbook(BytesIO(write_workbook([sheet], CREATED))).worksheets[0]
    assert read["C4"].protection.locked


def test_days_and_places_as_they_are_written() -> None:
    assert [feedback_due(date(2022, 1, 1)), feedback_due(date(2023, 12, 1))] == [date(2022, 2, 28), date(2024, 1, 31)]
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    month = date(2022, 1, 1)
    assert [name_place(code, month) for code in ("411024", "411024100", "000")] == ["鄢陵县", "安陵镇", "000"]
    assert write_day(date(2022, 1, 5)) == "2022年1月5日"
