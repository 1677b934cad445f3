"""Mended copies: what a department mends in its marked copy takes the place of what was held, the rest stays."""

import csv
import subprocess
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from shouwang.landing import collect
from shouwang.landing.mending.marks import PROPERTY, ROW_HEADER, SHEET_NAME
from shouwang.settings import Settings
from tests.integration.clerks import FIRST, MENDED, PEOPLE, Cells, Office, fill, first_sheet, marked, texts, write_list
from tests.unit.landing.files import COUNTY, id_number

DELIVERED = (
    *("ops.deliveries", "ops.delivery_questions", "ops.receipts", "landing.civil_affairs_dibao", "landing.held_cells"),
    *("landing.dropped_rows", "landing.mended_rows", "vault.civil_affairs_dibao", "vault.original_cells"),
    *("vault.extra_cells", "vault.identity_proposals", "vault.identity_candidates", "vault.identity_signatures"),
)
EVERYBODY = [id_number(number) for number in range(1, PEOPLE + 1)]


@pytest.fixture(scope="module")
def intake(shared_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An intake that has taken the list with six faults and issued its receipt."""
    office = Office(shared_warehouse)
    office.first = office.take(write_list(tmp_path_factory.mktemp("sent") / "民政局_低保.xlsx")).delivery_id
    return office


@pytest.fixture
def office(intake: Office) -> Office:
    """The same without anything that came after."""
    for table in DELIVERED:
        intake.ask(f"delete from {table} where delivery_id <> %s", intake.first)  # noqa: S608 -- our own table names
    return intake


def mend(office: Office, path: Path, cells: Cells) -> Path:
    """Fill in the newest marked copy as a clerk would: values alone."""
    book = office.receipt()
    fill(first_sheet(book), cells)
    book.save(path)
    return path


def only(rows: Iterable[int], path: Path) -> Path:
    """Delete every other row of data."""
    book = openpyxl.load_workbook(path)
    for row in sorted(set(range(FIRST, FIRST + PEOPLE)) - set(rows), reverse=True):
        first_sheet(book).delete_rows(row)
    book.save(path)
    return path


def numbers(office: Office) -> list[str]:
    return [number for _, number, _, _ in office.in_force()]


@pytest.mark.requirement("YL-09")
def test_a_mended_workbook_merges_and_the_receipt_shows_zero_left(office: Office, tmp_path: Path) -> None:
    assert len(numbers(office)) == 34
    mended = office.take(mend(office, tmp_path / "x.xlsx", MENDED), "改好了 (2).xlsx", month="2022-02")
    original = office.delivery(mended.mends_delivery_id or 0)
    assert (mended.month, mended.feed, mended.revision) == (original.month, original.feed, 2)
    assert (mended.rows_in, mended.rows_accepted, mended.rows_held) == (40, 40, 0)
    assert numbers(office) == EVERYBODY
    book = office.receipt()
    said = texts(book["回执"])
    assert book.sheetnames == ["回执"]
    assert "已接收，待整改 0 行" in said
    assert "与第 1 次报送合并后：接收 40 行，待整改 0 行" in said
    (name,) = [name for name, number, _, _ in office.in_force() if number == id_number(26)]
    assert name == "补填"


def test_only_the_held_rows_may_come_back(office: Office, tmp_path: Path) -> None:
    mended = office.take(only(MENDED, mend(office, tmp_path / "只有六行.xlsx", MENDED)))
    assert (mended.rows_in, mended.rows_accepted) == (6, 6)
    assert numbers(office) == EVERYBODY
    assert "与第 1 次报送合并后：接收 40 行，待整改 0 行" in texts(office.receipt()["回执"])


def test_a_csv_of_it_merges_too(office: Office, tmp_path: Path) -> None:
    sheet = first_sheet(openpyxl.load_workbook(mend(office, tmp_path / "x.xlsx", MENDED)))
    rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    with (tmp_path / "低保.csv").open("w", encoding="gb18030", newline="") as target:
        csv.writer(target).writerows(rows)
    assert office.take(tmp_path / "低保.csv").mends_delivery_id
    assert numbers(office) == EVERYBODY


def test_libreoffice_keeps_what_ties_the_copy(office: Office, tmp_path: Path) -> None:
    saved = convert(mend(office, tmp_path / "x.xlsx", MENDED), tmp_path, "xlsx")
    book = openpyxl.load_workbook(saved)
    assert PROPERTY in book.custom_doc_props.names  # type: ignore[attr-defined]  # unknown to the library's types
    assert (book[SHEET_NAME].sheet_state, first_sheet(book)["G3"].value) != ("visible", None)
    assert office.take(saved).mends_delivery_id
    assert numbers(office) == EVERYBODY


def test_another_format_keeps_the_marks_of_the_rows(office: Office, tmp_path: Path) -> None:
    saved = convert(mend(office, tmp_path / "x.xlsx", MENDED), tmp_path, "ods")
    assert office.take(saved).mends_delivery_id
    assert numbers(office) == EVERYBODY


def convert(path: Path, tmp_path: Path, ending: str) -> Path:
    """The file as LibreOffice saves it."""
    target = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, ending, "--outdir", str(target), str(path)], check=True, capture_output=True)  # noqa: S603 -- our own words
    return target / f"{path.stem}.{ending}"


def test_what_was_not_mended_is_listed_again(office: Office, tmp_path: Path) -> None:
    half = dict(sorted(MENDED.items())[:3])
    mended = office.take(mend(office, tmp_path / "一半.xlsx", half))
    assert (mended.rows_accepted, mended.rows_held) == (37, 3)
    book = office.receipt()
    assert "部分接收，3 行待整改" in texts(book["回执"])
    assert marked(first_sheet(book)).keys() == {f"E{FIRST + 19}", f"B{FIRST + 25}", f"C{FIRST + 33}"}
    assert len(numbers(office)) == 37


def test_held_rows_left_out_are_named_and_a_left_out_repetition_is_settled(office: Office, tmp_path: Path) -> None:
    office.take(only([FIRST + 2], mend(office, tmp_path / "只改一行.xlsx", MENDED)))
    said = texts(office.receipt()["回执"])
    assert "部分接收，4 行待整改" in said
    assert "第 1 次报送的第 11 行" in said
    assert "先前报送中仍待整改、本次没有交回的行" in said
    assert "与前面的行重复" not in said
    assert len(numbers(office)) == 35


def test_a_chain_of_two_mends_what_is_left(office: Office, tmp_path: Path) -> None:
    first, rest = dict(sorted(MENDED.items())[:3]), dict(sorted(MENDED.items())[3:])
    second = office.take(mend(office, tmp_path / "一.xlsx", first))
    book = office.receipt()
    assert book.sheetnames.count("回执") == book.sheetnames.count(SHEET_NAME) == 1
    assert [cell.value for cell in first_sheet(book)[3]].count(ROW_HEADER) == 1
    third = office.take(mend(office, tmp_path / "二.xlsx", rest))
    assert (third.mends_delivery_id, third.revision) == (second.delivery_id, 3)
    assert numbers(office) == EVERYBODY
    assert "与第 1 次报送合并后：接收 40 行，待整改 0 行" in texts(office.receipt()["回执"])


def test_two_copies_of_one_receipt_complete_each_other(office: Office, tmp_path: Path) -> None:
    paths = []
    for name, chosen in (("甲", slice(0, 3)), ("乙", slice(3, 6))):
        rows = dict(sorted(MENDED.items())[chosen])
        paths.append(only(rows, mend(office, tmp_path / f"{name}.xlsx", rows)))
    for path in paths:
        office.put(path)
    earlier, later = collect(office.settings, COUNTY)
    office.land(later)  # lands the earlier one first: which keys are taken depends on it
    assert office.delivery(earlier.delivery_id).landed_at
    assert numbers(office) == EVERYBODY


def test_a_changed_row_replaces_and_a_new_row_is_added(office: Office, tmp_path: Path) -> None:
    added = {FIRST + PEOPLE: dict(enumerate((41, "新人", id_number(41), "2022-01-20", 500, ""), start=1))}
    changed: Cells = {FIRST: {5: 999}}
    office.take(mend(office, tmp_path / "x.xlsx", {**MENDED, **changed, **added}))
    found = {number: amount for _, number, _, amount in office.in_force()}
    assert (found[id_number(1)], found[id_number(41)], len(found)) == (999, 500, 41)


def test_a_row_copied_with_its_mark_is_a_new_row(office: Office, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(mend(office, tmp_path / "x.xlsx", MENDED))
    sheet = first_sheet(book)
    copied = {column: sheet.cell(FIRST, column).value for column in range(1, 8)}
    fill(sheet, {FIRST + PEOPLE: {**copied, 2: "新人", 3: id_number(41)}})
    book.save(tmp_path / "y.xlsx")
    office.take(tmp_path / "y.xlsx")
    assert numbers(office) == [*EVERYBODY, id_number(41)]


def test_a_key_that_stands_in_a_remaining_row_is_held(office: Office, tmp_path: Path) -> None:
    path = mend(office, tmp_path / "x.xlsx", {**MENDED, FIRST + 2: {3: id_number(1)}})
    mended = office.take(only(MENDED, path))
    assert (mended.rows_accepted, mended.rows_held) == (5, 1)
    assert "与先前报送的第4行重复" in texts(office.receipt()["回执"])
    assert numbers(office).count(id_number(1)) == 1


def test_without_its_hidden_column_it_is_an_ordinary_delivery_of_the_same_list(office: Office, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(mend(office, tmp_path / "x.xlsx", MENDED))
    first_sheet(book).delete_cols(7)
    book.save(tmp_path / "y.xlsx")
    found = office.take(tmp_path / "y.xlsx", month="2022-02")
    assert (found.mends_delivery_id, f"{found.month:%Y-%m}", found.revision) == (None, "2022-01", 2)
    assert numbers(office) == EVERYBODY


def test_without_any_tie_it_is_an_ordinary_delivery(office: Office, tmp_path: Path) -> None:
    found = office.take(write_list(tmp_path / "民政局_低保.xlsx", damage=MENDED))
    assert (found.mends_delivery_id, found.revision) == (None, 2)
    assert numbers(office) == EVERYBODY


def test_a_forged_mark_is_none(office: Office, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(mend(office, tmp_path / "x.xlsx", MENDED))
    sheet = first_sheet(book)
    for row in range(FIRST, FIRST + PEOPLE):
        sheet.cell(row, 7).value = f"sw{row}-{1:016x}-abcdef"
    del book.custom_doc_props[PROPERTY]  # type: ignore[attr-defined]  # unknown to the library's types
    del book[SHEET_NAME]
    book.save(tmp_path / "民政局_低保_改.xlsx")
    assert office.take(tmp_path / "民政局_低保_改.xlsx").mends_delivery_id is None


def test_a_copy_used_as_the_form_of_the_next_month_is_that_months_list(office: Office, tmp_path: Path) -> None:
    people: Cells = {FIRST + row: {3: id_number(row + 1, "19900101")} for row in range(PEOPLE)}
    path = mend(office, tmp_path / "x.xlsx", {1: {1: "2022年2月新增农村低保人员名单"}, **people})
    found = office.take(path, month="2022-02")
    assert (found.mends_delivery_id, f"{found.month:%Y-%m}", found.revision) == (None, "2022-02", 1)


def test_a_copy_that_is_about_other_people_waits_for_a_person(office: Office, tmp_path: Path) -> None:
    people: Cells = {FIRST + row: {3: id_number(row + 1, "19900101")} for row in range(PEOPLE)}
    found = office.take(mend(office, tmp_path / "x.xlsx", people), month="2022-02")
    assert (found.state_code, f"{found.month:%Y-%m}") == ("questioned", "2022-01")
    said = texts(office.receipt()["回执"])
    assert "待裁定，暂不计入" in said
    assert "第1次报送已接收" in said
    assert len(numbers(office)) == 34


def test_what_the_gate_rejected_counts_once_it_is_mended(office: Office, tmp_path: Path) -> None:
    office.ask("update ops.deliveries set state_code = 'rejected'")
    try:
        assert numbers(office) == []
        office.take(only(MENDED, mend(office, tmp_path / "x.xlsx", MENDED)))
        assert numbers(office) == EVERYBODY
    finally:
        office.ask("update ops.deliveries set state_code = 'accepted' where delivery_id = %s", office.first)


def test_a_copy_of_a_list_that_was_sent_anew_meanwhile_says_so(office: Office, tmp_path: Path) -> None:
    path = mend(office, tmp_path / "x.xlsx", MENDED)
    office.take(write_list(tmp_path / "民政局_低保_更正.xlsx", damage={FIRST: {5: 777}}))
    office.take(path)
    assert "该次已由第 2 次报送替代" in texts(office.receipt()["回执"])
    found = {number: amount for _, number, _, amount in office.in_force()}
    assert (found[id_number(1)], len(found)) == (777, 40)
