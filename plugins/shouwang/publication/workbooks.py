"""Sheets as xlsx bytes: the same content gives the same bytes, no text becomes a formula, and it prints as it reads."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # the library has no types
from xlsxwriter.chart import Chart  # type: ignore[import-untyped]  # see above
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # see above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # see above

from shouwang.publication.sheets import BarChart, Sheet, SheetColumn, SheetRow

CONFIDENTIAL = "内部资料 注意保密"
HEADER_ROW = 2
LINE_HEIGHT = 15.0
TALLEST_ROW = 409.0
BAR_HEIGHT = 36  # pixels for each row of a chart
SPREAD = 1.08  # room for the break of a line before its last character
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True}
BASE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
BORDERED = {**BASE, "border": 1}
ANSWER = {**BORDERED, "bg_color": "#FFF2CC", "locked": False, "align": "center"}
STYLES: dict[str, dict[str, Any]] = {
    "title": {**BASE, "font_size": 18, "bold": True, "align": "center"},
    "subtitle": {**BASE, "font_name": "仿宋", "align": "left"},
    "header": {**BORDERED, "bold": True, "align": "center", "bg_color": "#D9E2F3"},
    "left": {**BORDERED, "align": "left"},
    "center": {**BORDERED, "align": "center"},
    "answer": ANSWER,
    "day": {**ANSWER, "num_format": "yyyy-mm-dd"},
    "closed": {**BORDERED, "bg_color": "#E7E6E6"},
}
ROW_STYLES = ("left", "center", "answer", "day", "closed")
UNDER_LINE = {"top": 5, "top_color": "#C00000"}
Styles = dict[str, Format]


def write_workbook(sheets: Sequence[Sheet], created: datetime) -> bytes:
    """The workbook of ``sheets``; ``created`` is the only date in it that is not content."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, PLAIN_TEXT) as workbook:
        comments = "" if sheets[0].is_public else CONFIDENTIAL
        workbook.set_properties({"title": sheets[0].title, "comments": comments, "created": created})
        styles = {name: workbook.add_format(style) for name, style in STYLES.items()}
        if any(row.is_under_line for sheet in sheets for row in sheet.rows):
            styles |= {f"{name} under line": workbook.add_format(STYLES[name] | UNDER_LINE) for name in ROW_STYLES}
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            _write_sheet(worksheet, sheet, styles)
            if sheet.chart and sheet.chart.row_count:
                worksheet.insert_chart(HEADER_ROW + len(sheet.rows) + 2, 0, _draw(workbook, sheet, sheet.chart))
    return stream.getvalue()


def _write_sheet(worksheet: Worksheet, sheet: Sheet, styles: Styles) -> None:
    _set_up_page(worksheet, sheet)
    _write_head(worksheet, sheet, styles)
    for position, row in enumerate(sheet.rows, start=HEADER_ROW + 1):
        _write_row(worksheet, position, row, sheet.columns, styles)
    last = HEADER_ROW + len(sheet.rows)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    if sheet.is_form:
        worksheet.autofilter(HEADER_ROW, 0, last, _last_shown(sheet))
        _add_validations(worksheet, sheet, last)
        worksheet.protect("", ALLOWED)


def _set_up_page(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.center_horizontally()
    worksheet.repeat_rows(HEADER_ROW)
    worksheet.print_area(0, 0, HEADER_ROW + len(sheet.rows), _last_shown(sheet))
    marked = "" if sheet.is_public else f"&L{CONFIDENTIAL}"
    worksheet.set_footer(f"{marked}&R第 &P 页 / 共 &N 页")
    worksheet.freeze_panes(HEADER_ROW + 1, sheet.frozen)
    for position, column in enumerate(sheet.columns):
        worksheet.set_column(position, position, column.width, None, {"hidden": column.is_hidden})


def _write_head(worksheet: Worksheet, sheet: Sheet, styles: Styles) -> None:
    last = _last_shown(sheet)
    worksheet.merge_range(0, 0, 0, last, "", styles["title"])
    worksheet.write_string(0, 0, sheet.title, styles["title"])
    worksheet.set_row(0, 30)
    worksheet.merge_range(1, 0, 1, last, "", styles["subtitle"])
    worksheet.write_string(1, 0, sheet.subtitle, styles["subtitle"])
    across = sum(column.width for column in sheet.columns if not column.is_hidden)
    worksheet.set_row(1, row_height([count_lines(sheet.subtitle, across)]))
    for position, column in enumerate(sheet.columns):
        worksheet.write_string(HEADER_ROW, position, column.header, styles["header"])
    shown = [column for column in sheet.columns if not column.is_hidden]
    worksheet.set_row(HEADER_ROW, row_height([count_lines(column.header, column.width) for column in shown]))


def _write_row(
    worksheet: Worksheet, position: int, row: SheetRow, columns: Sequence[SheetColumn], styles: Styles
) -> None:
    lines = [1]
    for place, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        style = styles[_style(row, column) + (" under line" if row.is_under_line else "")]
        if isinstance(cell, int):
            worksheet.write_number(position, place, cell, style)
        elif cell:
            worksheet.write_string(position, place, cell, style)
        else:
            worksheet.write_blank(position, place, None, style)
        if not column.is_hidden:
            lines.append(count_lines(str(cell), column.width))
    worksheet.set_row(position, row_height(lines))


def _style(row: SheetRow, column: SheetColumn) -> str:
    if not column.is_answer:
        return column.alignment
    if row.is_closed:
        return "closed"
    return "day" if column.dates else "answer"


def _add_validations(worksheet: Worksheet, sheet: Sheet, last: int) -> None:
    for position, column in enumerate(sheet.columns):
        if column.choices:
            rule: dict[str, Any] = {
                "validate": "list",
                "source": list(column.choices),
                "error_message": "请从下拉列表中选择一项。",
            }
        elif column.dates:
            first, final = column.dates
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": first,
                "maximum": final,
                "error_message": f"请填写 {first} 至 {final} 之间的日期，如 {first}。",
            }
        else:
            continue
        rule |= {"error_title": column.header, "ignore_blank": True}
        worksheet.data_validation(HEADER_ROW + 1, position, last, position, rule)


def _draw(workbook: xlsxwriter.Workbook, sheet: Sheet, wanted: BarChart) -> Chart:
    first, last = HEADER_ROW + 1, HEADER_ROW + wanted.row_count
    chart: Chart = workbook.add_chart({"type": "bar"})
    for column in wanted.series:
        chart.add_series(
            {
                "name": [sheet.name, HEADER_ROW, column],
                "categories": [sheet.name, first, wanted.labels, last, wanted.labels],
                "values": [sheet.name, first, column, last, column],
            }
        )
    chart.set_title({"name": wanted.title})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": 120 + BAR_HEIGHT * wanted.row_count})
    return chart


def _last_shown(sheet: Sheet) -> int:
    return max(position for position, column in enumerate(sheet.columns) if not column.is_hidden)


def measure(text: str) -> int:
    """The width of a text in half-width characters: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def count_lines(text: str, width: float) -> int:
    """Lines a text takes in a cell ``width`` half-width characters wide."""
    return sum(max(1, ceil(measure(part) * SPREAD / (width - 1))) for part in text.split("\n"))


def row_height(lines: Sequence[int]) -> float:
    """The height in points of a row whose cells take so many lines."""
    return min(TALLEST_ROW, max(lines) * LINE_HEIGHT + 6)
