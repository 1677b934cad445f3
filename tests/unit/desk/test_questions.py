"""The list of questions: how far each is, and what of it is looked at."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from shouwang.desk.questions import NOWHERE, ON_A_PAGE, Question, Wanted, choose
from shouwang.months import BEIJING

TODAY = date(2022, 3, 1)
ASKED = Question(
    delivery_id=1,
    row_number=2,
    column_name="id_number",
    month=date(2022, 1, 1),
    department_name="医疗保障局",
    feed_title="名单",
    file_name="名单.xlsx",
    received_at=datetime(2022, 2, 28, 23, 59, tzinfo=BEIJING),
    township_name="安陵镇",
    reason_code="id_number_excel_zeros",
    candidate_count=1,
    score=12.5,
    is_waiting=True,
    decision_id=None,
    decision_code=None,
    reason=None,
    decided_by=None,
    decided_at=None,
    is_followed=False,
)


@pytest.mark.parametrize(
    ("code", "is_followed", "is_waiting", "state"),
    [
        (None, False, True, "open"),
        ("undecided", False, True, "undecided"),
        ("undecided", True, True, "undecided"),
        ("same", False, True, "following"),
        ("same", True, False, "decided"),
        ("not_same", False, True, "following"),
        ("not_same", True, True, "open"),
        ("not_same", True, False, "decided"),
    ],
)
def test_how_far_a_question_is(code: str | None, *, is_followed: bool, is_waiting: bool, state: str) -> None:
    found = replace(ASKED, decision_code=code, is_followed=is_followed, is_waiting=is_waiting)
    assert found.state == state


def test_the_age_is_in_days_of_beijing() -> None:
    assert ASKED.age(TODAY) == 1
    assert replace(ASKED, received_at=datetime(2022, 3, 1, 0, 1, tzinfo=BEIJING)).age(TODAY) == 0


def test_the_list_is_narrowed_by_state_township_and_age() -> None:
    elsewhere = replace(ASKED, township_name="", received_at=datetime(2022, 1, 1, tzinfo=BEIJING))
    questions = [ASKED, elsewhere, replace(ASKED, decision_code="undecided")]
    everything = choose(questions, Wanted(), TODAY)
    assert everything.by_state == {"open": 2, "undecided": 1, "following": 0, "decided": 0}
    assert everything.by_township == {"安陵镇": 1, NOWHERE: 1}
    assert choose(questions, Wanted(township=NOWHERE), TODAY).questions == (elsewhere,)
    assert choose(questions, Wanted(age=2), TODAY).questions == (elsewhere,)
    assert choose(questions, Wanted(township="安陵镇", age=2), TODAY).questions == ()


def test_a_long_list_has_pages_and_a_page_beyond_is_the_last() -> None:
    questions = [replace(ASKED, row_number=n) for n in range(1, ON_A_PAGE + 2)]
    first, last = choose(questions, Wanted(), TODAY), choose(questions, Wanted(page=9), TODAY)
    assert (len(first.questions), first.page, first.page_count) == (ON_A_PAGE, 1, 2)
    assert ([found.row_number for found in last.questions], last.page) == ([ON_A_PAGE + 1], 2)
    assert choose([], Wanted(), TODAY).page_count == 1
