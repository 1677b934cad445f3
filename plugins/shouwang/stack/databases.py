"""The databases and the one role that exist before any migration runs."""

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection

from shouwang.stack.cluster import SUPERUSER
from shouwang.stack.ports import LOOPBACK

WAREHOUSE = "shouwang"
AIRFLOW = "airflow"


def connect(port: int, password: str, database: str = "postgres", user: str = SUPERUSER) -> connection:
    """An autocommitting connection to the embedded server. psycopg2.OperationalError when refused."""
    opened = psycopg2.connect(
        host=LOOPBACK, port=port, user=user, password=password, dbname=database, connect_timeout=10
    )
    opened.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    return opened


def create_databases(port: int, credentials: dict[str, str]) -> None:
    """Databases ``shouwang`` (the superuser's) and ``airflow`` (the role airflow's, closed to others), when absent."""
    opened = connect(port, credentials["admin"])
    try:
        with opened.cursor() as cursor:
            cursor.execute("select rolname from pg_roles where rolname = %s", (AIRFLOW,))
            verb = sql.SQL(
                "alter role {} login password {}" if cursor.fetchone() else "create role {} login password {}"
            )
            cursor.execute(verb.format(sql.Identifier(AIRFLOW), sql.Literal(credentials["airflow_database"])))
            cursor.execute("select datname from pg_database")
            present = {name for (name,) in cursor.fetchall()}
            for database, owner in ((WAREHOUSE, SUPERUSER), (AIRFLOW, AIRFLOW)):
                if database not in present:
                    statement = sql.SQL("create database {} owner {}")
                    cursor.execute(statement.format(sql.Identifier(database), sql.Identifier(owner)))
            cursor.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(AIRFLOW)))
    finally:
        opened.close()
