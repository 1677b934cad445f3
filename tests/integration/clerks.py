"""A department's workbook as it comes, and what a clerk does with the copy that goes back."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from psycopg2 import sql

from shouwang.landing import collect, land, landed_deliveries, question
from shouwang.landing.ledger import Delivery
from shouwang.receipts import issue_receipts, issued_receipts
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.unit.landing.files import COUNTY, id_number

ARRIVED = datetime(2022, 2, 8, 9, 30, tzinfo=UTC).timestamp()
HEADER = ("序号", "姓名", "身份证号", "审批日期", "月保障金额", "备注")
FIRST = 4  # the first row of data: a title, a line of remarks and a header stand above
PEOPLE = 40
Cells = dict[int, dict[int, Any]]  # row to column to value
DAMAGE: Cells = {
    FIRST + 2: {3: 4.1102419800101e17},
    FIRST + 7: {3: id_number(8)[:17]},
    FIRST + 11: {4: "2022-02-30"},
    FIRST + 19: {5: "约三百"},
    FIRST + 25: {2: None},
    FIRST + 33: {3: id_number(5)},
}
MENDED: Cells = {
    FIRST + 2: {3: id_number(3)},
    FIRST + 7: {3: id_number(8)},
    FIRST + 11: {4: "2022-01-30"},
    FIRST + 19: {5: 300},
    FIRST + 25: {2: "补填"},
    FIRST + 33: {3: id_number(34)},
}


def write_list(path: Path, damage: Cells = DAMAGE) -> Path:
    """Forty people under a merged title, six cells of them wrong for six reasons."""
    book = openpyxl.Workbook()
    sheet = first_sheet(book)
    sheet.title = "低保"
    sheet["A1"], sheet["A2"] = "2022年1月新增农村低保人员名单", "填报单位：民政局"
    sheet["A1"].font = Font(name="黑体", size=20)
    sheet.merge_cells("A1:F1")
    fill(sheet, {FIRST - 1: dict(enumerate(HEADER, start=1))})
    for number in range(1, PEOPLE + 1):
        cells = (number, f"人{number}", id_number(number), "2022-01-05", 300 + number, "")
        fill(sheet, {FIRST + number - 1: dict(enumerate(cells, start=1))})
    fill(sheet, damage)
    book.save(path)
    return path


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def fill(sheet: Worksheet, cells: Cells) -> None:
    for row, values in cells.items():
        for column, value in values.items():
            sheet.cell(row, column).value = value


class Office:
    """The county's intake, as departments see it: files go in, receipts come out."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.minute = 0
        self.first = 0  # delivery_id

    def take(self, path: Path, name: str = "", month: str = "2022-01", verdict: str = "accepted") -> Delivery:
        """Take a file in, land and question it; what the gate would judge gets ``verdict``. Its ledger row."""
        self.put(path, name, month)
        (archived,) = [found for found in collect(self.settings, COUNTY) if found.state_code == "archived"]
        self.land(archived, verdict)
        return self.delivery(archived.delivery_id)

    def put(self, path: Path, name: str = "", month: str = "2022-01") -> None:
        """Put a copy of a file into the inbox, a minute after the one before."""
        target = self.settings.inbox / COUNTY / month / (name or path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        self.minute += 1
        os.utime(target, (ARRIVED + 60 * self.minute,) * 2)

    def land(self, archived: Delivery, verdict: str = "accepted") -> None:
        """Land, question and judge a delivery, then issue receipts."""
        land(self.settings, archived.delivery_id)
        question(self.settings, [found.delivery_id for found in landed_deliveries(self.settings, COUNTY)])
        self.ask("update ops.deliveries set state_code = %s where state_code = 'landed'", verdict)
        issue_receipts(self.settings, COUNTY)

    def delivery(self, delivery_id: int) -> Delivery:
        """The ledger row of a delivery."""
        columns = ", ".join(Delivery.__dataclass_fields__)
        return Delivery(*self.ask(f"select {columns} from ops.deliveries where delivery_id = %s", delivery_id)[0])  # noqa: S608 -- our own column names

    def ask(self, text: str, *values: object) -> list[tuple[Any, ...]]:
        """What the warehouse says."""
        with connect(self.settings, "admin", "test") as connection, connection.cursor() as cursor:
            cursor.execute(text, values or None)
            return cursor.fetchall() if cursor.description else []

    def receipt(self, number: int = -1) -> openpyxl.Workbook:
        """A receipt that left, the newest by default."""
        return openpyxl.load_workbook(self.receipt_path(number))

    def receipt_path(self, number: int = -1) -> Path:
        """Where it stands."""
        newest = sorted(issued_receipts(self.settings, COUNTY), key=lambda receipt: receipt.issued_at)[number]
        return self.settings.outbox / newest.file_path

    def in_force(self) -> list[tuple[str, str, Any, Any]]:
        """Name, number, day and amount of every accepted row that counts, as a build would see it, sorted."""
        build = {"county": COUNTY, "month": "2022-01-01"}
        with connect(self.settings, "admin", "test") as connection, connection.cursor() as cursor:
            cursor.execute(sql.SQL(IN_FORCE), {**build, "deliveries": chosen(self.settings)})
            return cursor.fetchall()


IN_FORCE = """
select identity.person_name, identity.id_number, landed.approved_date::text, landed.monthly_benefit_amount::int
from landing.civil_affairs_dibao as landed
inner join vault.civil_affairs_dibao as identity using (delivery_id, row_number)
where landed.is_accepted and landed.delivery_id = any(%(deliveries)s)
    and (landed.delivery_id, landed.row_number) not in (
        select delivery_id, row_number from landing.replaced_rows(%(deliveries)s)
    )
order by identity.id_number
"""


def chosen(settings: Settings) -> list[int]:
    """The deliveries a build of January would be given."""
    from shouwang.build.inputs import KNOWN, Listed, choose_inputs
    from shouwang.landing.mending.chains import Link

    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(KNOWN, (COUNTY, "2022-01-01"))
        known = [Listed(feed, month, scope, Link(*link)) for feed, month, scope, *link in cursor.fetchall()]
    return [found.delivery_id for found in choose_inputs(known, [])]


def texts(sheet: Worksheet) -> str:
    """Everything a sheet says, one cell to a line."""
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def marked(sheet: Worksheet) -> dict[str, str]:
    """Coordinate to comment of the yellow cells."""
    return {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00FFFF00" and cell.comment
    }
