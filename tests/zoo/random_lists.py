"""Lists damaged at random, each cell with what it says known beforehand, and the files they are written to."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.unit.landing.files import DIBAO, id_number

HELD = "held"


class Cell(NamedTuple):
    """What is written into a cell and what it says: a value, None for nothing, or HELD for what nobody can tell."""

    written: Any
    says: Any


NAME, NUMBER, DAY, AMOUNT, REMARK = "person_name", "id_number", "approved_date", "monthly_benefit_amount", "remark"
HEADERS = {NAME: "姓名", NUMBER: "身份证号", DAY: "审批日期", AMOUNT: "月保障金额", REMARK: "备注"}
REQUIRED = (NAME, NUMBER, DAY)
SIXTH = date(2022, 1, 6)
ODD: dict[str, Sequence[Cell]] = {
    NAME: [Cell("李　四", "李四"), Cell(" 王五", "王五"), Cell(12345, "12345"), Cell("#N/A", HELD), Cell(None, None)],
    NUMBER: [
        Cell("4.11024E+17", HELD),
        Cell("不详", HELD),
        Cell("41102419800101", HELD),
        Cell(None, None),
        Cell(777, HELD),
    ],
    DAY: [
        *(Cell(written, SIXTH) for written in (SIXTH, "2022.1.6", 44567, "20220106", "2022年1月6日 8:30")),
        *(Cell(written, HELD) for written in ("2022-02-30", "去年", 3.5, "22/1/6")),
        *(Cell(datetime(2022, 1, 6), SIXTH), Cell(None, None)),  # noqa: DTZ001 -- a spreadsheet's times know no zone
    ],
    AMOUNT: [
        *(Cell("1,234.50元", Decimal("1234.50")), Cell("(5)元", HELD), Cell("0.012万元", Decimal("120.00"))),
        *(Cell(written, HELD) for written in ("约三百", "壹佰元", "2022-01-06", "3/4")),
        Cell(None, None),
    ],
    REMARK: [
        Cell("外出，务工", "外出，务工"),
        Cell("第一行\n第二行", "第一行 第二行"),
        Cell(2022, "2022"),
        Cell("#REF!", HELD),
    ],
}
INSERTED: dict[str, Sequence[Any]] = {
    "blank": (),
    "total": ("合计", None, None, None, None, None),
    "note": ("备注：以上属实",),
    "signature": ("填表人：李四", None, "审核人：王五"),
    "end_mark": (None, "以下空白"),
    "nil_statement": ("本月无新增",),
}


@dataclass(frozen=True)
class RandomList:
    """A list to write: ``rows`` are data (cells by column) or the reason a row is dropped for, in order."""

    columns: tuple[str | None, ...]
    preface: tuple[tuple[Any, ...], ...]
    factor: int
    rows: tuple[dict[str, Cell] | str, ...]
    writer: str

    @property
    def is_complete(self) -> bool:
        """Whether every required column is there."""
        return set(REQUIRED) <= set(self.columns)

    @property
    def header(self) -> tuple[str, ...]:
        """The header as written; a column nobody asked for is headed so."""
        return tuple(HEADERS[name] if name else "经办机构" for name in self.columns)

    @property
    def written_rows(self) -> list[Sequence[Any]]:
        """Every row of the sheet."""
        return [*self.preface, self.header, *(self._written(row) for row in self.rows)]

    def _written(self, row: dict[str, Cell] | str) -> Sequence[Any]:
        if isinstance(row, str):
            return self.header if row == "repeated_header" else INSERTED[row]
        return [row[name].written if name else "民政所" for name in self.columns]


@st.composite
def random_lists(draw: st.DrawFn) -> RandomList:
    """Headers shuffled, columns left out and put in, cells replaced, rows inserted, by one of the writers."""
    left_out = draw(st.sets(st.sampled_from([AMOUNT, REMARK, REMARK, AMOUNT, DAY]), max_size=1))
    kept: list[str | None] = [name for name in HEADERS if name not in left_out]
    columns = draw(st.permutations([*kept, *draw(st.lists(st.none(), max_size=1))]))
    factor = draw(st.sampled_from([1, 1, 10_000]))
    above = {1: (), 10_000: (("（金额单位：万元）",),)}[factor]
    preface = draw(st.sampled_from([(), (("2022年1月名单",), ())]))
    kinds = st.sampled_from(["good", "good", "odd", *INSERTED, "repeated_header"])
    rows = [_row(draw, kind, at, factor) for at, kind in enumerate(draw(st.lists(kinds, min_size=1, max_size=12)), 1)]
    writer = draw(st.sampled_from(["xlsxwriter", "openpyxl", "gb18030", "utf-8-sig"]))
    return RandomList(tuple(columns), (*preface, *above), factor, tuple(rows), writer)


def _row(draw: st.DrawFn, kind: str, at: int, factor: int) -> dict[str, Cell] | str:
    if kind not in {"good", "odd"}:
        return kind
    number, amount = id_number(at), draw(st.integers(0, 99_999))
    row = {
        NAME: Cell("张三", "张三"),
        NUMBER: Cell(number, number),
        DAY: Cell("2022-01-05", date(2022, 1, 5)),
        AMOUNT: Cell(amount, Decimal(amount * factor).quantize(Decimal("0.01"))),
        REMARK: Cell(None, None),
    }
    replaced = draw(st.sets(st.sampled_from(list(row)), min_size=1, max_size=3)) if kind == "odd" else set()
    return row | {name: draw(st.sampled_from(ODD[name])) for name in sorted(replaced)}


def write(made: RandomList, directory: Path) -> Path:
    """The file."""
    rows = made.written_rows
    if made.writer == "xlsxwriter":
        return _write_xlsxwriter(rows, directory / f"{DIBAO}.xlsx")
    if made.writer == "openpyxl":
        return _write_openpyxl(rows, directory / f"{DIBAO}.xlsx")
    path = directory / f"{DIBAO}.csv"
    with path.open("w", encoding=made.writer, newline="") as handle:
        csv.writer(handle).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return path


def _write_xlsxwriter(rows: Sequence[Sequence[Any]], path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/mm/dd"}) as workbook:
        sheet = workbook.add_worksheet("名单")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def _write_openpyxl(rows: Sequence[Sequence[Any]], path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for at, row in enumerate(rows, start=1):
        for position, cell in enumerate(row, start=1):
            sheet.cell(at, position, cell)
    workbook.save(path)
    return path
