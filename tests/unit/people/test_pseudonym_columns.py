"""Pseudonyms of columns are those of one at a time, which the library makes."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.people.pseudonyms import Pseudonyms

KEY = "ab" * 32
COLUMNS, SINGLE = PseudonymColumns(KEY), Pseudonyms(KEY)


@settings(deadline=None)
@given(st.lists(st.none() | st.text(alphabet="0123456789X户村", max_size=24), max_size=20))
def test_columns_give_what_single_numbers_give(texts: list[str | None]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    people = [text if text is None else SINGLE.person_id(text) for text in texts]
    households = [text if text is None else SINGLE.household_id("411024", text) for text in texts]
    assert COLUMNS.person_ids(column).to_list() == people
    assert COLUMNS.household_ids("411024", column).to_list() == households


def test_messages_of_every_length_around_the_blocks_agree() -> None:
    texts = ["7" * length for length in range(1, 60)]
    assert COLUMNS.person_ids(pl.Series(texts)).to_list() == [SINGLE.person_id(text) for text in texts]


def test_another_key_gives_other_numbers() -> None:
    texts = pl.Series(["11010519491231002X"])
    assert PseudonymColumns("cd" * 32).person_ids(texts)[0] != COLUMNS.person_ids(texts)[0]
