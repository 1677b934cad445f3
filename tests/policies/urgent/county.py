"""A county in which misfortune strikes: reports as departments send them, and the workbooks that leave at once."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.urgent.lane import Referred, watch
from shouwang.warehouse import connect
from tests.department_files import Listed, Person, households, put_list, put_register

Row = Mapping[str, str]
ANSWERS = ("核查结果", "核查日期", "核查人", "核查说明")


class County(NamedTuple):
    """The county, and its households: a head and a son each."""

    settings: Settings
    code: str
    pairs: tuple[tuple[Person, Person], ...]

    @classmethod
    def of(cls, settings: Settings, code: str, count: int) -> "County":
        return cls(settings, code, tuple(households(code, count)))

    def send(self, month: date, feed: str, listed: Sequence[Listed]) -> Path:
        return put_list(self.settings, self.code, month, feed, listed)

    def send_register(self, month: date, people: Sequence[Person]) -> None:
        put_register(self.settings, self.code, month, people)

    def report(self, month: date, number: str, person: Person, said: Mapping[str, Any], hour: int = 1) -> None:
        """One report about one person, in a file that bears its number and came on the day it was reported."""
        cells = {"report_number": number, "urgent_kind_code": "意外事故", **said}
        path = put_list(self.settings, self.code, month, "urgent_reports", [(person, cells)])
        received = datetime.combine(said["reported_date"], time(hour), UTC).timestamp()
        os.utime(path, (received, received))
        path.rename(path.with_stem(f"{path.stem}{number}"))

    def refer(self) -> Referred:
        """What `shouwang urgent` does."""
        return watch(self.settings, self.code)

    def land(self, month: date) -> None:
        land_month(self.settings, self.code, month)

    def live(self, month: date) -> None:
        """Land what has come, build, judge, publish and issue."""
        self.land(month)
        publish_month(self.settings, self.code, month)

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as the publisher sees them."""
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def household(self, pair: int) -> int:
        pseudonyms = Pseudonyms(self.settings.secret("pseudonym_key"))
        return pseudonyms.household_id(self.code, self.pairs[pair][0].household_number)

    def urgent_books(self, month: date, number: int) -> dict[str, Path]:
        """The last part but one of the name (急难交办单, 急难转办单) and to whom, to the workbook."""
        place = self.settings.outbox / self.code / f"{month:%Y-%m}" / f"urgent-{number:02d}"
        return {"_".join(path.stem.split("_")[2:4]): path for path in sorted(place.glob("*.xlsx"))}

    def monthly_rows(self, month: date, revision: int = 1) -> list[Row]:
        """The lines of every township's list."""
        place = self.settings.outbox / self.code / f"{month:%Y-%m}" / f"{revision:02d}"
        return [row for path in sorted(place.glob("*入户核查名单*.xlsx")) for row in rows_of(path)]

    def county_rows(self, month: date, sheet: str, revision: int = 1) -> list[Row]:
        """The rows of a sheet of the county's summary."""
        (path,) = (self.settings.outbox / self.code / f"{month:%Y-%m}" / f"{revision:02d}").glob("*县级汇总*.xlsx")
        return rows_of(path, sheet)

    def answer(self, path: Path, month: date, said: Mapping[str, Sequence[Any]]) -> None:
        """Fill in a township's workbook, by the head's name, and put it into the inbox."""
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        top = next(number for number, row in enumerate(cells) if row[0] == "序号")
        for number, row in enumerate(cells[top + 1 :], start=top + 2):
            answer = said.get(str(row[cells[top].index("户主姓名")]), ())
            for name, value in zip(ANSWERS, answer, strict=False):
                sheet.cell(number, cells[top].index(name) + 1, value)
        target = self.settings.inbox / self.code / f"{month:%Y-%m}" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)


def rows_of(path: Path, sheet: str | None = None) -> list[Row]:
    """The rows below the header of a sheet, the first unless one is named, by header."""
    book = openpyxl.load_workbook(path)
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in (book[sheet] if sheet else book.worksheets[0]).values
    ]
    top = next(number for number, row in enumerate(rows) if row[0] == "序号")
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if any(row)]
