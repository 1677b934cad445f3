"""Refuses a database in which an earlier version keeps deliveries otherwise than this one declares them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shouwang.feeds import Feed, feeds
from shouwang.warehouse.landing_tables import contents_table, landed_columns, vault_columns

KINDS = {"r": "逐行存放的表", "v": "按内容存放的视图"}
STORED = {"rows": "r", "contents": "v"}
FIND = """
select n.nspname || '.' || c.relname, c.relkind::text, array_agg(a.attname::text)
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
inner join pg_attribute as a on c.oid = a.attrelid
where n.nspname in ('landing', 'vault') and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
group by 1, 2
"""

# Qualified name to kind (r: table, v: view) and names of columns.
Relations = Mapping[str, tuple[str, frozenset[str]]]


class EarlierVersionError(ValueError):
    """A database that this version cannot go on with; its text is Chinese and says what to do."""


def refuse_earlier_versions(cursor: Any, database: str) -> None:
    """EarlierVersionError where tables of deliveries are there and are not what the declarations imply."""
    cursor.execute(FIND)
    found = {name: (kind, frozenset(columns)) for name, kind, columns in cursor.fetchall()}
    if differences := list(differing(found, feeds().values())):
        raise EarlierVersionError(
            f"数据库 {database} 由旧版本建立，本版本不能接着用：{'；'.join(differences)}。原库没有改动。请任选其一："
            "只是演练数据的，执行 make clean 删除后再执行 make run；需要保留的，把 SHOUWANG_HOME 设为新目录另建新库，"
            "将各部门原来报送的文件重新放入收件目录，旧库留作查阅"
        )


def differing(found: Relations, declared: Iterable[Feed]) -> Iterator[str]:
    """What is there and differs from the declarations, in Chinese; what is not there yet will be made."""
    for feed in sorted(declared, key=lambda feed: feed.feed):
        columns = {"landing": [column.name for column in landed_columns(feed)], "vault": vault_columns(feed)}
        for schema, names in columns.items():
            yield from _differing(found, f"{schema}.{feed.feed}", STORED[feed.storage], names)
            yield from _differing(found, f"{schema}.{contents_table(feed)}", "r", names)


def _differing(found: Relations, relation: str, kind: str, names: Iterable[str]) -> Iterator[str]:
    there, columns = found.get(relation, (kind, frozenset(names)))
    if there != kind:
        yield f"{relation} 应为{KINDS[kind]}，现为{KINDS[there]}"
    elif missing := [name for name in names if name not in columns]:
        yield f"{relation} 缺少列 {'、'.join(missing)}"
