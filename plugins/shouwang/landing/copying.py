"""Writes frames into the warehouse by COPY in a thread of its own, so that reading goes on meanwhile."""

import io
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import polars as pl
import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.landing.errors import LoadingError

BUFFER = 1 << 16  # bytes handed over at a time: more of them leave the caches before they are sent
AHEAD = 2  # frames waiting while one is written


class Copier:
    """Copies frames in the order given, inside the caller's transaction. At most three frames are held at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._thread = ThreadPoolExecutor(1, "copy")
        self._waiting: list[Future[None]] = []

    def copy(self, schema: str, table: str, frame: pl.DataFrame) -> None:
        """Append a frame to a table whose columns have the frame's names; LoadingError of this or an earlier frame."""
        if frame.is_empty():
            return
        content = io.BytesIO()
        frame.write_csv(content, include_header=False)
        content.seek(0)
        self._waiting.append(self._thread.submit(self._write, schema, table, frame.columns, content))
        while len(self._waiting) > AHEAD:
            self._waiting.pop(0).result()

    def __enter__(self) -> Self:
        """The copier itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is under way; when all went well so far, for everything, raising what went wrong."""
        if kind is not None:
            self._thread.shutdown(cancel_futures=True)
            return
        try:
            for written in self._waiting:
                written.result()
        finally:
            self._thread.shutdown(cancel_futures=True)

    def _write(self, schema: str, table: str, columns: list[str], content: io.BytesIO) -> None:
        statement = sql.SQL("copy {} ({}) from stdin with (format csv)").format(
            sql.Identifier(schema, table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        try:
            with self._connection.cursor() as cursor:
                cursor.copy_expert(statement, content, size=BUFFER)
        except psycopg2.OperationalError:
            raise  # the server went away: says nothing of values, and trying again may help
        except psycopg2.Error as error:
            raise LoadingError(f"{schema}.{table} 没有接受这批数据（SQLSTATE {error.pgcode}）") from None
