"""The files departments send: each list in its department's format, put into the inbox whole."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped] # the package ships no types

from shouwang.feeds import Feed, departments
from shouwang.landing.scopes import PLACED
from shouwang.simulation.arrivals import arrive
from shouwang.simulation.habits import Cell, habit_of
from shouwang.simulation.plan import Plan
from shouwang.simulation.rows import Row
from shouwang.simulation.sheets import sheet, title

TEXT_ONLY = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}


def send(plan: Plan, month: date, feed: Feed, rows: Sequence[Row], inbox: Path) -> list[Path]:
    """Write the list of ``feed`` for the data month into the inbox, a file for each who sends one; their paths."""
    folder = inbox / plan.county_code / f"{month:%Y-%m}"
    name = file_name(feed, month, habit_of(feed.feed).format)
    return [_write_list(plan, month, feed, own, folder / f"{sender}{name}") for sender, own in _senders(feed, rows)]


def _senders(feed: Feed, rows: Sequence[Row]) -> list[tuple[str, Sequence[Row]]]:
    """The rows as they are sent: all in one, or those of each township, by its name."""
    if feed.scope != PLACED:
        return [("", rows)]
    townships = sorted({str(row.values["township_name"]) for row in rows})
    return [(name, [row for row in rows if row.values["township_name"] == name]) for name in townships]


def _write_list(plan: Plan, month: date, feed: Feed, rows: Sequence[Row], path: Path) -> Path:
    habit = habit_of(feed.feed)
    cells = sheet(plan, month, feed, habit, rows)
    if habit.format == "csv":
        content = csv_text(cells, habit.separator).encode(habit.encoding)
    else:
        content = workbook_bytes(cells, title(plan, month, feed)[:31], month)
    return arrive(put(path, content), plan.pack.due_date(month), feed.feed)


def file_name(feed: Feed, month: date, extension: str) -> str:
    """What the department calls the file, such as 住建局_2022年1月_新增危房改造名单.xlsx."""
    return f"{departments()[feed.department].name}_{month.year}年{month.month}月_{feed.title}.{extension}"


def put(path: Path, content: bytes) -> Path:
    """Write a file so that nobody who looks into the directory sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    return part.replace(path)


def csv_text(cells: Sequence[Sequence[Cell]], separator: str) -> str:
    """The sheet as separated text; dates in ISO form."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(cells)
    return text.getvalue()


def workbook_bytes(cells: Sequence[Sequence[Cell]], sheet_name: str, month: date) -> bytes:
    """The sheet as a workbook, the same bytes whenever it is written; text stays text."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, TEXT_ONLY)
    workbook.set_properties({"created": datetime.combine(month, time())})
    worksheet = workbook.add_worksheet(sheet_name)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            _write(worksheet, row, column, cell, day)
    workbook.close()
    return buffer.getvalue()


def _write(worksheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        worksheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, float):
        worksheet.write_number(row, column, cell)
    elif cell:
        worksheet.write_string(row, column, cell)
