"""Keys that come twice, within and across batches."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.landing.duplicates import KeyRegister

Rows = list[tuple[str, str | None]]


def repeated(batches: list[Rows]) -> dict[int, int]:
    register, number = KeyRegister(("a", "b")), 0
    found: dict[int, int] = {}
    for batch in batches:
        numbers = range(number + 1, number + 1 + len(batch))
        frame = pl.DataFrame(batch, schema={"a": pl.String, "b": pl.String}, orient="row")
        rows = pl.DataFrame({"row_number": pl.Series(numbers, dtype=pl.Int32)}).hstack(frame)
        found |= dict(register.repeated(rows).iter_rows())
        number += len(batch)
    return found


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["1", "2", None])), max_size=5), max_size=4))
def test_every_later_row_of_a_key_names_the_first(batches: list[Rows]) -> None:
    rows = [row for batch in batches for row in batch]
    expected = {n: rows.index(row) + 1 for n, row in enumerate(rows, start=1) if rows.index(row) + 1 < n}
    assert repeated(batches) == expected
