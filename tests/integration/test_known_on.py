"""Every published relation says what was known when a day ended, to whoever may read it."""

import json
from datetime import date, timedelta
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql

from shouwang.publication import publish
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import PublishedTable, published_tables
from tests.conftest import MakeWarehouse
from tests.integration.hand_made_builds import Rows, accept_register, make_build, month_of
from tests.knowledge import Copy, copy_known, day_of, differing, let_days_pass

JANUARY = month_of(1)
VERSIONS = 3
READERS = {"marts": "analyst", "publication": "transformer", "aggregates": "dashboard"}
RELATIONS = [table.name for table in published_tables()]


@pytest.fixture(scope="module")
def settings(make_warehouse: MakeWarehouse) -> Settings:
    """A warehouse of its own."""
    return make_warehouse()


@pytest.fixture(scope="module")
def copies(settings: Settings) -> list[Copy]:
    """What every view showed after each of three versions, days apart, in which no row stays as it was."""
    accept_register(settings, JANUARY)
    taken = []
    for number in range(1, VERSIONS + 1):
        publish(settings, make_build(settings, JANUARY, say(number)).build_id)
        let_days_pass(settings, 3)
        taken.append(copy_known(settings, f"v{number}"))
    return taken


def say(number: int) -> Rows:
    """A row of every published relation, all of whose columns say the number."""
    return {table.name: [row_of(table, number)] for table in published_tables()}


def row_of(table: PublishedTable, number: int) -> dict[str, Any]:
    given = {"county_code", "month"}
    return {name: value_of(sql_type, number) for name, sql_type in table.columns if name not in given}


def value_of(sql_type: str, number: int) -> Any:
    if sql_type.endswith("[]"):
        return [value_of(sql_type.removesuffix("[]"), number)]
    if sql_type == "date":
        return date(2021, number, 1)
    if sql_type == "jsonb":
        return json.dumps({"said": number})
    if sql_type == "boolean":
        return bool(number % 2)
    return f"said {number}" if sql_type == "text" else number


def of(copies: list[Copy], relation: str) -> list[tuple[Copy, str]]:
    return [(taken, relation) for taken in copies]


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_is_asked_for_any_day(settings: Settings, copies: list[Copy], relation: str) -> None:
    assert [taken.row_counts[relation] for taken in copies] == [1] * VERSIONS
    days = [day_of(settings, taken) for taken in copies]
    for later in (0, 2):
        passed = timedelta(days=later)
        asked = [differing(settings, *on, day + passed) for on, day in zip(of(copies, relation), days, strict=True)]
        assert asked == [0] * VERSIONS
    assert [differing(settings, *on, day) for on, day in zip(of(copies[1:], relation), days[:2], strict=True)] == [2, 2]
    before = days[0] - timedelta(days=1)
    assert differing(settings, copies[0], relation, before) == 1, "nothing was known before"


@pytest.mark.parametrize("relation", RELATIONS)
def test_who_may_read_a_relation_may_ask_for_a_day(settings: Settings, copies: list[Copy], relation: str) -> None:
    (table,) = (table for table in published_tables() if table.name == relation)
    ask = sql.SQL("select count(*) from {}({})").format(
        sql.Identifier(table.schema_name, f"{relation}_known_on"), sql.Literal(day_of(settings, copies[0]))
    )
    with connect(settings, READERS[table.schema_name], "test") as connection, connection.cursor() as cursor:
        cursor.execute(ask)
        assert cursor.fetchall() == [(1,)]
    with (
        pytest.raises(psycopg2.errors.InsufficientPrivilege),
        connect(settings, "county_officer", "test") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(ask)


@pytest.mark.usefixtures("copies")
def test_a_township_asks_for_its_own_rows_only(settings: Settings) -> None:
    with connect(settings, "township", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from publication.rpt_township_referrals_known_on('9999-01-01')")
        assert cursor.fetchall() == [(0,)]


@pytest.mark.usefixtures("copies")
def test_a_month_asked_for_is_looked_up_in_its_partition(settings: Settings) -> None:
    with connect(settings, "analyst", "test") as connection, connection.cursor() as cursor:
        cursor.execute("explain select * from marts.fct_signals_known_on('2022-03-01') where month = '2022-01-01'")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "fct_signals_v1_2022" in plan
    assert "fct_signals_v1_2021" not in plan
