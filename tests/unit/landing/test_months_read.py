"""Months in every spelling departments use, read as their first day; what has no month or no century is held."""

from datetime import date

import polars as pl
import pytest

from shouwang.feeds import feed
from shouwang.landing.checking import county_context
from shouwang.landing.values.cleaning import CleanColumn, clean_column
from tests.unit.landing.files import COUNTY, MONTH

MONITORED = feed("monitored_households")


def read(text: str) -> CleanColumn:
    column = MONITORED.column("identified_month")
    return clean_column(column, pl.Series(column.name, [text]), county_context(COUNTY, MONTH, MONITORED))


@pytest.mark.parametrize(
    "text",
    ["202203", "2022-3", "2022.03", "2022/3", "2022年3月", "2022年03月份", "２０２２０３", "2022-03-15", "44621"],
)
def test_every_spelling_is_the_first_day_of_the_month(text: str) -> None:
    found = read(text)
    assert found.values.to_list() == [date(2022, 3, 1)]
    assert found.originals["cell_text"].to_list() == ([] if text == "202203" else [text])


@pytest.mark.parametrize("text", ["2022", "202213", "22年3月", "三月", "2022-00", "20223"])
def test_what_is_no_month_is_held(text: str) -> None:
    found = read(text)
    assert found.values.to_list() == [None]
    assert found.problems["reason_code"].to_list() == ["month_unreadable"]
    assert found.problems["seen_shape"].to_list() == [f"“{text}”"]
