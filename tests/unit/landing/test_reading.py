"""Files as tables: encodings, delimiters, quotes, workbooks, and what is refused."""

import codecs
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from shouwang.landing import RefusalError
from shouwang.landing.files import delimited, encodings, readings, workbooks
from shouwang.landing.files.cells import cell_text, text_column
from shouwang.landing.files.readings import load_reading, write_reading
from tests.unit.landing.files import reading_of, write_text, write_workbook

ROWS = [("姓名", "村"), ("张三", "陈店"), ("李四", "")]
READ = [(1, "姓名", "村"), (2, "张三", "陈店"), (3, "李四", None)]


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    (table,) = reading_of(path).tables
    return pl.concat(table.pieces()).rows()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_reads_alike_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    assert rows_of(write_text(tmp_path / "名单.csv", ROWS, encoding, delimiter)) == READ


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\r\n\r\n1,2\r\n", [(1, "a", "b"), (2, None, None), (3, "1", "2")]),
        ("\n题\na,b\n1\n", [(1, None, None), (2, "题", None), (3, "a", "b"), (4, "1", None)]),
        ("a,b\n1,2,3\n,\n", [(1, "a", "b", None), (2, "1", "2", "3"), (3, None, None, None)]),
        ('a,b\n"x\ny",2\n\n3,"p""q"\n', [(1, "a", "b"), (2, "x\ny", "2"), (3, None, None), (4, "3", 'p"q')]),
        ('a,b\n5"管,2\n', [(1, "a", "b"), (2, '5"管', "2")]),
        ("a,b\r1,2\r", [(1, "a", "b"), (2, "1", "2")]),
        ("a,b\n1,x\x0by\u2028z\n", [(1, "a", "b"), (2, "1", "x\x0by\u2028z")]),
    ],
)
def test_rows_are_numbered_as_the_file_counts_them(tmp_path: Path, text: str, rows: list[tuple[Any, ...]]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("gb18030"))
    assert rows_of(path) == rows


@pytest.mark.parametrize("quote", ["", '"'])
def test_pieces_join_to_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("".join(f"{quote}户{n}{quote},村{n}\n" for n in range(500)).encode("gb18030"))
    whole = rows_of(path)
    monkeypatch.setattr(encodings, "PIECE", 100)
    monkeypatch.setattr(delimited, "BATCH", 7)
    assert rows_of(path) == whole == [(n + 1, f"户{n}", f"村{n}") for n in range(500)]


def test_cells_of_a_workbook_are_the_text_a_person_sees(tmp_path: Path) -> None:
    cells = ["文字", 12, 12.5, 0.1 + 0.2, date(2022, 1, 5), datetime(2022, 1, 5, 3, 4), True, 411024198001010123]  # noqa: DTZ001 -- cells know no zone
    seen = ["文字", "12", "12.5", "0.3", "2022-01-05", "2022-01-05 03:04:00", "TRUE", "4.1102419800101E+17"]
    path = write_workbook(tmp_path / "a.xlsx", {"表": [(), ("题",), *([cell] for cell in cells)]})
    assert [row[1] for row in rows_of(path)] == [None, "题", *seen]
    assert [row[0] for row in rows_of(path)] == list(range(1, 11))


def test_a_number_never_passes_for_an_identity_number() -> None:
    assert cell_text(999_999_999_999_999.0) == "999999999999999"
    assert cell_text(110105194912310021.0) == "1.1010519491231E+17"
    assert cell_text("110105194912310021") == "110105194912310021"


def test_hidden_and_empty_sheets_are_no_tables(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"甲": [("a",)], "乙": [("b",)], "空": []}, hidden=["乙"])
    reading = reading_of(path)
    assert [table.sheet_name for table in reading.tables] == ["甲"]
    assert reading.hidden_sheets == ("乙",)


def test_a_workbook_is_known_by_its_content_not_its_ending(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": [("a", "b")]})
    assert rows_of(path.rename(tmp_path / "a.csv")) == [(1, "a", "b")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "空"),
        (b"<html><table></table></html>", "网页"),
        (b"PK\x03\x04 no workbook at all", "损坏"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"no workbook either", "损坏"),
        (b"a,b\n\x81\x20\xff,1\n", "编码"),
        (b"a\0b,c\n", "空字节"),
        (codecs.BOM_UTF16_LE + "姓名\t村\n".encode("utf-16-le") + b"\x00\xd8", "第2行"),
        ('a,b\n1,"未完\n2,3\n'.encode(), "引号"),
        (b"\n\n\n", "没有任何内容"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(RefusalError, match=message) as refused:
        rows_of(path)
    assert "请" in str(refused.value)


def test_damage_far_into_a_file_refuses_all_of_it_and_names_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encodings, "PIECE", 100)
    path = tmp_path / "a.csv"
    path.write_bytes("户,村\n".encode("gb18030") * 100 + b"\x81\x20,1\n")
    with pytest.raises(RefusalError, match="第101行"):
        reading_of(path)


def test_workbooks_read_alike_in_batches_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[tuple[Any, ...]] = [("", "题"), ("", "甲", "乙"), *(("", n / 4, f"村{n}") for n in range(40)), ("",)]
    path = write_workbook(tmp_path / "a.xlsx", {"表": [*rows, (), ("", "", "末")]})
    whole = rows_of(path)
    monkeypatch.setattr(workbooks, "BATCH", 7)
    monkeypatch.setattr(readings, "PART_ROWS", 5)
    assert rows_of(path) == whole
    assert whole[3:5] == [(4, None, "0.25", "村1"), (5, None, "0.5", "村2")]
    assert whole[-1] == (45, None, None, "末")


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_a_column_of_numbers_reads_as_its_cells_do(numbers: list[float]) -> None:
    assert text_column(numbers).to_list() == [cell_text(number) for number in numbers]


@given(st.lists(st.one_of(st.just(""), st.text("户村1"), st.floats(-1e9, 1e9), st.dates(), st.booleans()), min_size=1))
def test_a_column_of_mixed_cells_reads_as_its_cells_do(cells: list[Any]) -> None:
    assert text_column(cells).to_list() == [cell_text(cell) for cell in cells]


def test_merged_ranges_are_told_and_blank_rows_below_the_last_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("表")
        sheet.merge_range(0, 0, 0, 2, "题")
        sheet.merge_range(2, 1, 4, 1, "户")
        sheet.write(4, 0, "末")
        sheet.write_formula(9, 0, '=""', None, "")
    (table,) = reading_of(path).tables
    assert table.merged.rows() == [(1, 1, 0, 2), (3, 5, 1, 1)]
    assert (table.height, table.width) == (10, 2)


def test_a_reading_of_another_version_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reading(write_text(tmp_path / "a.csv", ROWS), tmp_path)
    assert load_reading(tmp_path)
    monkeypatch.setattr("shouwang.landing.files.readings.VERSION", 0)
    assert load_reading(tmp_path) is None
