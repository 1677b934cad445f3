"""Marks: read back as they were written, and nothing else is one."""

from hypothesis import given
from hypothesis import strategies as st

from shouwang.landing.mending.marks import Mark
from shouwang.people.pseudonyms import Pseudonyms

PSEUDONYMS = Pseudonyms("5e" * 32)
NUMBERS = st.integers(0, 2**63 - 1)


@given(NUMBERS, st.integers(0, 1_048_576))
def test_a_mark_is_read_back(delivery_id: int, row_number: int) -> None:
    mark = Mark(delivery_id, row_number)
    assert Mark.decode(f" {mark.encode(PSEUDONYMS).upper()} ", PSEUDONYMS) == mark


@given(NUMBERS, st.integers(0, 1_048_575))
def test_a_changed_mark_is_none(delivery_id: int, row_number: int) -> None:
    text = Mark(delivery_id, row_number).encode(PSEUDONYMS)
    moved = text.replace(f"sw{row_number}-", f"sw{row_number + 1}-")
    assert Mark.decode(moved, PSEUDONYMS) is None
    assert Mark.decode(text, Pseudonyms("5f" * 32)) is None
    assert Mark.decode(str(row_number), PSEUDONYMS) is None
