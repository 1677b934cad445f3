"""Brings a database to the shape this version expects: schemas, tables, roles, grants, reference data.

Runs as the administrator, may be run again at any time, and is the only place that grants.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from psycopg2 import sql
from psycopg2.errors import DeadlockDetected
from psycopg2.extensions import connection as Connection

from shouwang.feeds import feeds
from shouwang.settings import Settings
from shouwang.urgent.tables import urgent_tables
from shouwang.vault.known_identities import make_known_identities
from shouwang.vault.limits import load_limits
from shouwang.warehouse.connection import connect
from shouwang.warehouse.earlier_versions import refuse_earlier_versions
from shouwang.warehouse.landing_tables import landing_ddl
from shouwang.warehouse.published_tables import PublishedTable, partition_ddl, published_ddl, published_tables
from shouwang.warehouse.reference_data import load_reference

HERE = Path(__file__).parent
VAULT_SCHEMA = HERE.parent / "vault" / "schema.sql"
IDENTITY_DESK = HERE.parent / "vault" / "identity_desk.sql"
SCHEMAS = ("ops", "reference", "landing", "vault", "quality", "marts", "publication", "aggregates")
PARTITION_YEARS = range(2019, 2032)
TRIES = 5
EVERY_TOWNSHIP = """
alter table {0} enable row level security;
drop policy if exists every_township on {0};
create policy every_township on {0} to publisher, transformer, data_protection using (true) with check (true);
"""
OWN_TOWNSHIP = """
drop policy if exists own_township on {0};
create policy own_township on {0} for select to township using (
    township_code in (select l.township_code from reference.township_logins l where l.login_name = current_user)
);
"""


def migrate(settings: Settings) -> None:
    """Make or update everything in the warehouse that is not data; whoever works in it meanwhile may go on.

    ValueError when a published contract changed, EarlierVersionError when deliveries are kept otherwise than declared.
    """
    for _ in range(TRIES - 1):
        try:
            return _migrate(settings)
        except DeadlockDetected:  # somebody reads what is to be altered and waits for what was: nothing is done yet
            continue
    return _migrate(settings)


def _migrate(settings: Settings) -> None:
    with connect(settings, "admin", "migrate") as connection, connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang migrate'))")
        refuse_earlier_versions(cursor, settings.warehouse_database)
        cursor.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        for feed in feeds().values():
            cursor.execute(landing_ddl(feed))
        cursor.execute(VAULT_SCHEMA.read_text(encoding="utf-8"))
        make_known_identities(cursor)
        load_limits(cursor)
        for table in (*published_tables(), *urgent_tables()):
            _make_published(connection, table)
        cursor.execute(IDENTITY_DESK.read_text(encoding="utf-8"))
        load_reference(connection)
        _make_roles(connection, settings)


def roles() -> dict[str, dict[str, Any]]:
    """Role to what it may do, as written in ``roles.yml``."""
    document: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "roles.yml").read_text(encoding="utf-8"))
    return document


def _make_published(connection: Connection, table: PublishedTable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(published_ddl(table))
        if table.kind == "month":
            for year in PARTITION_YEARS:
                cursor.execute(partition_ddl(table, year))
        cursor.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
            (table.table,),
        )
        missing = set(table.column_names) - {row[0] for row in cursor.fetchall()}
    if missing:
        raise ValueError(f"{table.table} lacks {sorted(missing)}: publish the changed contract as a new version")


def _make_roles(connection: Connection, settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("revoke all on schema public from public")
        database = sql.Identifier(settings.warehouse_database)
        cursor.execute(sql.SQL("revoke all on database {} from public").format(database))
        for role, grants in roles().items():
            _make_role(connection, role, settings.secret(role))
            _grant(connection, role, grants, settings.warehouse_database)
        _protect_townships(connection)


def _make_role(connection: Connection, role: str, password: str) -> None:
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", (role,))
        verb = sql.SQL("alter" if cursor.fetchone() else "create")
        cursor.execute(sql.SQL("{} role {} login noinherit password {}").format(verb, name, sql.Literal(password)))


def _grant(connection: Connection, role: str, grants: dict[str, Any], database: str) -> None:
    name, base = sql.Identifier(role), sql.Identifier(database)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("revoke all on database {} from {}").format(base, name))
        cursor.execute(sql.SQL("grant connect on database {} to {}").format(base, name))
        if grants.get("creates_schemas"):
            cursor.execute(sql.SQL("grant create on database {} to {}").format(base, name))
        if grants.get("uses_temporary_tables"):
            cursor.execute(sql.SQL("grant temporary on database {} to {}").format(base, name))
        for schema in SCHEMAS:
            place = sql.Identifier(schema)
            cursor.execute(sql.SQL("revoke all on all tables in schema {} from {}").format(place, name))
            cursor.execute(sql.SQL("revoke all on schema {} from {}").format(place, name))
            if schema in grants:
                privileges = sql.SQL(", ".join(grants[schema]))
                cursor.execute(sql.SQL("grant usage on schema {} to {}").format(place, name))
                cursor.execute(sql.SQL("grant {} on all tables in schema {} to {}").format(privileges, place, name))
    _grant_functions(connection, name, grants.get("executes", ()))
    if role == "township":
        with connection.cursor() as cursor:
            cursor.execute("grant usage on schema reference to township")
            cursor.execute("grant select on reference.township_logins to township")


def _grant_functions(connection: Connection, role: sql.Identifier, functions: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("revoke all on all routines in schema vault from public, {}").format(role))
        for function in functions:
            schema = sql.Identifier(function.partition(".")[0])
            cursor.execute(sql.SQL("grant usage on schema {} to {}").format(schema, role))
            cursor.execute(sql.SQL("grant execute on routine {} to {}").format(sql.SQL(function), role))


def _protect_townships(connection: Connection) -> None:
    """Row-level security on what townships read: their own rows; writers and readers of all keep all rows."""
    with connection.cursor() as cursor:
        for table in (*published_tables(), *urgent_tables()):
            if table.schema_name == "publication":
                cursor.execute(sql.SQL(EVERY_TOWNSHIP).format(sql.SQL(table.table)))
            if table.schema_name == "publication" and "township_code" in table.column_names:
                cursor.execute(sql.SQL(OWN_TOWNSHIP).format(sql.SQL(table.table)))
