"""Workbooks of every format and program, and what their endings say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.unit.landing.files import DIBAO
from tests.zoo.specimen import Held, Read, Specimen
from tests.zoo.writing import HEADER, TITLE, book, operated, people

GOOD = (TITLE, HEADER, *people(3))
READ = Read(5, 3, {"title": 1, "header": 1})


def specimens() -> Iterator[Specimen]:
    """Formats LibreOffice saves, endings that lie, what programs leave behind."""
    for target in ("xls", "ods"):
        yield Specimen(f"format_{target}", book(*GOOD), READ, converted_to=target)
    yield Specimen("format_xlsx_saved_again", book(*GOOD), READ, converted_to="xlsx")
    yield Specimen(
        "format_csv_saved_by_a_program", book(*GOOD), READ, converted_to="csv:Text - txt - csv (StarCalc):44,34,76"
    )
    yield Specimen("format_csv_in_gb18030", book(*GOOD), READ, converted_to="csv:Text - txt - csv (StarCalc):44,34,85")
    yield Specimen("format_xls_called_et", book(*GOOD), READ, converted_to="xls", renamed_to="et")
    yield Specimen("format_xls_called_xlsx", book(*GOOD), READ, converted_to="xls", renamed_to="xlsx")
    yield Specimen("format_xlsx_called_xls", book(*GOOD, name=f"{DIBAO}.xls"), READ)
    yield Specimen("format_ods_called_xlsx", book(*GOOD), READ, converted_to="ods", renamed_to="xlsx")
    yield Specimen("format_by_openpyxl", by_openpyxl, READ)
    yield Specimen(
        "format_xlsm_with_macros",
        operated(book(*GOOD, name=f"{DIBAO}.xlsm"), _keep, {"xl/vbaProject.bin": b"\0" * 64}),
        READ,
    )
    held = [Held(5, "月保障金额", "cell_error", "错误值“#DIV/0!”")]
    in_error = Read(5, 2, {"title": 1, "header": 1}, held)
    yield Specimen("format_xls_in_error_cells", book(*GOOD, more=_error), in_error, converted_to="xls")
    yield from odd_packages()


def by_openpyxl(directory: Path) -> Path:
    """Written by another library, with its defaults."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in GOOD:
        sheet.append(list(row))
    path = directory / f"{DIBAO}.xlsx"
    workbook.save(path)
    return path


def _keep(_: str, content: bytes) -> bytes:
    return content


def _error(_: Any, sheet: Any) -> None:
    sheet.write_formula(4, 3, "=1/0", None, "#DIV/0!")


def odd_packages() -> Iterator[Specimen]:
    """What other programs leave in a workbook."""
    wrong = operated(
        book(*GOOD), lambda _, content: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
    )
    yield Specimen("format_with_a_wrong_dimension", wrong, READ)
    none = operated(book(*GOOD), lambda _, content: re.sub(rb'<dimension ref="[^"]*"/>', b"", content))
    yield Specimen("format_without_a_dimension", none, READ)
    yield Specimen("format_with_inline_texts", book(*GOOD, options={"constant_memory": True}), READ)

    def blanks(workbook: Any, sheet: Any) -> None:
        grey = workbook.add_format({"bg_color": "#EEEEEE"})
        for row in range(5, 3000):
            for position in range(5):
                sheet.write_blank(row, position, None, grey)

    yield Specimen("format_with_thousands_of_formatted_blank_rows", book(*GOOD, more=blanks), READ)

    def far(workbook: Any, sheet: Any) -> None:
        sheet.write_blank(1_048_575, 4, None, workbook.add_format({"border": 1}))

    yield Specimen("format_with_a_border_in_the_very_last_row", book(*GOOD, more=far), READ)

    def dress(workbook: Any, sheet: Any) -> None:
        sheet.autofilter(1, 0, 4, 4)
        sheet.data_validation(2, 3, 4, 3, {"validate": "decimal", "criteria": ">", "value": 0})
        sheet.conditional_format(
            2, 3, 4, 3, {"type": "cell", "criteria": ">", "value": 1, "format": workbook.add_format()}
        )
        sheet.write_comment(2, 0, "请核对")
        sheet.insert_textbox(6, 0, "填表说明：逐项填写")
        sheet.freeze_panes(2, 0)

    yield Specimen("format_dressed_up", book(*GOOD, more=dress), READ)
    shifted = book((), (), *(("", "", *row) for row in GOOD))
    yield Specimen("format_that_begins_in_column_c", shifted, Read(7, 3, {"blank": 2, "title": 1, "header": 1}))
    linked = {"xl/externalLinks/externalLink1.xml": b'<?xml version="1.0"?><externalLink xmlns="x"/>'}
    yield Specimen("format_with_an_external_link", operated(book(*GOOD), _keep, linked), READ)
