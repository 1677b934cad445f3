"""A database of an earlier version is refused whole, with what to do."""

import pytest

from shouwang.settings import Settings
from shouwang.warehouse import connect, migrate
from shouwang.warehouse.earlier_versions import EarlierVersionError

# How the register was kept before each content of a row was stored once.
EARLIER = """
drop view landing.household_register;
create table landing.household_register (like landing.household_register_contents);
drop function ops.refuse_overlap() cascade;
"""


def test_an_earlier_database_is_refused_and_left_as_it_is(warehouse: Settings) -> None:
    with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(EARLIER)
    with pytest.raises(EarlierVersionError) as refused:
        migrate(warehouse)
    text = str(refused.value)
    assert f"数据库 {warehouse.warehouse_database} 由旧版本建立" in text
    assert "landing.household_register 应为按内容存放的视图，现为逐行存放的表" in text
    assert "make clean" in text
    assert "SHOUWANG_HOME" in text
    with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select to_regproc('ops.refuse_overlap')")
        assert cursor.fetchall() == [(None,)]
