"""Re-keying: every pseudonym of the warehouse made anew with another key, in one transaction.

The commit is the switch: it records the new key's check code, and everybody takes the key that has that code (see
``people.pseudonym_keys``). Interrupted before, nothing changed; afterwards, only the secret store is left to tidy.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feeds
from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.people.pseudonym_keys import LOCK_ALONE, check_code, key_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.urgent.tables import urgent_tables
from shouwang.vault.catalogue import StoredTable, stored_tables
from shouwang.vault.identity_texts import IdentityTexts, identity_texts
from shouwang.vault.key_store import keep_next_key, switch_keys
from shouwang.vault.pseudonym_columns import HOUSEHOLD, PERSON, declared, pseudonym_columns
from shouwang.vault.renaming import Renaming
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables

FIRST = """
insert into ops.pseudonym_keys (key_number, check_code, since)
select 1, %s, '-infinity' where not exists (select from ops.pseudonym_keys)
"""
NEXT = """
insert into ops.pseudonym_keys (key_number, check_code, since)
select max(key_number) + 1, %s, clock_timestamp() from ops.pseudonym_keys returning key_number
"""
# A build that is under way has read old numbers: it is fenced, and made again.
FENCE = "update ops.month_epochs set epoch = epoch + 1"
ON_LISTS = """
insert into vault.former_households (former_id, key_number, household_id)
select distinct household_id, {number}, household_id from {table} where household_id > 0
on conflict do nothing
"""


@dataclass(frozen=True)
class Rekeying:
    """What was done: the key's number, numbers renamed by kind, rows rewritten, and what a person has to do yet.

    ``without_identity``: numbers whose identity is nowhere in the vault any more; they got another number as well.
    """

    key_number: int
    renamed: dict[str, int]
    without_identity: dict[str, int]
    row_count: int
    left_to_do: str

    def as_document(self) -> dict[str, Any]:
        """The report as JSON knows it."""
        return asdict(self)


def rekey(settings: Settings) -> Rekeying:
    """Take another pseudonym key; one that was interrupted after its commit is only finished.

    Waits for landings under way and keeps new ones waiting. ValueError (Chinese) when the new key cannot be kept or
    is an old one; LookupError when the store has not the key in force.
    """
    if finished := _finish(settings):
        return finished
    new_key = keep_next_key(settings)
    with connect(settings, "admin", "rekey") as connection, connection.cursor() as cursor:
        cursor.execute(LOCK_ALONE)
        done = _rekey(settings, cursor, new_key)
    return Rekeying(**{**done.as_document(), "left_to_do": switch_keys(settings, new_key)})


def _finish(settings: Settings) -> Rekeying | None:
    """Tidy up after a re-keying that was interrupted once it counted."""
    with connect(settings, "admin", "rekey") as connection, connection.cursor() as cursor:
        cursor.execute("select max(key_number) from ops.pseudonym_keys")
        (number,) = cursor.fetchone() or (None,)
        key = key_in_force(settings, cursor)
    if number is None or key == settings.secret("pseudonym_key"):
        return None
    return Rekeying(number, {}, {}, 0, switch_keys(settings, key))


def _rekey(settings: Settings, cursor: Cursor, new_key: str) -> Rekeying:
    old_key = key_in_force(settings, cursor)
    cursor.execute("set local session_replication_role = replica")  # what guards rows against changes minds no renaming
    cursor.execute(FENCE)
    number = _record(cursor, old_key, new_key)
    tables = stored_tables(cursor)
    columns = pseudonym_columns(tables)
    renaming = Renaming(cursor, sorted({PERSON, HOUSEHOLD, *(column.kind for column in columns)}))
    for texts in identity_texts(cursor, tables, feeds().values()):
        renaming.learn(texts.kind, _numbers(texts, old_key), _numbers(texts, new_key))
    lost: Counter[str] = Counter()
    makes = Pseudonyms(new_key)
    for column in columns:
        unknown = renaming.unknown(column)
        renaming.learn(column.kind, pl.Series(unknown, dtype=pl.Int64), pl.Series(map(makes.renamed, unknown)))
        lost[column.kind] += len(unknown)
    rows = sum(renaming.rename(list(group)) for _, group in groupby(columns, lambda column: column.table.qualified))
    renaming.rename_texts(tables)
    _empty_codes(cursor, tables)
    return Rekeying(number, renaming.counts(), {kind: n for kind, n in lost.items() if n}, rows, "")


def _empty_codes(cursor: Cursor, tables: list[StoredTable]) -> None:
    for table in tables:
        for name in sorted(set(declared()["made_with_key"]) & table.types.keys()):
            statement = sql.SQL("update {table} set {name} = null where {name} is not null")
            cursor.execute(statement.format(table=table.identifier, name=sql.Identifier(name)))


def _record(cursor: Cursor, old_key: str, new_key: str) -> int:
    """Write down which key counts from the commit on, and what households were called on lists that are out."""
    cursor.execute(FIRST, (check_code(old_key),))
    cursor.execute("select from ops.pseudonym_keys where check_code = %s", (check_code(new_key),))
    if cursor.rowcount:
        raise ValueError("新密钥是以前用过的，不能再用；请重新生成")
    cursor.execute(NEXT, (check_code(new_key),))
    (number,) = cursor.fetchone() or (0,)
    for table in (*published_tables(), *urgent_tables()):
        if table.schema_name == "publication" and "household_id" in table.column_names:
            name = sql.Identifier(*table.table.split("."))
            cursor.execute(sql.SQL(ON_LISTS).format(number=sql.Literal(number - 1), table=name))
    return int(number)


def _numbers(texts: IdentityTexts, key: str) -> pl.Series:
    makes = PseudonymColumns(key)
    if texts.kind == PERSON:
        return makes.person_ids(texts.texts)
    if texts.kind == HOUSEHOLD:
        return makes.household_ids(texts.county_code, texts.texts)
    return makes.text_ids(texts.kind, texts.texts)
