"""What a package is looked through for before anything opens it."""

import re
import struct
import zipfile
from pathlib import Path

import pytest

from shouwang.landing import RefusalError
from shouwang.landing.files import packages
from shouwang.landing.files.packages import inspect_package
from shouwang.landing.files.sheet_marks import UNCALCULATED, CellMark, sheet_marks
from tests.unit.landing.files import reading_of, write_workbook

SHEET = b'<worksheet xmlns="m"><sheetData>%s</sheetData></worksheet>'


def marks(
    cells: bytes, size: int = 1 << 20, prefix: bytes = b"", *, is_recalculated: bool = False
) -> tuple[CellMark, ...]:
    """The marks of a sheet of these cells that comes in pieces of a size, its elements with a prefix."""
    text = re.sub(rb"<(/?)(\w)", rb"<\1" + prefix + rb"\2", SHEET % (b"<row>" + cells + b"</row>"))
    pieces = [text[first : first + size] for first in range(0, len(text), size)]
    return sheet_marks(pieces, is_recalculated=is_recalculated)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (b'<c r="C5"><f>A1</f></c>', UNCALCULATED),
        (b'<c r="C5"><f>A1</f><v/></c>', UNCALCULATED),
        (b'<c r="C5"><f>A1</f><v></v></c>', UNCALCULATED),
        (b'<c s="1" r="C5"><f t="shared" si="0"/></c>', UNCALCULATED),
        (b'<c r="C5" t="e"><v>#REF!</v></c>', "#REF!"),
        (b'<c r="C5" s="2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (b'<c r="C5"><f>A1</f><v>12</v></c>', None),
        (b'<c r="C5" t="str"><f>A1</f><v></v></c>', None),
        (b'<c r="C5" t="s"><v>0</v></c>', None),
        (b'<c r="C5" s="1"/>', None),
        (b'<c r="C5"><f>A1</f><v>0</v></c>', None),
    ],
)
@pytest.mark.parametrize("size", [7, 1 << 20])
@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_cells_without_a_value_of_their_own_are_found(cell: bytes, text: str | None, size: int, prefix: bytes) -> None:
    around = b'<c r="B5"><v>1</v></c>%s<c r="D5"><v>2</v></c>' % cell
    assert marks(around, size, prefix) == ((CellMark(4, 2, text),) if text else ())


def test_the_0_of_a_formula_is_no_result_where_the_workbook_asks_to_be_calculated() -> None:
    cell = b'<c r="AA10"><f>A1</f><v>0</v></c>'
    assert marks(cell, is_recalculated=True) == (CellMark(9, 26, UNCALCULATED),)


def test_a_formula_that_does_not_say_where_it_stands_refuses_the_file() -> None:
    with pytest.raises(RefusalError, match="没有写明在哪一格"):
        marks(b"<c><f>A1</f></c>")


def test_marks_stand_in_their_cells_also_outside_of_what_has_a_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"空": [], "表": [("甲", "乙"), (1, "=A2*2"), ("", "", "", "=A3")]})
    (table,) = reading_of(path).tables
    (frame,) = table.pieces()
    assert frame.rows()[1:] == [(2, "1", UNCALCULATED, None, None), (3, None, None, None, UNCALCULATED)]


def damaged(path: Path, name: str, declared: int) -> None:
    """Let a package declare another size of a part than it has."""
    content = path.read_bytes()
    place = content.rindex(name.encode()) - 46
    path.write_bytes(content[: place + 24] + struct.pack("<I", declared) + content[place + 28 :])


def test_a_part_that_unpacks_to_more_than_it_declares_refuses_the_package(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": [("甲",)]})
    assert inspect_package(path).kind == "xlsx"
    damaged(path, "xl/worksheets/sheet1.xml", 10)
    with pytest.raises(RefusalError, match="读不通"):
        inspect_package(path)


def test_a_package_that_declares_too_much_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": [("甲",)]})
    damaged(path, "xl/worksheets/sheet1.xml", packages.UNPACKED_LIMIT)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # whoever opens a part fails
    with pytest.raises(RefusalError, match=r"工作簿展开后有 153[67] MB"):
        inspect_package(path)


def binary_workbook(path: Path, kind: int) -> Path:
    """A package of the binary kind, with one cell of a kind of record."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.bin", b"")
        row, cell = bytes([0, 4]) + bytes(4), bytes([kind, 9]) + bytes(9)
        package.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\x00" + row + cell + b"\x82\x01\x00")
    return path


def test_errors_in_a_binary_sheet_refuse_it(tmp_path: Path) -> None:
    assert inspect_package(binary_workbook(tmp_path / "a.xlsb", 2)).kind == "xlsb"
    with pytest.raises(RefusalError, match="算不出结果的公式"):
        inspect_package(binary_workbook(tmp_path / "b.xlsb", 3))
