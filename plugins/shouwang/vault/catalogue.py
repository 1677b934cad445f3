"""What is stored where, asked of the server's catalogue: base tables and their columns, whoever made them."""

from typing import NamedTuple

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

STORED = """
select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum),
    array_agg(format_type(a.atttypid, null) order by a.attnum)
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
inner join pg_attribute as a on c.oid = a.attrelid
where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
group by n.nspname, c.relname
order by n.nspname, c.relname
"""


class StoredTable(NamedTuple):
    """A table that holds rows itself (no view; partitions are tables of their own); ``types`` by column, in order."""

    schema: str
    name: str
    types: dict[str, str]

    @property
    def qualified(self) -> str:
        """``schema.name``."""
        return f"{self.schema}.{self.name}"

    @property
    def identifier(self) -> sql.Identifier:
        """The table as SQL names it."""
        return sql.Identifier(self.schema, self.name)


def stored_tables(cursor: Cursor) -> list[StoredTable]:
    """Every stored table of the database, those of unpublished builds among them, by schema and name."""
    cursor.execute(STORED)
    return [
        StoredTable(schema, name, dict(zip(names, types, strict=True)))
        for schema, name, names, types in cursor.fetchall()
    ]


class FeedTables(NamedTuple):
    """Where the rows of one list are kept: the stored tables of ``landing`` and ``vault``, and what joins the two."""

    landing: StoredTable
    vault: StoredTable
    join: tuple[str, str]


def feed_tables(tables: list[StoredTable], feed: str) -> FeedTables:
    """The stored tables of a feed: its rows, or the contents its rows refer to. LookupError when it has none."""
    by_name = {table.qualified: table for table in tables}
    for name, join in ((feed, ("delivery_id", "row_number")), (f"{feed}_contents", ("county_code", "content_id"))):
        landing, vault = by_name.get(f"landing.{name}"), by_name.get(f"vault.{name}")
        if landing and vault:
            return FeedTables(landing, vault, join)
    raise LookupError(f"数据库中没有名单 {feed} 的存储表；请先执行迁移")
