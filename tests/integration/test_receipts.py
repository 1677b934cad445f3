"""Receipts: every delivery with a verdict gets one, whole and once, with its own sheet marked (YL-09)."""

import hashlib
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from shouwang.landing import collect, land
from shouwang.landing.mending.marks import PROPERTY, ROW_HEADER, SHEET_NAME
from shouwang.receipts import issue_receipts, issued_receipts
from shouwang.settings import Settings
from tests.integration.clerks import FIRST, PEOPLE, Office, fill, first_sheet, marked, texts, write_list
from tests.unit.landing.files import COUNTY, DIBAO_HEADER, id_number, write_text

HELD = {
    f"C{FIRST + 2}": "科学计数法数字，应为18位公民身份号码；末几位已丢失、不能复原",
    f"C{FIRST + 7}": "17位数字，应为18位公民身份号码",
    f"D{FIRST + 11}": "“2022-02-30”，应为1900至2099年间含年、月、日的真实日期",
    f"E{FIRST + 19}": "“约三百”，应为以元为单位、至多两位小数的数字",
    f"B{FIRST + 25}": "空，应为有内容；请补填",
    f"C{FIRST + 33}": "与第8行重复，应为同一内容只报一行",
}


@pytest.fixture
def office(empty_landing: Settings) -> Office:
    return Office(empty_landing)


def test_held_cells_are_marked_on_the_departments_own_sheet(office: Office, tmp_path: Path) -> None:
    path = write_list(tmp_path / "民政局_低保.xlsx")
    delivery = office.take(path)
    assert (delivery.rows_found, delivery.rows_accepted, delivery.rows_held, delivery.rows_dropped) == (43, 34, 6, 3)
    book = office.receipt()
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == ["低保", "回执"]
    sheet, sent = first_sheet(book), first_sheet(openpyxl.load_workbook(path))
    found = marked(sheet)
    assert found.keys() == HELD.keys()
    assert all(found[place].startswith(f"【待整改】{said}") for place, said in HELD.items())
    assert all(
        sheet.cell(row, column).value == sent.cell(row, column).value for row in range(1, 44) for column in range(1, 7)
    )
    assert (sheet["A1"].font.sz, sheet.merged_cells.ranges) == (20, sent.merged_cells.ranges)
    assert {sheet.cell(row, 3).number_format for row in range(FIRST, FIRST + PEOPLE)} == {"@"}
    assert book.active is sheet


def test_the_copy_is_tied_to_its_delivery_where_nobody_sees_it(office: Office, tmp_path: Path) -> None:
    delivery = office.take(write_list(tmp_path / "民政局_低保.xlsx"))
    book = office.receipt()
    whole = book.custom_doc_props[PROPERTY].value  # type: ignore[attr-defined]  # unknown to the library's types
    assert whole.startswith(f"sw0-{delivery.delivery_id:016x}-")
    assert (book[SHEET_NAME].sheet_state, book[SHEET_NAME]["A1"].value) == ("veryHidden", whole)
    sheet = first_sheet(book)
    assert sheet["G3"].value == ROW_HEADER
    assert sheet.column_dimensions["G"].hidden
    rows = [str(sheet.cell(row, 7).value).split("-")[0] for row in range(FIRST, FIRST + PEOPLE)]
    assert rows == [f"sw{row}" for row in range(FIRST, FIRST + PEOPLE)]


@pytest.mark.requirement("YL-09")
def test_the_receipt_says_what_became_of_every_row(office: Office, tmp_path: Path) -> None:
    office.take(write_list(tmp_path / "民政局_低保.xlsx"))
    said = texts(office.receipt()["回执"])
    for wanted in (
        "部分接收，6 行待整改",
        "民政局",
        "新增农村低保人员名单",
        "鄢陵县　数据月份 2022年1月",
        "2022年2月8日 17:31",
        "第 1 次",
        "43 行 = 接收 34 行 + 待整改 6 行 + 非数据 3 行（表头 1 行、标题和表头以上的说明 2 行）",
        "需要整改的内容（共 6 处）",
        "身份证号被存成数字\n身份证号\n1\n第 6 行",
        "请于2022年2月10日前放回收件目录",
    ):
        assert wanted in said


def test_no_person_stands_on_the_receipt_or_in_the_ledger(office: Office, tmp_path: Path) -> None:
    office.take(write_list(tmp_path / "民政局_低保.xlsx"))
    said = texts(office.receipt()["回执"]) + str(issued_receipts(office.settings, COUNTY))
    assert not [number for number in range(1, PEOPLE + 1) if id_number(number) in said or f"人{number}\n" in said]


def test_a_list_without_faults_gets_the_receipt_alone(office: Office, tmp_path: Path) -> None:
    office.take(write_list(tmp_path / "民政局_低保.xlsx", damage={}))
    book = office.receipt()
    assert book.sheetnames == ["回执"]
    assert "已接收，待整改 0 行" in texts(book["回执"])


def test_a_proposal_shows_four_digits_and_no_more(office: Office, tmp_path: Path) -> None:
    office.put(write_list(tmp_path / "民政局_低保.xlsx"))
    (archived,) = collect(office.settings, COUNTY)
    land(office.settings, archived.delivery_id)
    office.ask(
        "insert into vault.identity_proposals values (%s, %s, 'id_number', 'id_number_scientific', 1, 7, %s, '相符')"
        " on conflict (delivery_id, row_number, column_name) do update set candidate_count = 1,"
        " proposed_person_id = 7, proposed_id_number = excluded.proposed_id_number",
        *(archived.delivery_id, FIRST + 2, id_number(3)),
    )
    office.ask("update ops.deliveries set state_code = 'accepted'")
    issue_receipts(office.settings, COUNTY)
    note = marked(first_sheet(office.receipt()))[f"C{FIRST + 2}"]
    assert f"身份证号末四位为{id_number(3)[-4:]}，请核对证件后填写" in note
    assert id_number(3)[-5:] not in note + texts(office.receipt()["回执"])


def test_what_was_refused_rejected_or_repeated_is_said(office: Office, tmp_path: Path) -> None:
    office.put(write_text(tmp_path / "某表.csv", [("甲", "乙"), ("1", "2")]))
    assert collect(office.settings, COUNTY) == []
    office.take(write_list(tmp_path / "民政局_低保.xlsx", damage={}), verdict="rejected")
    office.take(write_list(tmp_path / "民政局_低保2.xlsx", damage={FIRST: {6: "备注变了"}}))
    book = openpyxl.load_workbook(write_list(tmp_path / "同.xlsx", damage={FIRST: {6: "备注变了"}}))
    first_sheet(book)["H50"].fill = PatternFill("solid", start_color="FF0000")
    book.save(tmp_path / "民政局_低保3.xlsx")
    office.take(tmp_path / "民政局_低保3.xlsx")
    said = {
        receipt.state_code: texts(openpyxl.load_workbook(office.settings.outbox / receipt.file_path)["回执"])
        for receipt in issued_receipts(office.settings, COUNTY)
    }
    assert said.keys() == {"refused", "rejected", "accepted", "duplicate"}
    assert "未接收，请整改后重新报送" in said["refused"]
    assert "认不出是哪份名单" in said["refused"]
    assert "未接收，请整改后重新报送" in said["rejected"]
    assert "重复报送，未再计入" in said["duplicate"]
    assert "民政局_低保2.xlsx" in said["duplicate"]


def test_files_are_named_after_department_list_and_number(office: Office, tmp_path: Path) -> None:
    office.put(write_text(tmp_path / "张三的表.csv", [("甲", "乙"), ("1", "2")]))
    collect(office.settings, COUNTY)
    office.take(write_list(tmp_path / "民政局_低保.xlsx"))
    digest = hashlib.sha256((tmp_path / "张三的表.csv").read_bytes()).hexdigest()
    assert {receipt.file_path for receipt in issued_receipts(office.settings, COUNTY)} == {
        f"{COUNTY}/2022-01/receipts/未识别/{digest[:8]}_回执.xlsx",
        f"{COUNTY}/2022-01/receipts/民政局/新增农村低保人员名单_第1次报送_回执.xlsx",
    }


def test_nothing_is_issued_twice_and_a_lost_record_is_made_good_with_the_same_bytes(
    office: Office, tmp_path: Path
) -> None:
    office.take(write_list(tmp_path / "民政局_低保.xlsx"))
    path = office.receipt_path()
    content, made = path.read_bytes(), path.stat().st_mtime_ns
    assert issue_receipts(office.settings, COUNTY) == []
    assert path.stat().st_mtime_ns == made
    office.ask("delete from ops.receipts")
    assert issue_receipts(office.settings, COUNTY) == [path]
    assert path.read_bytes() == content
    (receipt,) = issued_receipts(office.settings, COUNTY)
    assert receipt.sha256 == hashlib.sha256(content).hexdigest()


def test_a_receipt_that_could_not_be_written_is_not_recorded(office: Office, tmp_path: Path) -> None:
    office.put(write_list(tmp_path / "民政局_低保.xlsx"))
    (archived,) = collect(office.settings, COUNTY)
    place = office.settings.outbox / COUNTY / "2022-01" / "receipts"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("in the way")
    with pytest.raises(OSError, match="receipts"):
        office.land(archived)
    assert issued_receipts(office.settings, COUNTY) == []
    place.unlink()
    assert len(issue_receipts(office.settings, COUNTY)) == 1
    assert [path.name for path in place.rglob("*") if path.is_file()] == [office.receipt_path().name]


def test_a_csv_comes_back_as_a_workbook_whose_text_stays_text(office: Office, tmp_path: Path) -> None:
    rows = [
        ("新增农村低保人员名单",),
        DIBAO_HEADER,
        ("=1+1", id_number(1), "2022-01-05", "300", '=HYPERLINK("http://127.0.0.1")'),
        ("张三", "4.1102E+17", "2022-01-05", "300", "\x01"),
    ]
    office.take(write_text(tmp_path / "民政局_低保.csv", rows))
    sheet = first_sheet(office.receipt())
    assert marked(sheet).keys() == {"B4"}
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert (sheet["E3"].data_type, sheet["B4"].number_format, sheet["B4"].data_type) == ("s", "@", "s")


def test_of_a_very_long_list_the_copy_holds_the_rows_to_be_mended(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shouwang.receipts.copies.MOST_ROWS", 20)
    office.take(write_list(tmp_path / "民政局_低保.xlsx"))
    sheet = first_sheet(office.receipt())
    assert sheet.max_row == 3 + len(HELD)
    assert len(marked(sheet)) == len(HELD)
    numbers = [str(sheet.cell(row, 7).value).split("-")[0] for row in range(4, sheet.max_row + 1)]
    assert numbers == [f"sw{row}" for row in (FIRST + 2, FIRST + 7, FIRST + 11, FIRST + 19, FIRST + 25, FIRST + 33)]


def test_the_copy_carries_no_link_to_another_file(office: Office, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_list(tmp_path / "民政局_低保.xlsx"))
    sheet = first_sheet(book)
    fill(sheet, {FIRST: {6: "=SUM(1,2)"}})
    sheet["B5"].comment = Comment("请核对", "某人")
    book.save(tmp_path / "民政局_低保.xlsx")
    office.take(tmp_path / "民政局_低保.xlsx")
    with zipfile.ZipFile(office.receipt_path()) as package:
        names = package.namelist()
    assert not [name for name in names if "externalLink" in name or "vba" in name or "connections" in name]
    back = first_sheet(office.receipt())
    assert back.cell(FIRST, 6).value == "=SUM(1,2)"
    assert back["B5"].comment is not None
