"""Returns of one form add up: halves make a whole, a later answer never takes an earlier one's place unseen."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest

from shouwang.landing.mending.marks import ROW_HEADER
from tests.conftest import MakeWarehouse
from tests.forms.conftest import Landed
from tests.forms.copies import DAY, FIRST, ROWS, Copy, Leaves, as_text, as_workbook
from tests.forms.specimens import blank

LATER = date(2022, 9, 6)
EVERY = {row: [DAY] for row in range(1, ROWS + 1)}
Change = Callable[[Copy], Any]


def answered(*rows: int) -> Change:
    """Only these rows are answered."""
    return blank(*sorted(set(range(1, ROWS + 1)) - set(rows)))


def otherwise(*rows: int) -> Change:
    """These rows with another day, the others as before."""

    def spoil(form: Copy) -> None:
        for row in rows:
            form.put(row, "办理日期", LATER)

    return spoil


def alone(row: int, day: date) -> Change:
    def spoil(form: Copy) -> None:
        answered(row)(form)
        form.put(row, "办理日期", day)

    return spoil


def from_the_receipt(_: Copy) -> None:
    """Stands for the marked copy in the receipt of the return before, given back as it is."""


# What is given back, one after the other, with the file's name; then what counts of each row.
CHAINS: Mapping[str, tuple[list[tuple[str, Change]], dict[int, list[date]]]] = {
    "in_two_halves": ([("上半.xlsx", answered(1, 2, 3)), ("下半.xlsx", answered(4, 5, 6))], EVERY),
    "blank_rows_take_nothing_back": ([("一.xlsx", answered(*EVERY)), ("二.xlsx", answered(2))], EVERY),
    "otherwise_the_second_time": (
        [("一.xlsx", answered(*EVERY)), ("二.xlsx", otherwise(1))],
        {row: [DAY] for row in range(2, ROWS + 1)},  # neither counts
    ),
    "a_correction": (
        [("一.xlsx", answered(*EVERY)), ("二（更正）.xlsx", otherwise(1, 2))],
        {**EVERY, 1: [LATER], 2: [LATER]},
    ),
    "said_again_after_a_conflict": (
        [("一.xlsx", answered(*EVERY)), ("二.xlsx", otherwise(1)), ("三.xlsx", alone(1, LATER))],
        {**EVERY, 1: [LATER]},
    ),
    "the_same_again_as_text": ([("一.xlsx", answered(*EVERY)), ("二.csv", answered(*EVERY))], EVERY),
    "settled_by_its_marked_copy": (
        [("一.xlsx", answered(*EVERY)), ("二.xlsx", otherwise(1)), ("改好.xlsx", from_the_receipt)],
        {**EVERY, 1: [LATER]},
    ),
    "a_second_answer_after_one_that_was_held": (
        [("一.xlsx", lambda form: form.put(1, "办理日期", "9月5日")), ("二.xlsx", answered(1))],
        EVERY,
    ),
}


def receipt_of(landed: Landed, name: str) -> openpyxl.Workbook:
    """The receipt of a return."""
    query = "select file_path from ops.receipts where delivery_id = %s"
    ((path,),) = landed.ask(query, landed.entry(name).delivery_id)
    return openpyxl.load_workbook(landed.settings.outbox / path)


@pytest.fixture(scope="module")
def chains(make_warehouse: MakeWarehouse) -> Landed:
    """Every chain, each of a form of its own, given back file after file."""
    landed = Landed(make_warehouse())
    for turn in range(3):
        for number, (name, (files, _)) in enumerate(CHAINS.items(), start=1):
            if turn < len(files):
                file_name, spoil = files[turn]
                form = Copy(Leaves("home_check", number)).fill()
                spoil(form)
                if spoil is from_the_receipt:
                    form.book = receipt_of(landed, f"{name}-{turn - 1}")
                save = as_text if file_name.endswith("csv") else as_workbook
                landed.put(form, f"{name}-{turn}", save(file_name))
        landed.land()
    return landed


@pytest.mark.parametrize("name", CHAINS)
def test_what_counts_is_what_was_said_once_and_uncontradicted(chains: Landed, name: str) -> None:
    scope = chains.entry(f"{name}-0").scope
    assert chains.answers(scope) == CHAINS[name][1]


def test_a_contradiction_is_held_with_both_answers_out_of_force(chains: Landed) -> None:
    first, second = chains.entry("otherwise_the_second_time-0"), chains.entry("otherwise_the_second_time-1")
    assert first.state_code == second.state_code == "accepted"
    assert chains.held(second.delivery_id) == [(FIRST, "step_date", "form_answers_conflict")]
    assert chains.held(first.delivery_id) == []
    assert (second.accepted, second.held) == (ROWS - 1, 1)


def test_the_receipt_names_the_contradiction_and_marks_a_copy(chains: Landed) -> None:
    book = receipt_of(chains, "otherwise_the_second_time-1")
    told = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "同一行有两种填写" in told
    assert "与先前交回的同一行填写不同" in told
    assert any(ROW_HEADER in row for sheet in book for row in sheet.iter_rows(values_only=True))
