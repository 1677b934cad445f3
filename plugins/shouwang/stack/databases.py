"""The databases and the one role that exist before any migration runs."""

from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection, cursor

from shouwang.stack.pg_ctl import SUPERUSER
from shouwang.stack.ports import LOOPBACK

WAREHOUSE = "shouwang"
AIRFLOW = "airflow"


def connect(port: int, password: str, database: str = "postgres", user: str = SUPERUSER) -> connection:
    """Open an autocommitting connection to the embedded server. psycopg2.OperationalError when refused."""
    opened = psycopg2.connect(
        host=LOOPBACK, port=port, user=user, password=password, dbname=database, connect_timeout=10
    )
    opened.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    return opened


def create_databases(port: int, credentials: dict[str, str]) -> None:
    """Databases ``shouwang`` (the superuser's) and ``airflow`` (the role airflow's, closed to others), when absent."""
    with closing(connect(port, credentials["admin"])) as opened, opened.cursor() as work:
        set_login(work, AIRFLOW, credentials["airflow_database"])
        create_database(work, WAREHOUSE, SUPERUSER)
        create_database(work, AIRFLOW, AIRFLOW)
        work.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(AIRFLOW)))


def set_login(work: cursor, role: str, password: str) -> None:
    """Give the role its password, creating it when absent."""
    work.execute("select from pg_roles where rolname = %s", (role,))
    verb = sql.SQL("alter" if work.fetchone() is not None else "create")
    statement = sql.SQL("{} role {} login password {}")
    work.execute(statement.format(verb, sql.Identifier(role), sql.Literal(password)))


def create_database(work: cursor, name: str, owner: str) -> None:
    """Create the database when absent."""
    work.execute("select from pg_database where datname = %s", (name,))
    if work.fetchone() is None:
        statement = sql.SQL("create database {} owner {}")
        work.execute(statement.format(sql.Identifier(name), sql.Identifier(owner)))
