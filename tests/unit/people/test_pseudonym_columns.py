"""Pseudonyms of columns are those of one at a time, and SM3 is SM3."""

import hashlib
import struct

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.people import pseudonym_columns
from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.sm3 import START, compress

KEY = "ab" * 32
COLUMNS, SINGLE = PseudonymColumns(KEY), Pseudonyms(KEY)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=55), min_size=1, max_size=5))
def test_one_block_digests_as_the_library_does(messages: list[bytes]) -> None:
    padded = [m + b"\x80" + bytes(55 - len(m)) + struct.pack(">Q", 8 * len(m)) for m in messages]
    words = np.frombuffer(b"".join(padded), ">u4").reshape(-1, 16).T.astype(np.uint32)
    digests = np.stack(compress(START, words)).T.astype(">u4")
    assert [digest.tobytes() for digest in digests] == [hashlib.new("sm3", m).digest() for m in messages]


@settings(deadline=None)
@given(st.lists(st.none() | st.text(alphabet="0123456789X户村", max_size=12), max_size=20))
def test_columns_give_what_single_numbers_give(texts: list[str | None]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    people = [text if text is None else SINGLE.person_id(text) for text in texts]
    households = [text if text is None else SINGLE.household_id("411024", text) for text in texts]
    assert COLUMNS.person_ids(column).to_list() == people
    assert COLUMNS.household_ids("411024", column).to_list() == households


def test_batches_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = pl.Series([f"{number:018d}" for number in range(10)])
    whole = COLUMNS.person_ids(texts).to_list()
    monkeypatch.setattr(pseudonym_columns, "BATCH", 3)
    assert COLUMNS.person_ids(texts).to_list() == whole == SINGLE.person_ids(texts)


def test_another_key_gives_other_numbers() -> None:
    texts = pl.Series(["11010519491231002X"])
    assert PseudonymColumns("cd" * 32).person_ids(texts)[0] != COLUMNS.person_ids(texts)[0]


def test_a_message_beyond_one_block_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        COLUMNS.household_ids("411024", pl.Series(["x" * 60]))
