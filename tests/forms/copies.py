"""Forms as they leave, by the writer that issues them, and as people give them back: filled, spoiled, saved."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from shouwang.divisions import children
from shouwang.forms import Form, forms
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.form_sheets import form_sheet
from shouwang.publication.handouts import Heading
from shouwang.publication.sheets import Sheet
from shouwang.publication.versions import Version
from shouwang.publication.workbooks import write_workbook
from tests.department_files import Person, households

COUNTY, MONTH = "340604", date(2022, 9, 1)
TOWNSHIP, OTHER_TOWNSHIP = (township.code for township in children(COUNTY)[:2])
KEY = "5e" * 32
AT = datetime(2022, 10, 12, tzinfo=UTC)
ROWS = 6
FIRST, HEAD = 4, 3  # rows of a sheet
DAY = date(2022, 9, 5)
GOOD: Mapping[str, Mapping[str, Any]] = {
    "home_check": {"办理日期": DAY, "备注": "情况属实"},
    "county_approval": {"办理环节": "县级审定", "办理日期": DAY},
    "spot_check": {"抽查结果": "政策未落实", "核查日期": DAY, "核查人": "周甲"},
    "visit_log": {"走访日期": DAY, "走访方式": "入户", "排查人": "周甲"},
}


class Leaves(NamedTuple):
    """Which form leaves: its revision sets it apart from every other."""

    form: str
    revision: int
    addressee: str = TOWNSHIP
    county: str = COUNTY
    key: str = KEY

    @property
    def declared(self) -> Form:
        return forms()[self.form]

    def sheet(self) -> Sheet:
        """The sheet as it is issued."""
        version = Version(self.county, MONTH, 1, "build", "lieshan", "0" * 64, AT)
        heading = Heading(version, self.revision, "烈农工组〔2022〕7号", Pseudonyms(self.key))
        return form_sheet(self.declared, self.addressee, heading, [facts_of(person) for person in people()])

    def book(self) -> openpyxl.Workbook:
        """The workbook as it is issued, opened by another program than the one that wrote it."""
        return openpyxl.load_workbook(io.BytesIO(write_workbook([self.sheet()], datetime(2022, 10, 1))))  # noqa: DTZ001


def people() -> list[Person]:
    """Who stands on every form, row by row."""
    return [head for head, _ in households(COUNTY, ROWS)]


def stranger() -> Person:
    """Somebody who stands on none."""
    return list(households(COUNTY, ROWS + 1))[-1][0]


def facts_of(person: Person) -> dict[str, Any]:
    """What is known of a household, as the writer gets it."""
    opened = date(2022, 9, 1)
    return {
        "head_name": person.head_name,
        "head_id_number": person.head_id_number,
        "head_phone": "13800000001",
        "township_name": "某镇",
        "village_name": "某村",
        "member_count": 2,
        "risk_labels": "大额医疗支出",
        "opened_date": opened,
        "step_label": "受理申请",
        "step_date": opened,
        "limit_date": DAY,
        "sample_month": MONTH,
        "stratum_label": "特困供养",
        "duty_label": "每月走访",
        "last_contact_date": None,
        "contact_due_date": date(2022, 9, 30),
    }


class Copy:
    """A form in somebody's hands."""

    def __init__(self, leaves: Leaves) -> None:
        self.leaves = leaves
        self.book = leaves.book()
        self.sheet = self.book.worksheets[0]

    def at(self, header: str) -> int:
        """The column under a header."""
        return next(cell.column for cell in self.sheet[HEAD] if cell.value == header)

    def get(self, row: int, header: str) -> Any:
        """The cell of a row (from 1) of the form."""
        return self.sheet.cell(HEAD + row, self.at(header)).value

    def put(self, row: int, header: str, value: Any) -> None:
        """Type something into a cell."""
        self.sheet.cell(HEAD + row, self.at(header)).value = value

    def fill(self, *rows: int) -> "Copy":
        """Answer the rows, all when none is named, as they should be."""
        for row in rows or range(1, ROWS + 1):
            for header, value in GOOD[self.leaves.form].items():
                self.put(row, header, value)
        return self

    def rows(self) -> list[list[Any]]:
        """All cells, row by row."""
        return [[cell.value for cell in row] for row in self.sheet.iter_rows()]

    def rewrite(self, rows: Sequence[Sequence[Any]]) -> None:
        """The same sheet with other rows."""
        for merged in list(self.sheet.merged_cells.ranges):
            self.sheet.unmerge_cells(str(merged))
        self.sheet.delete_rows(1, self.sheet.max_row)
        for number, row in enumerate(rows, start=1):
            for position, value in enumerate(row, start=1):
                self.sheet.cell(number, position).value = value

    def drop(self, header: str) -> None:
        """Delete a whole column."""
        position = self.at(header) - 1
        self.rewrite([[*row[:position], *row[position + 1 :]] for row in self.rows()])


Save = Callable[[Copy, Path], Path]


def as_workbook(name: str = "交回.xlsx") -> Save:
    """Saved as it is, under a name."""

    def save(copy: Copy, directory: Path) -> Path:
        copy.book.save(directory / name)
        return directory / name

    return save


def as_text(name: str = "交回.csv", encoding: str = "gb18030", delimiter: str = ",") -> Save:
    """Saved as text, as spreadsheet programs do: what is hidden is seen, days are written with strokes."""

    def save(copy: Copy, directory: Path) -> Path:
        target = io.StringIO()
        csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(_shown(copy.rows()))
        (directory / name).write_bytes(target.getvalue().encode(encoding))
        return directory / name

    return save


def _shown(rows: Sequence[Sequence[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield [f"{cell:%Y/%m/%d}" if isinstance(cell, date) else "" if cell is None else str(cell) for cell in row]
