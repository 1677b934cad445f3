"""State intervals are a function of what each month says, never of the order in which the months were published."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build import Build
from shouwang.publication.state_intervals import write_state
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.integration.hand_made_builds import COUNTY, fill_schema, insert_row, month_of, table_named

TABLE = table_named("dim_households")
TABLE_NAME = sql.Identifier(*TABLE.table.split("."))
KNOWN = sql.SQL("""
select household_id, village_code, valid_from, case valid_to when 'infinity' then %s else valid_to end
from {} where known_from <= %s and %s < known_to order by household_id, valid_from
""")
START = datetime(2022, 6, 1, tzinfo=UTC)
ENDLESS = date.max

State = Mapping[int, str]  # household -> where it lives; a household that is not there is not in the register
Said = dict[date, State]  # what each published month says


class Interval(NamedTuple):
    household_id: int
    village_code: str
    valid_from: date
    valid_to: date


class Published:
    """A table written to month by month inside one transaction that is rolled back."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.said: Said = {}
        self.moments = 0

    def publish(self, month: date, state: State) -> None:
        build = Build("test", COUNTY, month, 1, "build_test", "test", "passed")
        self._fill(build, state)
        self.moments += 1
        later = [published for published in self.said if published > month]
        write_state(self.cursor, TABLE, build, min(later, default=None), self.moment(self.moments))
        self.cursor.execute(f"drop table if exists {TABLE.name}_changed, {TABLE.name}_revised")
        self.said[month] = state

    def intervals(self, moment: int | None = None) -> list[Interval]:
        """The intervals as known at a moment, by default now."""
        at = self.moment(moment or self.moments)
        self.cursor.execute(KNOWN.format(TABLE_NAME), (ENDLESS, at, at))
        return [Interval(*row) for row in self.cursor.fetchall()]

    @staticmethod
    def moment(number: int) -> datetime:
        return START + timedelta(hours=number)

    def _fill(self, build: Build, state: State) -> None:
        self.cursor.execute("create schema if not exists build_test")
        self.cursor.execute("drop schema build_test cascade")
        fill_schema(self.cursor, build, {})
        for household_id, village_code in state.items():
            row = {"household_id": household_id, "village_code": village_code}
            insert_row(self.cursor, build, TABLE, row)


def expect_intervals(said: Said) -> list[Interval]:
    """The intervals worked out plainly: one piece per published month, equal neighbours joined."""
    months = sorted(said)
    found: list[Interval] = []
    for household_id in sorted({household for state in said.values() for household in state}):
        for month, following in pairwise([*months, ENDLESS]):
            village_code = said[month].get(household_id)
            last = found[-1] if found and found[-1].household_id == household_id else None
            if village_code is None:
                continue
            if last and last.village_code == village_code and last.valid_to == month:
                found[-1] = last._replace(valid_to=following)
            else:
                found.append(Interval(household_id, village_code, month, following))
    return found


@pytest.fixture(scope="module")
def cursor(make_warehouse: MakeWarehouse) -> Iterator[Cursor]:
    with connect(make_warehouse(), "admin", "test") as connection, connection.cursor() as opened:
        yield opened
        connection.rollback()


states = st.dictionaries(st.sampled_from([1, 2, 3]), st.sampled_from(["甲村", "乙村"]), max_size=3)
# Months in the order in which they are published; one that comes twice is published again, corrected.
histories = st.lists(st.tuples(st.sampled_from([month_of(n) for n in (1, 2, 3, 5)]), states), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_any_order_and_any_correction_gives_what_the_months_say(
    cursor: Cursor, history: list[tuple[date, State]]
) -> None:
    cursor.execute("savepoint before")
    published = Published(cursor)
    known: list[list[Interval]] = []
    for month, state in history:
        published.publish(month, state)
        known.append(published.intervals())
        assert known[-1] == expect_intervals(published.said)
    assert [published.intervals(moment) for moment in range(1, len(known) + 1)] == known
    cursor.execute("rollback to before")


def test_what_does_not_change_is_not_written(cursor: Cursor) -> None:
    cursor.execute("savepoint before")
    published = Published(cursor)
    published.publish(month_of(1), {1: "甲村", 2: "甲村"})
    published.publish(month_of(2), {1: "甲村", 2: "乙村"})
    cursor.execute(sql.SQL("select household_id, count(*) from {} group by 1 order by 1").format(TABLE_NAME))
    assert cursor.fetchall() == [(1, 1), (2, 3)]
    cursor.execute("rollback to before")
