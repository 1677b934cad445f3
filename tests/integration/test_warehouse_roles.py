"""Every role may do what roles.yml says, and nothing else."""

import psycopg2
import pytest

from shouwang.settings import Settings
from shouwang.warehouse import connect, migrate
from shouwang.warehouse.migration import SCHEMAS, roles

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
HELD = """
select n.nspname, c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any(%s) and c.relkind in ('r', 'v', 'p') and has_table_privilege(%s, c.oid, %s)
"""


@pytest.mark.parametrize("role", sorted(roles()))
@pytest.mark.parametrize("privilege", PRIVILEGES)
def test_a_role_holds_exactly_the_declared_privileges(shared_warehouse: Settings, role: str, privilege: str) -> None:
    declared = {schema for schema, given in roles()[role].items() if schema in SCHEMAS and privilege.lower() in given}
    with connect(shared_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(HELD, (list(SCHEMAS), role, privilege))
        held = {(schema, table) for schema, table in cursor.fetchall()}
        cursor.execute(
            "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname = any(%s) and c.relkind in ('r', 'v', 'p')",
            (sorted(declared),),
        )
        expected = {(schema, table) for schema, table in cursor.fetchall()}
    if role == "township" and privilege == "SELECT":
        expected.add(("reference", "township_logins"))
    assert held == expected


@pytest.mark.parametrize("role", sorted(set(roles()) - {"loader", "publisher", "data_protection"}))
def test_identities_are_closed_to_everybody_but_three(shared_warehouse: Settings, role: str) -> None:
    with (
        pytest.raises(psycopg2.errors.InsufficientPrivilege),
        connect(shared_warehouse, role, "test") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("select count(*) from vault.household_register")


def test_a_township_sees_its_own_rows_only(warehouse: Settings) -> None:
    with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("drop role if exists anling")
        cursor.execute("create role anling login password 'anling' in role township")
        cursor.execute(f"grant connect on database {warehouse.warehouse_database} to anling")
        cursor.execute("insert into reference.township_logins values ('anling', '411024100')")
        cursor.execute(
            "insert into publication.rpt_county_summary_v1 (county_code, month, township_code, known_from) "
            "values ('411024', '2022-01-01', '411024100', now()), ('411024', '2022-01-01', '411024101', now())"
        )
        cursor.execute("set role anling")
        cursor.execute("select township_code from publication.rpt_county_summary")
        seen = [row[0] for row in cursor.fetchall()]
        cursor.execute("reset role")
        cursor.execute("set role township")
        cursor.execute("select count(*) from publication.rpt_county_summary")
        nobody = cursor.fetchone()
        cursor.execute("reset role")
    assert seen == ["411024100"]
    assert nobody == (0,)


def test_migrating_again_changes_nothing(warehouse: Settings) -> None:
    def shape() -> list[tuple[object, ...]]:
        with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
            cursor.execute(
                "select table_schema, table_name, column_name, data_type from information_schema.columns "
                "where table_schema = any(%s) order by 1, 2, ordinal_position",
                (list(SCHEMAS),),
            )
            return cursor.fetchall()

    before = shape()
    migrate(warehouse)
    assert shape() == before
