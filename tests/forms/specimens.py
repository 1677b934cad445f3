"""The zoo of forms: how people give them back, and what must become of every row that left and every row that came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl

from shouwang.forms.row_seals import HEADER
from tests.forms.copies import (
    DAY,
    FIRST,
    HEAD,
    OTHER_TOWNSHIP,
    ROWS,
    Copy,
    Leaves,
    Save,
    as_text,
    as_workbook,
    people,
    stranger,
)

CHECK, APPROVAL, SPOT, LOG = "home_check", "county_approval", "spot_check", "visit_log"
BOOK = as_workbook()
Held = tuple[int, str, str]  # row of the sheet as it came, column, reason


@dataclass(frozen=True)
class Refused:
    """The file is refused, with a message in which this stands."""

    told: str


@dataclass(frozen=True)
class Settled:
    """``found`` rows = accepted + held rows + dropped by reason; ``held`` names every held cell."""

    accepted: int = ROWS
    held: Sequence[Held] = ()
    unanswered: int = 0
    dropped: Mapping[str, int] = field(default_factory=lambda: {"title": 2, "header": 1})
    days: Sequence[date] | None = None

    @property
    def all_dropped(self) -> dict[str, int]:
        return {**self.dropped, **({"unanswered": self.unanswered} if self.unanswered else {})}


@dataclass(frozen=True)
class Specimen:
    """One way to give a form back: ``spoil`` gets it filled in as it should be."""

    name: str
    form: str
    spoil: Callable[[Copy], None]
    becomes: Refused | Settled
    save: Save = BOOK


def leave_alone(_: Copy) -> None:
    """Nothing is spoiled."""


def typed(row: int, header: str, value: Any) -> Callable[[Copy], None]:
    return lambda form: form.put(row, header, value)


def blank(*rows: int) -> Callable[[Copy], None]:
    def spoil(form: Copy) -> None:
        for row in rows:
            for asked in form.leaves.declared.asked_columns:
                form.put(row, form.leaves.declared.column(asked).header, None)

    return spoil


def reordered(form: Copy) -> None:
    rows = form.rows()
    form.rewrite([*rows[:HEAD], *reversed(rows[HEAD:])])


def without(*numbers: int) -> Callable[[Copy], None]:
    def spoil(form: Copy) -> None:
        rows = form.rows()
        form.rewrite([row for at, row in enumerate(rows, start=1) if at - HEAD not in numbers])

    return spoil


def _added(form: Copy) -> list[Any]:
    somebody = stranger()
    cells = {"户主姓名": somebody.name, "户主身份证号": somebody.id_number, "办理环节": "入户核查", "办理日期": DAY}
    cells |= {"走访日期": DAY, "走访方式": "电话"}
    return [cells.get(str(cell.value)) for cell in form.sheet[HEAD]]


def added_at(place: int) -> Callable[[Copy], None]:
    def spoil(form: Copy) -> None:
        rows = form.rows()
        form.rewrite([*rows[: HEAD + place], _added(form), *rows[HEAD + place :]])

    return spoil


def repeated(row: int, **changed: Any) -> Callable[[Copy], None]:
    """A row copied whole to the end, with some cells changed."""

    def spoil(form: Copy) -> None:
        rows = form.rows()
        form.rewrite([*rows, list(rows[HEAD + row - 1])])
        for header, value in changed.items():
            form.put(ROWS + 1, header, value)

    return spoil


def swapped(*headers: str) -> Callable[[Copy], None]:
    """Cells of the first two rows exchanged."""

    def spoil(form: Copy) -> None:
        for header in headers:
            first, second = form.get(1, header), form.get(2, header)
            form.put(1, header, second)
            form.put(2, header, first)

    return spoil


def filled_down(form: Copy) -> None:
    """The first row drawn down over the second, but for what is hidden."""
    for header in (str(cell.value) for cell in form.sheet[HEAD] if cell.value != HEADER):
        form.put(2, header, form.get(1, header))


def columns_moved(form: Copy) -> None:
    form.rewrite([list(reversed(row)) for row in form.rows()[HEAD - 1 :]])


def headed(old: str, new: str) -> Callable[[Copy], None]:
    def spoil(form: Copy) -> None:
        form.sheet.cell(HEAD, form.at(old)).value = new

    return spoil


def column_gone(header: str) -> Callable[[Copy], None]:
    return lambda form: form.drop(header)


def title_gone(form: Copy) -> None:
    form.rewrite(form.rows()[HEAD - 1 :])


def without_seals_and_name(form: Copy) -> None:
    form.drop(HEADER)
    form.rewrite(form.rows()[HEAD - 1 :])
    form.sheet.title = "Sheet1"


def in_another_workbook(form: Copy) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["工作安排", "负责人"])
    pasted = book.create_sheet("粘贴")
    for row in form.rows():
        pasted.append(row)
    form.book = book


def twice_in_the_workbook(form: Copy) -> None:
    form.book.copy_worksheet(form.sheet)


def numbers_as_numbers(form: Copy) -> None:
    for row in range(1, ROWS + 1):
        form.put(row, "户主身份证号", f"{float(people()[row - 1].head_id_number.replace('X', '0')):.5E}")


def days_as_people_write_them(form: Copy) -> None:
    written = ["2022年9月5日", "2022.9.5", "20220905", 44809, "2022/9/5 10:30", "2022-9-5"]
    for row, text in enumerate(written, start=1):
        form.put(row, "办理日期", text)


def merged_days(form: Copy) -> None:
    column = form.at("办理日期")
    form.sheet.merge_cells(start_row=FIRST, end_row=FIRST + 2, start_column=column, end_column=column)


def signed(form: Copy) -> None:
    rows = form.rows()
    form.rewrite([*rows, ["合计", "6户"], ["填表人：周甲", None, "审核人：吴乙"], ["备注：以上情况属实"]])


def printed_heads(form: Copy) -> None:
    rows = form.rows()
    form.rewrite([*rows[: HEAD + 3], list(rows[HEAD - 1]), [], *rows[HEAD + 3 :]])


def two_forms_together(form: Copy) -> None:
    other = Copy(Leaves(form.leaves.form, form.leaves.revision, OTHER_TOWNSHIP)).fill()
    for row in other.rows()[HEAD:]:
        form.sheet.append(row)


def of(**changed: Any) -> Callable[[Copy], None]:
    """Another form in the place of this one."""

    def spoil(form: Copy) -> None:
        other = Copy(form.leaves._replace(**changed)).fill()
        form.book, form.sheet = other.book, other.sheet

    return spoil


def all_seals(change: Callable[[str], Any]) -> Callable[[Copy], None]:
    def spoil(form: Copy) -> None:
        for row in range(1, ROWS + 1):
            form.put(row, HEADER, change(form.get(row, HEADER)))

    return spoil


def seal_of(row: int, change: Callable[[str], Any]) -> Callable[[Copy], None]:
    return lambda form: form.put(row, HEADER, change(form.get(row, HEADER)))


def extra_column(form: Copy) -> None:
    position = form.sheet.max_column + 1
    form.sheet.cell(HEAD, position).value = "核查组"
    form.sheet.cell(FIRST, position).value = "第一组"


def hidden_rows(form: Copy) -> None:
    for row in (FIRST, FIRST + 1):
        form.sheet.row_dimensions[row].hidden = True


def emptied_rows(form: Copy) -> None:
    for cell in form.sheet[FIRST + 1]:
        if cell.column != form.at(HEADER):
            cell.value = None


def changed(row: int, column: str) -> Settled:
    """All settled but one cell that no longer says what it said."""
    return Settled(ROWS - 1, [(HEAD + row, column, "form_cell_changed")])


NUMBER, NAME, STEP = "head_id_number", "head_name", "case_step_code"
NO_TITLE: Mapping[str, int] = {"header": 1}
WAYS = [
    Specimen("filled_as_it_should_be", CHECK, leave_alone, Settled()),
    Specimen("approved", APPROVAL, leave_alone, Settled(days=[DAY] * ROWS)),
    Specimen("one_refused", APPROVAL, typed(2, "办理环节", "不予纳入"), Settled()),
    Specimen("spot_checked", SPOT, leave_alone, Settled()),
    Specimen("visited", LOG, leave_alone, Settled()),
    # rows
    Specimen("two_rows_left_open", CHECK, blank(2, 5), Settled(4, unanswered=2)),
    Specimen("sent_back_blank", APPROVAL, blank(*range(1, ROWS + 1)), Settled(0, unanswered=ROWS)),
    Specimen("rows_in_another_order", CHECK, reordered, Settled()),
    Specimen("a_row_deleted", APPROVAL, without(3), Settled(5)),
    Specimen("all_rows_but_one_deleted", CHECK, without(1, 2, 3, 4, 5), Settled(1)),
    Specimen("a_row_added_at_the_end", CHECK, added_at(ROWS), Settled(held=[(10, NUMBER, "form_row_added")])),
    Specimen("a_row_added_between", CHECK, added_at(2), Settled(held=[(6, NUMBER, "form_row_added")])),
    Specimen("a_row_added_to_a_log", LOG, added_at(ROWS), Settled(ROWS + 1)),
    Specimen(
        "a_row_of_a_log_copied_for_a_second_visit", LOG, repeated(1, 走访日期=date(2022, 9, 20)), Settled(ROWS + 1)
    ),
    Specimen("a_row_copied", CHECK, repeated(1), Settled(held=[(10, NUMBER, "duplicate_key")])),
    Specimen(
        "a_row_copied_with_another_day",
        CHECK,
        repeated(1, 办理日期=date(2022, 9, 6)),
        Settled(5, [(4, "step_date", "form_answers_conflict"), (10, "step_date", "form_answers_conflict")]),
    ),
    Specimen(
        "a_row_copied_with_another_decision",
        APPROVAL,
        repeated(4, 办理环节="不予纳入"),
        Settled(5, [(7, STEP, "form_answers_conflict"), (10, STEP, "form_answers_conflict")]),
    ),
    Specimen(
        "a_row_emptied_but_for_its_seal",
        CHECK,
        emptied_rows,
        Settled(5, dropped={"title": 2, "header": 1, "outside_columns": 1}),
    ),
    Specimen("rows_hidden_by_a_filter", APPROVAL, hidden_rows, Settled()),
    # filled-in cells
    Specimen("a_name_typed_over", CHECK, typed(2, "户主姓名", "别人"), changed(2, NAME)),
    Specimen("a_number_typed_over", APPROVAL, typed(2, "户主身份证号", stranger().id_number), changed(2, NUMBER)),
    Specimen("a_village_typed_over", CHECK, typed(1, "行政村", "邻村"), changed(1, "village_name")),
    Specimen("a_village_emptied", CHECK, typed(1, "行政村", None), changed(1, "village_name")),
    Specimen("a_step_typed_over", CHECK, typed(6, "办理环节", "民主评议"), changed(6, STEP)),
    Specimen("a_month_typed_over", SPOT, typed(6, "抽取月份", "202208"), changed(6, "sample_month")),
    Specimen("a_name_emptied", CHECK, typed(1, "户主姓名", None), Settled(5, [(4, NAME, "required_empty")])),
    Specimen(
        "a_name_with_blanks", CHECK, lambda form: form.put(1, "户主姓名", f" {form.get(1, '户主姓名')}　"), Settled()
    ),
    Specimen(
        "a_number_with_a_slip",
        CHECK,
        lambda form: form.put(1, "户主身份证号", form.get(1, "户主身份证号")[:-1] + "?"),
        Settled(5, [(4, NUMBER, "id_number_form")]),
    ),
    Specimen(
        "numbers_made_powers_of_ten",
        CHECK,
        numbers_as_numbers,
        Settled(0, [(HEAD + row, NUMBER, "id_number_scientific") for row in range(1, ROWS + 1)]),
    ),
    Specimen(
        "a_number_after_an_apostrophe",
        APPROVAL,
        lambda form: form.put(1, "户主身份证号", f"'{form.get(1, '户主身份证号')}"),
        Settled(),
    ),
    Specimen(
        "names_swapped",
        CHECK,
        swapped("户主姓名"),
        Settled(4, [(4, NAME, "form_cell_changed"), (5, NAME, "form_cell_changed")]),
    ),
    Specimen(
        "seals_swapped",
        APPROVAL,
        swapped(HEADER),
        Settled(4, [(row, name, "form_cell_changed") for row in (4, 5) for name in (NAME, NUMBER)]),
    ),
    Specimen(
        "a_row_filled_down_over_the_next",
        APPROVAL,
        filled_down,
        Settled(5, [(5, name, "form_cell_changed") for name in (NAME, NUMBER)]),
    ),
    # seals
    Specimen("a_seal_cleared", CHECK, seal_of(1, lambda _: None), Settled(5, [(4, NUMBER, "form_row_added")])),
    Specimen(
        "a_seal_changed",
        CHECK,
        seal_of(1, lambda seal: seal[:-1] + "g"),
        Settled(5, [(4, NUMBER, "form_seal_unreadable")]),
    ),
    Specimen(
        "a_seal_forged",
        APPROVAL,
        seal_of(1, lambda seal: seal.replace("-0001-", "-0002-")),
        Settled(5, [(4, NUMBER, "form_seal_unreadable")]),
    ),
    Specimen("seals_in_capitals", CHECK, all_seals(str.upper), Settled()),
    Specimen(
        "the_seals_deleted", CHECK, column_gone(HEADER), Refused("《入户核查表》，表中却没有隐藏的“守望行标识”列")
    ),
    Specimen("the_seals_emptied", APPROVAL, all_seals(lambda _: None), Refused("没有一行的“守望行标识”是本系统下发的")),
    Specimen(
        "seals_and_every_name_deleted",
        CHECK,
        without_seals_and_name,
        Refused("认不出是哪份名单"),
        as_workbook("Book1.xlsx"),
    ),
    Specimen("the_header_of_the_seals_renamed", CHECK, headed(HEADER, "编码"), Settled()),
    Specimen("made_with_another_key", APPROVAL, of(key="7a" * 32), Refused("没有一行的“守望行标识”是本系统下发的")),
    Specimen("of_another_county", CHECK, of(county="411024"), Refused("下发给鄢陵县的《入户核查表》，不是本县的")),
    Specimen("two_townships_together", CHECK, two_forms_together, Refused("行标识分属 2 份下发的表")),
    # headers and sheets
    Specimen("columns_in_another_order", APPROVAL, columns_moved, Settled(dropped=NO_TITLE)),
    Specimen("a_header_by_another_name", CHECK, headed("办理日期", "完成日期"), Settled()),
    Specimen("a_header_nobody_knows", CHECK, headed("办理日期", "啥时候"), Refused("缺少必需的列：“办理日期”")),
    Specimen("a_column_of_answers_deleted", APPROVAL, column_gone("办理环节"), Refused("缺少必需的列：“办理环节”")),
    Specimen(
        "a_column_of_numbers_deleted", APPROVAL, column_gone("户主身份证号"), Refused("缺少必需的列：“户主身份证号”")
    ),
    Specimen("a_column_that_only_tells_deleted", APPROVAL, column_gone("家庭人口"), Settled()),
    Specimen("the_villages_deleted", CHECK, column_gone("行政村"), Settled()),
    Specimen("a_column_added", CHECK, extra_column, Settled()),
    Specimen(
        "the_title_deleted",
        APPROVAL,
        title_gone,
        Settled(dropped=NO_TITLE),
        as_workbook("新建 Microsoft Excel 工作表.xlsx"),
    ),
    Specimen("pasted_into_another_workbook", CHECK, in_another_workbook, Settled(), as_workbook("十月工作.xlsx")),
    Specimen("twice_in_one_workbook", CHECK, twice_in_the_workbook, Refused("工作簿里有 2 张表")),
    Specimen(
        "heads_repeated_for_printing",
        CHECK,
        printed_heads,
        Settled(dropped={"title": 2, "header": 1, "repeated_header": 1, "blank": 1}),
    ),
    Specimen(
        "signed_and_summed",
        APPROVAL,
        signed,
        Settled(dropped={"title": 2, "header": 1, "total": 1, "signature": 1, "note": 1}),
    ),
    # answers
    Specimen("days_as_people_write_them", CHECK, days_as_people_write_them, Settled(days=[DAY] * ROWS)),
    Specimen(
        "a_day_that_never_was",
        CHECK,
        typed(3, "办理日期", "2022-02-30"),
        Settled(5, [(6, "step_date", "date_unreadable")]),
    ),
    Specimen(
        "a_day_without_a_year",
        APPROVAL,
        typed(3, "办理日期", "9月5日"),
        Settled(5, [(6, "step_date", "date_unreadable")]),
    ),
    Specimen(
        "a_remark_without_a_day", CHECK, typed(3, "办理日期", None), Settled(5, [(6, "step_date", "required_empty")])
    ),
    Specimen("days_merged_over_three_rows", CHECK, merged_days, Settled(days=[DAY] * ROWS)),
    Specimen(
        "a_day_by_a_formula_never_calculated",
        CHECK,
        typed(1, "办理日期", "=TODAY()"),
        Settled(5, [(4, "step_date", "formula_uncalculated")]),
    ),
    Specimen(
        "a_day_that_is_an_error", APPROVAL, typed(1, "办理日期", "#REF!"), Settled(5, [(4, "step_date", "cell_error")])
    ),
    Specimen(
        "a_word_that_is_no_choice", APPROVAL, typed(1, "办理环节", "同意"), Settled(5, [(4, STEP, "code_unknown")])
    ),
    Specimen(
        "a_choice_of_another_form",
        APPROVAL,
        typed(1, "办理环节", "风险消除"),
        Settled(5, [(4, STEP, "form_choice_not_offered")]),
    ),
    Specimen("a_choice_by_another_name", APPROVAL, typed(1, "办理环节", " 区级审定"), Settled()),
    # saved as text
    Specimen("saved_as_gb18030", CHECK, leave_alone, Settled(days=[DAY] * ROWS), as_text()),
    Specimen("saved_as_utf_8", APPROVAL, leave_alone, Settled(), as_text(encoding="utf-8-sig")),
    Specimen("saved_with_tabs", CHECK, leave_alone, Settled(), as_text("交回.txt", delimiter="\t")),
    Specimen(
        "saved_as_gb18030_with_powers_of_ten",
        CHECK,
        numbers_as_numbers,
        Settled(0, [(HEAD + row, NUMBER, "id_number_scientific") for row in range(1, ROWS + 1)]),
        as_text(),
    ),
    Specimen(
        "saved_as_gb18030_and_a_name_typed_over", CHECK, typed(2, "户主姓名", "别人"), changed(2, NAME), as_text()
    ),
]
ZOO = {specimen.name: specimen for specimen in WAYS}


def returned(specimen: Specimen, leaves: Leaves) -> Copy:
    """The specimen made of a form of its own."""
    form = Copy(leaves).fill()
    specimen.spoil(form)
    return form
