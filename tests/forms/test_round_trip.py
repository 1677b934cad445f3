"""From published cases to forms, into the inbox and on: what is known is filled in, what is answered moves the case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from shouwang.divisions import children
from shouwang.forms import forms
from shouwang.forms.row_seals import HEADER
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication import issue_lists
from shouwang.publication.wording import name_place
from tests.conftest import MakeWarehouse
from tests.department_files import Listed, Person
from tests.policies.exchange.county import County

CODE, SEPTEMBER, OCTOBER = "340604", date(2022, 9, 1), date(2022, 10, 1)
STEPS = {"受理申请": 20, "入户核查": 21, "民主评议": 22, "村内公示": 22, "乡镇审核": 27, "区级审定": 28}
WAYS = list(STEPS)
FORM_OF = dict(
    zip(WAYS, ["入户核查表", "民主评议表", "公示登记表", "乡镇审核表", "县级审批表", "帮扶计划表"], strict=True)
)
STANDS = """
select household_id, step_code, step_date from marts.fct_household_case_months where county_code = %s and month = %s
"""
CASES = 12  # two that stand at each step, one in either township


def steps_of(head: Person, count: int) -> list[Listed]:
    """The first steps of the procedure, as the register of steps has them."""
    return [(head, {"case_step_code": step, "step_date": SEPTEMBER.replace(day=STEPS[step])}) for step in WAYS[:count]]


@pytest.fixture(scope="module")
def county(make_warehouse: MakeWarehouse) -> County:
    """September published: six pairs of cases, each pair one step further than the one before."""
    county = County.of(make_warehouse(), CODE, CASES)
    county.send_register(SEPTEMBER, county.people)
    heads = [head for head, _ in county.pairs]
    rows = [step for number, head in enumerate(heads) for step in steps_of(head, number // 2 + 1)]
    county.send(SEPTEMBER, "case_steps", rows)
    county.live(SEPTEMBER)
    return county


def file_of(county: County, title: str, head: Person) -> str:
    """The form in which a household is asked about: its township's, or the county department's."""
    names = county.files(SEPTEMBER, "表单")
    found = [name for name in sorted(names) if title in name]
    for name in found:
        if any(row["户主身份证号"] == head.id_number for row in county.rows(SEPTEMBER, f"表单/{name}")):
            return f"表单/{name}"
    raise LookupError(title)


def line_of(county: County, number: int) -> Mapping[str, Any]:
    """The row about a household of the county."""
    head = county.pairs[number][0]
    file = file_of(county, FORM_OF[WAYS[number // 2]], head)
    return next(row for row in county.rows(SEPTEMBER, file) if row["户主身份证号"] == head.id_number)


def test_every_step_that_is_due_leaves_as_a_form_of_who_holds_it(county: County) -> None:
    names = county.files(SEPTEMBER, "表单")
    holders = {title: {name.split("_")[0] for name in names if title in name} for title in FORM_OF.values()}
    townships = {name_place(children(CODE)[number].code, SEPTEMBER) for number in (0, 1)}
    assert holders == {
        **dict.fromkeys(FORM_OF.values(), townships),
        "县级审批表": {"乡村振兴局"},
        "帮扶计划表": {"乡村振兴局"},
    }


@pytest.mark.requirement("LA-10")
@pytest.mark.parametrize("number", range(CASES))
def test_all_that_is_known_is_filled_in_and_nothing_else_is_asked(county: County, number: int) -> None:
    head, line = county.pairs[number][0], line_of(county, number)
    form = next(form for form in forms().values() if form.title == FORM_OF[WAYS[number // 2]])
    assert (line["户主姓名"], line["家庭人口"], line["案件受理日期"]) == (head.name, 2, "2022年9月20日")
    asked = {form.column(name).header for name in form.asked_columns}
    assert {header for header, cell in line.items() if cell is None} == asked
    assert str(line[HEADER]).startswith(f"bd-{form.form}-{CODE}-202209-01-")


def test_what_is_filled_in_is_locked_and_the_seal_is_out_of_sight(county: County) -> None:
    name = file_of(county, "乡镇审核表", county.pairs[6][0])
    sheet = county.book(SEPTEMBER, name).worksheets[0]
    places = {str(cell.value): at for at, cell in enumerate(sheet[3], start=1)}
    locked = {header: sheet.cell(4, at).protection.locked for header, at in places.items()}
    assert sheet.protection.sheet
    assert {header for header, is_locked in locked.items() if not is_locked} == {"办理环节", "办理日期", "备注"}
    assert [name for name, at in places.items() if sheet.column_dimensions[get_column_letter(at)].hidden] == [HEADER]
    rules = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert rules == ['"乡镇审核,不予纳入"']


def test_the_notice_that_is_put_up_tells_no_more_than_the_law_lets_it(county: County) -> None:
    heads = [county.pairs[number][0] for number in (4, 5)]
    for name in county.files(SEPTEMBER, "公示"):
        book = county.book(SEPTEMBER, f"公示/{name}")
        text = "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
        )
        assert "不少于5日" in text
        assert not any(head.name in text or head.id_number in text for head in heads)
        assert sum(f"户{'*' * (len(head.name) - 2)}{head.name[-1]}" in text for head in heads) == 1
        assert "内部资料" not in str(book.worksheets[0].oddFooter)
    assert len(county.files(SEPTEMBER, "公示")) == 2


def test_the_forms_are_made_again_byte_for_byte(county: County) -> None:
    directory = county.directory(SEPTEMBER)
    before = {path.name: path.read_bytes() for path in (directory / "表单").glob("*.xlsx")}
    directory.rename(directory.with_name("gone"))
    issue_lists(county.settings, CODE, SEPTEMBER)
    assert {path.name: path.read_bytes() for path in (directory / "表单").glob("*.xlsx")} == before


ANSWERS: dict[int, tuple[dict[str, Any], tuple[str, date]]] = {
    0: ({"办理日期": date(2022, 10, 5)}, ("home_check", date(2022, 10, 5))),
    2: ({"办理环节": "民主评议", "办理日期": date(2022, 10, 6)}, ("review", date(2022, 10, 6))),
    3: ({"办理环节": "不予纳入", "办理日期": date(2022, 10, 6)}, ("refused", date(2022, 10, 6))),
    4: ({"办理日期": date(2022, 10, 7)}, ("notice", date(2022, 10, 7))),
    6: ({"办理环节": "乡镇审核", "办理日期": date(2022, 10, 8)}, ("township_review", date(2022, 10, 8))),
    8: ({"办理环节": "县级审定", "办理日期": date(2022, 10, 9)}, ("county_approval", date(2022, 10, 9))),
    10: ({"办理日期": date(2022, 10, 10), "备注": "公益岗位"}, ("measures", date(2022, 10, 10))),
    9: ({}, ("township_review", date(2022, 9, 27))),  # not answered: stands where it stood
}


@pytest.fixture(scope="module")
def october(county: County) -> County:
    """The forms answered, put into the inbox of October beside the register of steps, and October published."""
    books: dict[str, Any] = {}
    for number, (answers, _) in ANSWERS.items():
        head = county.pairs[number][0]
        name = file_of(county, FORM_OF[WAYS[number // 2]], head)
        sheet = books.setdefault(name, county.book(SEPTEMBER, name)).worksheets[0]
        places = {str(cell.value): at for at, cell in enumerate(sheet[3], start=1)}
        rows = range(4, sheet.max_row + 1)
        (row,) = [row for row in rows if sheet.cell(row, places["户主身份证号"]).value == head.id_number]
        for header, value in answers.items():
            sheet.cell(row, places[header]).value = value
    for number, book in enumerate(books.values()):
        county.put(book, OCTOBER, f"扫描件{number}.xlsx")
    county.send_register(OCTOBER, county.people)
    county.send(
        OCTOBER, "case_steps", [(county.pairs[1][0], {"case_step_code": "入户核查", "step_date": "2022-10-04"})]
    )
    county.live(OCTOBER)
    return county


@pytest.mark.requirement("LA-10", "YL-07")
def test_what_is_answered_moves_the_case_and_takes_nothing_from_the_register_of_steps(october: County) -> None:
    stands = {row[0]: row[1:] for row in october.ask(STANDS, CODE, OCTOBER)}
    found = {number: stands[household_of(october, number)] for number in [*ANSWERS, 1]}
    assert found == {
        **{number: reached for number, (_, reached) in ANSWERS.items()},
        1: ("home_check", date(2022, 10, 4)),
    }


def household_of(county: County, number: int) -> int:
    head = county.pairs[number][0]
    return Pseudonyms(county.settings.secret("pseudonym_key")).household_id(CODE, head.household_number)


def test_a_case_is_asked_about_again_only_by_the_form_of_its_next_step(october: County) -> None:
    told = {
        name: {row["户主姓名"] for row in october.rows(OCTOBER, f"表单/{name}")}
        for name in october.files(OCTOBER, "表单")
    }
    moved, waiting = october.pairs[0][0].name, october.pairs[9][0].name
    assert [name.split("_")[1] for name, people in told.items() if moved in people] == ["民主评议表.xlsx"]
    assert [name.split("_")[1] for name, people in told.items() if waiting in people] == ["县级审批表.xlsx"]
    refused = october.pairs[3][0].name
    assert not any(refused in people for people in told.values())
