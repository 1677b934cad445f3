"""New numbers for old ones in every column of pseudonyms, inside the caller's transaction."""

import io
import re
from collections.abc import Iterable, Mapping

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.vault.catalogue import StoredTable
from shouwang.vault.pseudonym_columns import PseudonymColumn, declared

FORMER, CURRENT = "former_id", "current_id"
LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z-])\d{9,19}(?![0-9A-Za-z-])")
NEW = "(select n.current_id from {map} as n where n.former_id = t.{column})"
NEW_LIST = """
case when t.{column} is not null then array(
    select coalesce(n.current_id, said.id)
    from unnest(t.{column}) with ordinality as said (id, place)
    left join {map} as n on said.id = n.former_id
    order by said.place
) end
"""


class Renaming:
    """Maps of old numbers to new ones by kind, kept in temporary tables while the renaming lasts."""

    def __init__(self, cursor: Cursor, kinds: Iterable[str]) -> None:
        self._cursor = cursor
        self._maps = {kind: sql.Identifier(f"renamed_{kind}") for kind in kinds}
        for name in self._maps.values():
            statement = "create temporary table {} (former_id bigint primary key, current_id bigint) on commit drop"
            cursor.execute(sql.SQL(statement).format(name))

    def learn(self, kind: str, former: pl.Series, current: pl.Series) -> None:
        """Add pairs of a kind; a number known already keeps its new one."""
        pairs = pl.DataFrame([former.alias(FORMER), current.alias(CURRENT)]).drop_nulls().unique(FORMER)
        self._cursor.execute("create temporary table arriving (former_id bigint, current_id bigint) on commit drop")
        content = io.BytesIO()
        pairs.write_csv(content, include_header=False)
        content.seek(0)
        self._cursor.copy_expert("copy arriving from stdin with (format csv)", content)
        add = "insert into {} select former_id, current_id from arriving on conflict do nothing"
        self._cursor.execute(sql.SQL(add).format(self._maps[kind]))
        self._cursor.execute("drop table arriving")

    def known(self, kind: str) -> dict[int, int]:
        """Old number to new one."""
        self._cursor.execute(sql.SQL("select former_id, current_id from {}").format(self._maps[kind]))
        return dict(self._cursor.fetchall())

    def counts(self) -> dict[str, int]:
        """How many numbers of each kind have a new one."""
        return {kind: len(self.known(kind)) for kind in self._maps}

    def unknown(self, column: PseudonymColumn) -> list[int]:
        """Numbers of a column that have no new one, in order; those below zero derive from nobody and stay."""
        statement = sql.SQL(
            "select distinct said.id from (select {ids} as id from {table}) as said where said.id > 0"
            " and not exists (select from {map} as n where n.former_id = said.id) order by said.id"
        )
        name = sql.Identifier(column.name)
        ids = sql.SQL("unnest({})").format(name) if column.is_list else name
        self._cursor.execute(statement.format(ids=ids, table=column.table.identifier, map=self._maps[column.kind]))
        return [number for (number,) in self._cursor.fetchall()]

    def rename(self, columns: list[PseudonymColumn]) -> int:
        """Rewrite the columns of one table; rows rewritten. Numbers without a new one stay."""
        sets, wanted = [], []
        for column in columns:
            names = {"column": sql.Identifier(column.name), "map": self._maps[column.kind]}
            new = sql.SQL(NEW_LIST if column.is_list else "coalesce(" + NEW + ", t.{column})").format(**names)
            sets.append(sql.SQL("{column} = {new}").format(new=new, **names))
            wanted.append(sql.SQL("t.{column} is not null").format(**names))
        statement = sql.SQL("update {table} as t set {sets} where {wanted}").format(
            table=columns[0].table.identifier, sets=sql.SQL(", ").join(sets), wanted=sql.SQL(" or ").join(wanted)
        )
        self._cursor.execute(statement)
        return self._cursor.rowcount

    def rename_texts(self, tables: Iterable[StoredTable]) -> None:
        """Rewrite the numbers that stand in text (``texts`` of ``pseudonyms.yml``)."""
        known: dict[str, str] = {}
        for kind in self._maps:
            known |= {str(former): str(current) for former, current in self.known(kind).items()}
        for table in tables:
            for name in sorted(set(declared()["texts"]) & table.types.keys()):
                self._rename_text(table.identifier, sql.Identifier(name), known)

    def _rename_text(self, table: sql.Identifier, column: sql.Identifier, known: Mapping[str, str]) -> None:
        names = {"table": table, "column": column}
        self._cursor.execute(
            sql.SQL("select distinct {column} from {table} where {column} ~ '[0-9]{{9}}'").format(**names)
        )
        for (text,) in self._cursor.fetchall():
            renamed = LONG_NUMBER.sub(lambda found: known.get(found[0], found[0]), text)
            if renamed != text:
                change = sql.SQL("update {table} set {column} = %s where {column} = %s").format(**names)
                self._cursor.execute(change, (renamed, text))
