"""Marking: what the library would get wrong in other people's workbooks."""

import io
import re
import zipfile
from itertools import pairwise

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from shouwang.receipts.marking import separate_columns


def columns_of(book: openpyxl.Workbook) -> list[tuple[int, int]]:
    """First and last of every column format as it stands in the file."""
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    found = (re.search(rf'{name}="(\d+)"', col) for col in re.findall(r"<col [^>]*>", sheet) for name in ("min", "max"))
    numbers = [int(match[1]) for match in found if match]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_formats_of_columns_never_overlap() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    shared = sheet.column_dimensions["B"]
    shared.min, shared.max, shared.width = 2, 1024, 33
    separate_columns(sheet, 7)
    sheet.column_dimensions["C"].number_format = "@"
    sheet.column_dimensions["G"].hidden = True
    found = columns_of(book)
    assert all(last < first for (_, last), (first, _) in pairwise(found))
    assert (found[0][0], found[-1]) == (2, (8, 1024))
    assert {sheet.column_dimensions[letter].width for letter in "BCG"} == {33}
