"""A county of a few households: what its departments send, and the workbooks that leave for them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from shouwang.months import following
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.department_files import Listed, Person, households, put_list, put_register

Cells = list[tuple[Any, ...]]
Rows = list[dict[str, Any]]


class County(NamedTuple):
    """The county, and its households: a head and a son each."""

    settings: Settings
    code: str
    pairs: tuple[tuple[Person, Person], ...]

    @classmethod
    def of(cls, settings: Settings, code: str, count: int) -> "County":
        return cls(settings, code, tuple(households(code, count)))

    @property
    def people(self) -> list[Person]:
        return [person for pair in self.pairs for person in pair]

    def send(self, month: date, feed: str, listed: Sequence[Listed]) -> None:
        put_list(self.settings, self.code, month, feed, listed)

    def send_register(self, month: date, people: Sequence[Person]) -> None:
        put_register(self.settings, self.code, month, people)

    def live(self, month: date) -> None:
        """Land what has come, build, judge, publish and issue."""
        land_month(self.settings, self.code, month)
        publish_month(self.settings, self.code, month)

    def ask(self, query: str, *values: Any) -> Cells:
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def names(self) -> dict[int, str]:
        """Person to name."""
        pseudonyms = Pseudonyms(self.settings.secret("pseudonym_key"))
        return {pseudonyms.person_id(person.id_number): person.name for person in self.people}

    def directory(self, month: date, revision: int = 1) -> Path:
        return self.settings.outbox / self.code / f"{month:%Y-%m}" / f"{revision:02d}"

    def files(self, month: date, folder: str, revision: int = 1) -> set[str]:
        """Names of the workbooks in a folder of a revision."""
        return {path.name for path in (self.directory(month, revision) / folder).glob("*.xlsx")}

    def book(self, month: date, name: str, revision: int = 1) -> openpyxl.Workbook:
        (path,) = self.directory(month, revision).glob(name)
        return openpyxl.load_workbook(path)

    def rows(self, month: date, name: str, sheet: str | None = None, revision: int = 1) -> Rows:
        """Rows below the header of a sheet, the first unless one is named, by header."""
        book = self.book(month, name, revision)
        return list(read_rows(book[sheet] if sheet else book.worksheets[0]))

    def note(self, month: date, name: str, sheet: str | None = None) -> str:
        """What stands below the title."""
        book = self.book(month, name)
        return str((book[sheet] if sheet else book.worksheets[0]).cell(2, 1).value)

    def return_form(self, month: date, name: str, answers: Mapping[str, Mapping[str, Any]], revision: int = 1) -> Path:
        """Fill the form for the people named (by identity number) and put it into the inbox of the month after."""
        book = self.book(month, name, revision)
        fill(book.worksheets[0], answers)
        return self.put(book, following(month), Path(name).name)

    def put(self, book: openpyxl.Workbook, month: date, file_name: str) -> Path:
        """A workbook into the inbox of a month, in time."""
        folder = self.settings.inbox / self.code / f"{month:%Y-%m}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / file_name
        book.save(path)
        received = datetime(following(month).year, following(month).month, 8, 1, tzinfo=UTC).timestamp()
        os.utime(path, (received, received))
        return path


def read_rows(sheet: Any) -> Iterator[dict[str, Any]]:
    """Rows below the third, by the headers of the third."""
    header = [str(cell.value) for cell in sheet[3]]
    return (dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True))


def fill(sheet: Any, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Enter the answers of a form: identity number, or number and kind of asset, to header and cell."""
    place = {str(cell.value): cell.column for cell in sheet[3]}
    kind = place.get("资产类别")
    for row in range(4, sheet.max_row + 1):
        number = str(sheet.cell(row, place["身份证号"]).value)
        key = f"{number} {sheet.cell(row, kind).value}" if kind else number
        for header, cell in (answers.get(key) or answers.get(number) or {}).items():
            sheet.cell(row, place[header]).value = cell
