"""Where the server keeps a file it names: its messages give paths within its data directory."""

import re
from pathlib import PurePosixPath

import psycopg2
from psycopg2.extensions import connection as Connection

from shouwang.settings import Settings

NAMED_FILE = re.compile(r'"((?:base|global|pg_\w+)/[^"]*)"')
IN_TABLESPACE = re.compile(r"pg_tblspc/(\d+)/")


def full_place(connection: Connection, message: str, settings: Settings) -> str:
    """The directory the server could not write to, as far as it says; ``message`` is its own, without values."""
    server = f"数据库服务器 {settings.warehouse_host}"
    named = NAMED_FILE.search(message)
    if named is None:
        return f"{server} 的数据目录"
    directory = PurePosixPath(named[1]).parent
    tablespace = IN_TABLESPACE.match(named[1])
    if tablespace is None:
        return f"{server} 数据目录下的 {directory}"
    return f"{server} 的 {_location(connection, int(tablespace[1])) or directory}"


def _location(connection: Connection, tablespace: int) -> str | None:
    """The directory of a tablespace; None when the server does not answer any more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_tablespace_location(%s)", (tablespace,))
            row = cursor.fetchone()
    except psycopg2.Error:
        return None
    return str(row[0]) if row else None
