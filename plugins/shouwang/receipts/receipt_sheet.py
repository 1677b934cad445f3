"""The sheet 回执: printed on A4 landscape, read without a program."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from shouwang.publication.workbooks import CONFIDENTIAL, count_lines, row_height
from shouwang.receipts.content import Content, Finding
from shouwang.receipts.styles import dress
from shouwang.receipts.texts import write_text

NAME = "回执"
WIDTHS = (6, 18, 15, 7, 24, 18, 24, 32)  # half-width characters
TABLE_HEADERS = ("序号", "问题", "所在列", "处数", "所在行", "看到的", "应为", "怎样改")
LAST = len(WIDTHS)
LEFT, RIGHT, WHOLE = ((1, 2), (3, 5)), ((6, 6), (7, LAST)), ((1, 2), (3, LAST))  # columns of a label and its text
SHORT = {"报送部门", "名单", "收到时间", "报送次数", "回执编号"}


def add_receipt_sheet(workbook: Workbook, content: Content) -> Worksheet:
    """Add the sheet after those there are."""
    worksheet: Worksheet = workbook.create_sheet(NAME)
    for position, width in enumerate(WIDTHS, start=1):
        worksheet.column_dimensions[_letter(position)].width = width
    writer = _Writer(worksheet)
    writer.band(content.title, "title", 34)
    writer.band(content.subtitle, "subtitle")
    writer.band(content.verdict, content.tone, 32)
    writer.facts(content.facts)
    writer.band("接下来怎样做", "section", 26)
    for number, action in enumerate(content.actions, start=1):
        writer.band(f"{number}. {action}", "plain")
    if content.findings:
        writer.band(f"需要整改的内容（共 {sum(found.count for found in content.findings)} 处）", "section", 26)
        worksheet.print_title_rows = f"{writer.row + 1}:{writer.row + 1}"
        writer.table(content.findings)
    _set_up_page(worksheet, writer.row)
    return worksheet


class _Writer:
    """Writes one row after the other."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self.row = 0

    def band(self, text: str, style: str, height: float | None = None) -> None:
        """A text across the page."""
        self._cells([(text, 1, LAST, style)], height)

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Short facts two to a row, long ones alone."""
        for pair in _paired(facts):
            places = (LEFT, RIGHT) if len(pair) > 1 else (WHOLE,)
            cells = [
                cell
                for (label, text), (over, beside) in zip(pair, places, strict=True)
                for cell in ((label, *over, "label"), (text, *beside, "left"))
            ]
            self._cells(cells)

    def table(self, findings: Sequence[Finding]) -> None:
        """One row per finding."""
        self._cells([(text, at, at, "header") for at, text in enumerate(TABLE_HEADERS, start=1)])
        for number, found in enumerate(findings, start=1):
            texts = (found.label, found.header, str(found.count), found.rows, found.seen, found.expected, found.advice)
            styles = ("left", "center", "center", "left", "left", "left", "left")
            row = [(text, at, at, style) for at, (text, style) in enumerate(zip(texts, styles, strict=True), start=2)]
            self._cells([(str(number), 1, 1, "center"), *row])

    def _cells(self, cells: Sequence[tuple[str, int, int, str]], height: float | None = None) -> None:
        self.row += 1
        lines = [1]
        for text, first, last, style in cells:
            for position in range(first, last + 1):
                dress(_cell(self.worksheet, self.row, position), style)
            write_text(_cell(self.worksheet, self.row, first), text)
            if last > first:
                self.worksheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row, end_column=last)
            lines.append(count_lines(text, sum(WIDTHS[first - 1 : last])))
        self.worksheet.row_dimensions[self.row].height = height or row_height(lines)


def _paired(facts: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    waiting: list[tuple[str, str]] = []
    for fact in facts:
        if fact[0] not in SHORT:
            continue
        waiting.append(fact)
        if len(waiting) == len((LEFT, RIGHT)):
            yield waiting
            waiting = []
    if waiting:
        yield waiting
    yield from ([fact] for fact in facts if fact[0] not in SHORT)


def _set_up_page(worksheet: Worksheet, last_row: int) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # made with the sheet
    worksheet.print_options.horizontalCentered = True
    margins = worksheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom, margins.footer = 0.4, 0.4, 0.5, 0.6, 0.3
    worksheet.print_area = f"A1:{_letter(LAST)}{last_row}"
    footer = worksheet.HeaderFooter.oddFooter
    footer.left.text, footer.right.text = CONFIDENTIAL, "第 &P 页 / 共 &N 页"  # type: ignore[union-attr]  # see above
    worksheet.sheet_view.showGridLines = False


def _cell(worksheet: Worksheet, row: int, position: int) -> Cell:
    cell = worksheet.cell(row, position)
    assert isinstance(cell, Cell)  # noqa: S101 -- a sheet of our own: merged only after it was written
    return cell


def _letter(position: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[position - 1]
