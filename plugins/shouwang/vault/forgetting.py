"""Forgetting a person once the purpose in law has ended (PIPL, art. 47): nobody stands where they stood.

In every table their number becomes a tombstone's, which derives from nobody; names, numbers, telephones and words are
taken out of the vault and of the lists, the day of birth is kept as its year. Rows stay, so every count and sum does.
What was forgotten is written down as rows of deliveries, not as a person: landing such a delivery again forgets again.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from shouwang.settings import Settings
from shouwang.vault.catalogue import StoredTable, feed_tables, stored_tables
from shouwang.vault.issued_files import files_naming
from shouwang.vault.persons import identify
from shouwang.vault.pseudonym_columns import PERSON, declared, pseudonym_columns
from shouwang.vault.rights_log import Entry, log_right
from shouwang.vault.traces import BUILD, Place, find_places
from shouwang.warehouse import connect

# A build under way still has the person: it may not be published.
FENCE = "update ops.month_epochs set epoch = epoch + 1"
BUILDS = """
select b.schema_name from ops.builds as b inner join pg_namespace as n on b.schema_name = n.nspname order by 1
"""
NEXT_TOMBSTONE = "select coalesce(min(tombstone_id), 0) - 1 from vault.forgotten_rows"
KEEP = "insert into vault.forgotten_rows values (%s, %s, %s, %s) on conflict do nothing"
FORGOTTEN = """
select column_name, row_number, tombstone_id from vault.forgotten_rows where delivery_id = %s order by 1, 2
"""
FILES = """
select distinct sha256 from ops.deliveries where delivery_id = any(%s) order by sha256
"""
COUNTIES = "select distinct county_code from ops.deliveries where delivery_id = any(%s)"


@dataclass(frozen=True)
class Forgotten:
    """What was done: rows of lists, other rows; and what stays because other people stand in it, by path.

    ``archived_files`` and ``issued_files`` are paths below the archive and the outbox; a workbook that names only a
    namesake is among them.
    """

    row_count: int
    published_count: int
    archived_files: tuple[str, ...]
    issued_files: tuple[str, ...]


def forget_person(settings: Settings, id_number: str, reason: str, by: str) -> Forgotten:
    """Forget the person with this number; one transaction. Doing it again finds nobody and changes nothing.

    ValueError (Chinese) for no identity number or no reason.
    """
    with connect(settings, "data_protection", "forget person") as connection, connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang forget'))")
        known = identify(settings, connection, id_number)
        person = known.person_id
        places = find_places(cursor, person)
        deliveries = sorted({place.delivery_id for place in places})
        cursor.execute(COUNTIES, (deliveries,))
        counties = [county for (county,) in cursor.fetchall()]
        issued = files_naming(settings.outbox, counties, {known.spelled, *_names(cursor, places)})
        cursor.execute(FILES, (deliveries,))
        files = tuple(f"{sha256[:2]}/{sha256}" for (sha256,) in cursor.fetchall())
        cursor.execute(NEXT_TOMBSTONE)
        (tombstone,) = cursor.fetchone() or (-1,)
        _take_out(cursor, places, person, int(tombstone))
        published = _bury(cursor, person, int(tombstone))
        if places or published:
            cursor.execute(FENCE)
            log_right(cursor, Entry("forget", person, reason, by, len(places) + published))
    _discard_builds(settings)
    return Forgotten(len(places), published, files, issued)


def _names(cursor: Cursor, places: Iterable[Place]) -> set[str]:
    """What the rows of lists call the person."""
    found: set[str] = set()
    for place in places:
        called = f"{place.prefix or 'person_'}name"
        if any(column.name == called for column in place.feed.columns):
            statement = sql.SQL("select {} from vault.{} where delivery_id = %s and row_number = %s")
            cursor.execute(
                statement.format(sql.Identifier(called), sql.Identifier(place.feed.feed)),
                (place.delivery_id, place.row_number),
            )
            found |= {name for (name,) in cursor.fetchall() if name}
    return found


def _discard_builds(settings: Settings) -> None:
    """Drop what builds left: they were made while the person was known, and those unpublished are fenced."""
    with connect(settings, "transformer", "forget person") as connection, connection.cursor() as cursor:
        cursor.execute(BUILDS)
        for (schema_name,) in cursor.fetchall():
            cursor.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema_name)))


def forget_again(connection: Connection, delivery_id: int, feed: str) -> int:
    """Once a delivery was landed anew: take those out again who were forgotten; how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(FORGOTTEN, (delivery_id,))
        forgotten = cursor.fetchall()
        for column_name, row_number, tombstone in forgotten:
            column = sql.Identifier(f"{column_name.removesuffix('id_number')}person_id")
            statement = sql.SQL("select {} from landing.{} where delivery_id = %s and row_number = %s")
            cursor.execute(statement.format(column, sql.Identifier(feed)), (delivery_id, row_number))
            (person,) = cursor.fetchone() or (None,)
            if person is not None and person > 0:
                places = [p for p in find_places(cursor, person, delivery_id) if p.row_number == row_number]
                _take_out(cursor, places, person, tombstone)
    return len(forgotten)


def _take_out(cursor: Cursor, places: Iterable[Place], person: int, tombstone: int) -> None:
    """Blank the rows of lists that name the person, and put the tombstone there."""
    tables = stored_tables(cursor)
    for place in places:
        cursor.execute(KEEP, (place.delivery_id, place.row_number, place.column_name, tombstone))
        _clear_cells(cursor, place)
        kept = feed_tables(tables, place.feed.feed)
        rows = _rows_of(cursor, place, kept.landing, kept.join, person)
        _blank_identity(cursor, place, kept.vault, kept.join, rows)
        _blank_landing(cursor, place, kept.landing, (kept.join, rows), tombstone)


def _rows_of(
    cursor: Cursor, place: Place, table: StoredTable, join: tuple[str, str], person: int
) -> list[tuple[object, ...]]:
    """The keys of the stored rows: the place itself, or the contents that say it."""
    if "delivery_id" in join:
        return [(place.delivery_id, place.row_number)]
    statement = sql.SQL("select {keys} from {table} where {column} = %s").format(
        keys=sql.SQL(", ").join(map(sql.Identifier, join)),
        table=table.identifier,
        column=sql.Identifier(f"{place.prefix}person_id"),
    )
    cursor.execute(statement, (person,))
    return cursor.fetchall()


def _clear_cells(cursor: Cursor, place: Place) -> None:
    """What is kept beside a row: original texts, columns no declaration names, proposals, signatures."""
    at = (place.delivery_id, place.row_number)
    for table in stored_tables(cursor):
        if table.schema == "vault" and {"delivery_id", "row_number"} <= table.types.keys():
            is_cell = "column_name" in table.types
            if table.name == "forgotten_rows" or not (is_cell or table.name == "extra_cells"):
                continue
            if not place.is_whole and not is_cell:
                continue
            statement = sql.SQL("delete from {} where delivery_id = %s and row_number = %s").format(table.identifier)
            part = sql.SQL(" and starts_with(column_name, %s)") if is_cell else sql.SQL("")
            cursor.execute(statement + part, (*at, place.prefix) if is_cell else at)


def _blank_identity(
    cursor: Cursor, place: Place, table: StoredTable, join: tuple[str, str], rows: list[tuple[object, ...]]
) -> None:
    names = [
        column.name
        for column in place.feed.columns
        if column.sensitivity == "identity"
        and column.type != "household_number"
        and (place.is_whole or column.name.startswith(place.prefix))
    ]
    _set(cursor, table, join, rows, {name: sql.SQL("null") for name in names if name in table.types})


def _blank_landing(
    cursor: Cursor, place: Place, table: StoredTable, at: tuple[tuple[str, str], list[tuple[object, ...]]], number: int
) -> None:
    birth = sql.Identifier(f"{place.prefix}birth_month")
    changes: dict[str, sql.Composable] = {
        f"{place.prefix}person_id": sql.Literal(number),
        f"{place.prefix}birth_month": sql.SQL("date_trunc('year', {})::date").format(birth),
    }
    for column in place.feed.columns:
        if place.is_whole and column.type == "text" and not column.required and column.name not in place.feed.key:
            changes[column.name] = sql.SQL("null")
        if place.is_whole and column.is_compared:
            changes[f"{column.name.removesuffix('_number')}_id"] = sql.SQL("null")
    changes |= dict.fromkeys(declared()["made_with_key"], sql.SQL("null"))
    _set(cursor, table, *at, {name: value for name, value in changes.items() if name in table.types})


def _set(
    cursor: Cursor,
    table: StoredTable,
    join: tuple[str, str],
    rows: list[tuple[object, ...]],
    changes: dict[str, sql.Composable],
) -> None:
    sets = [sql.SQL("{} = {}").format(sql.Identifier(name), value) for name, value in changes.items()]
    if not sets:
        return
    statement = sql.SQL("update {table} set {sets} where {first} = %s and {second} = %s").format(
        table=table.identifier,
        sets=sql.SQL(", ").join(sets),
        first=sql.Identifier(join[0]),
        second=sql.Identifier(join[1]),
    )
    for row in rows:
        cursor.execute(statement, row)


def _bury(cursor: Cursor, person: int, tombstone: int) -> int:
    """Put the tombstone's number wherever the person's stands yet; rows changed. Proposals of them are withdrawn."""
    changed: Counter[str] = Counter()
    for table in stored_tables(cursor):
        columns = [c for c in pseudonym_columns([table]) if c.kind == PERSON]
        if not columns or table.schema.startswith(BUILD):
            continue
        if table.schema == "vault":
            changed += Counter({table.qualified: _withdraw(cursor, table, [c.name for c in columns], person)})
            continue
        for column in columns:
            name = sql.Identifier(column.name)
            new = sql.SQL("array_replace({}, {}, {})" if column.is_list else "{2}")
            birth = "birth_month" in table.types and column.name == "person_id"
            statement = sql.SQL("update {table} set {name} = {new}{birth} where {person} = {where}").format(
                table=table.identifier,
                name=name,
                new=new.format(name, sql.SQL("%(person)s::bigint"), sql.SQL("%(tombstone)s::bigint")),
                birth=sql.SQL(", birth_month = date_trunc('year', birth_month)::date" if birth else ""),
                person=sql.SQL("%(person)s"),
                where=sql.SQL("any({})").format(name) if column.is_list else name,
            )
            cursor.execute(statement, {"person": person, "tombstone": tombstone})
            changed[table.qualified] += cursor.rowcount
        for name in sorted(set(declared()["texts"]) & table.types.keys()):
            _bury_in_text(cursor, table, sql.Identifier(name), (str(person), str(tombstone)))
    return changed.total()


def _bury_in_text(cursor: Cursor, table: StoredTable, column: sql.Identifier, numbers: tuple[str, str]) -> None:
    statement = sql.SQL("update {table} set {column} = replace({column}, {0}, {1}) where strpos({column}, {0}) > 0")
    cursor.execute(statement.format(*map(sql.Literal, numbers), table=table.identifier, column=column))


def _withdraw(cursor: Cursor, table: StoredTable, columns: list[str], person: int) -> int:
    matches = sql.SQL(" or ").join(sql.SQL("{} = {}").format(sql.Identifier(c), sql.Literal(person)) for c in columns)
    cursor.execute(sql.SQL("delete from {} where {}").format(table.identifier, matches))
    return cursor.rowcount
