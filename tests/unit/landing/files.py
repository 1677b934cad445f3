"""Files as departments make them, for tests."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from shouwang.landing.files.readings import Reading, load_reading, write_reading
from shouwang.people.identity_numbers import check_character

COUNTY = "411024"
MONTH = date(2022, 1, 1)
DIBAO = "民政局_2022年1月_新增农村低保人员名单"
DIBAO_HEADER = ("姓名", "身份证号", "审批日期", "月保障金额", "备注")


def id_number(sequence: int, birth: str = "19800101") -> str:
    """A valid identity number of the county."""
    first_17 = f"{COUNTY}{birth}{sequence:03d}"
    return first_17 + check_character(first_17)


def write_text(path: Path, rows: Iterable[Sequence[str]], encoding: str = "gb18030", delimiter: str = ",") -> Path:
    """A delimited file; the csv module quotes where it must."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    path.write_bytes(target.getvalue().encode(encoding))
    return path


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> Path:
    """A workbook whose cells have the types of the values; dates are date cells."""
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for position, value in enumerate(row):
                    is_day = isinstance(value, (date, datetime))
                    sheet.write(number, position, value, day if is_day else None)
    return path


def reading_of(path: Path) -> Reading:
    """What is read of a file, in this very process; it stays in a directory beside the file."""
    into = Path(tempfile.mkdtemp(prefix="read-", dir=path.parent))
    write_reading(path, into, path.name)
    reading = load_reading(into)
    assert reading is not None
    return reading
