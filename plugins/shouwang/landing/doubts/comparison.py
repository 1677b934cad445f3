"""Deliveries held against each other, set by set in the database: what is the same, gone, changed, dated elsewhere."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.feeds import Column, Feed
from shouwang.landing.doubts.rules import Change
from shouwang.warehouse.landing_tables import landed_columns, vault_columns

# Held cells are part of what was sent; where a key is repeated, the row it repeats is only a place.
CELLS = """
select delivered.delivery_id, count(*), coalesce(sum(hashtextextended(row({columns}, held.cells)::text, 0)), 0)
from {landing} as delivered
inner join {vault} as identity using (delivery_id, row_number)
left join (
    select delivery_id, row_number,
        string_agg(
            concat_ws(' ', column_name, reason_code, case when reason_code <> 'duplicate_key' then seen_shape end),
            ';' order by column_name, reason_code
        ) as cells
    from landing.held_cells where delivery_id = any(%(delivery_ids)s) group by delivery_id, row_number
) as held using (delivery_id, row_number)
where delivered.delivery_id = any(%(delivery_ids)s)
group by delivered.delivery_id
"""
SAME_ROWS = """
with own as (
    select row({columns})::text as cells from {landing} where delivery_id = %(delivery_id)s and is_accepted
),
other as (
    select distinct delivery_id, row({columns})::text as cells
    from {landing} where delivery_id = any(%(delivery_ids)s) and is_accepted
)
select other.delivery_id, count(*) from own inner join other using (cells) group by other.delivery_id
"""
DATES = """
select delivery_id, date_trunc('month', {dated})::date, count(*) from {landing}
where delivery_id = any(%(delivery_ids)s) and is_accepted and {dated} is not null group by 1, 2
"""
PEOPLE = """
select count(*)
from (
    select distinct {person} as person, {dated} as day
    from {landing} where delivery_id = %(delivery_id)s and is_accepted
) as own
inner join (
    select distinct {other_person} as person, {other_dated} as day
    from {other} where delivery_id = %(other_id)s and is_accepted
) as other using (person, day)
"""
CHANGE = """
with older as (
    select row({key})::text as key, row({columns})::text as cells
    from {landing} as delivered inner join {vault} as identity using (delivery_id, row_number)
    where delivered.delivery_id = %(older_id)s and is_accepted
),
newer as (
    select distinct on (row({key})::text) row({key})::text as key, row({columns})::text as cells, is_accepted
    from {landing} as delivered inner join {vault} as identity using (delivery_id, row_number)
    where delivered.delivery_id = %(delivery_id)s
    order by row({key})::text, row_number
)
select count(*), count(*) filter (where newer.key is null),
    count(*) filter (where newer.is_accepted and newer.cells <> older.cells)
from older left join newer using (key)
"""
# Rows of a mended copy beside the accepted rows they mend: a form that was filled in anew names other people.
MENDED = """
select count(*), count(*) filter (where row({key}) is distinct from row({older_key}))
from landing.mended_rows as mended
inner join {landing} as delivered using (delivery_id, row_number)
inner join {vault} as identity using (delivery_id, row_number)
inner join {landing} as older
    on older.delivery_id = mended.mended_delivery_id and older.row_number = mended.mended_row_number
inner join {vault} as older_identity
    on older_identity.delivery_id = older.delivery_id and older_identity.row_number = older.row_number
where mended.delivery_id = %(delivery_id)s and delivered.is_accepted and older.is_accepted
"""
PLACES_GONE = """
with recursive became (place, code) as (
    select {place}, {place} from {landing} where delivery_id = %(older_id)s and is_accepted and {place} is not null
    group by {place} having count(*) >= %(rows_at_least)s
    union
    select became.place, after.successor_code
    from became inner join reference.division_successions as after on after.predecessor_code = became.code
),
sent as (
    select distinct {place} as code from {landing} where delivery_id = %(delivery_id)s
)
select coalesce(
    (select division_name from reference.divisions where division_code = place order by valid_from desc limit 1),
    place
)
from became left join sent on sent.code = became.code
group by place having count(sent.code) = 0
order by place
"""


def cell_digests(connection: Connection, feed: Feed, delivery_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Rows and a digest of all cells per delivery that has any; neither order nor place of the rows shows in it."""
    columns = [_of("delivered", "is_accepted"), *(_of("delivered", c.name) for c in landed_columns(feed))]
    columns += [_of("identity", name) for name in vault_columns(feed)]
    found = _rows(connection, CELLS, feed, {"delivery_ids": list(delivery_ids)}, columns=_listed(columns))
    return {delivery_id: (rows, int(digest)) for delivery_id, rows, digest in found}


def same_rows(connection: Connection, feed: Feed, delivery_id: int, others: Sequence[int]) -> dict[int, int]:
    """How many accepted rows of a delivery stand in each of the others, pseudonyms and values alike."""
    columns = _listed([sql.Identifier(column.name) for column in landed_columns(feed)])
    values = {"delivery_id": delivery_id, "delivery_ids": list(others)}
    return dict(_rows(connection, SAME_ROWS, feed, values, columns=columns))


def dates_by_month(connection: Connection, feed: Feed, delivery_ids: Sequence[int]) -> dict[int, dict[date, int]]:
    """Delivery to month to how many accepted rows are dated in it; deliveries without dates are left out."""
    found: dict[int, dict[date, int]] = {}
    dated = event_date(feed)
    if dated is None:
        return found
    values = {"delivery_ids": list(delivery_ids)}
    for delivery_id, month, count in _rows(connection, DATES, feed, values, dated=sql.Identifier(dated.name)):
        found.setdefault(delivery_id, {})[month] = count
    return found


def same_people(connection: Connection, own: tuple[Feed, int], other: tuple[Feed, int]) -> int:
    """How many persons and days two deliveries of dated feeds have in common; each is a feed and a delivery."""
    (feed, delivery_id), (other_feed, other_id) = own, other
    dated, other_dated = event_date(feed), event_date(other_feed)
    person, other_person = _person(feed), _person(other_feed)
    if not (dated and other_dated and person and other_person):
        return 0
    parts = {
        "person": sql.Identifier(person),
        "dated": sql.Identifier(dated.name),
        "other": sql.Identifier("landing", other_feed.feed),
        "other_person": sql.Identifier(other_person),
        "other_dated": sql.Identifier(other_dated.name),
    }
    ((same,),) = _rows(connection, PEOPLE, feed, {"delivery_id": delivery_id, "other_id": other_id}, **parts)
    return int(same)


def change_since(connection: Connection, feed: Feed, delivery_id: int, older: tuple[int, int]) -> Change:
    """What became of the accepted rows of ``older`` (its number, its revision) in a delivery, by the feed's key."""
    older_id, revision = older
    key = [part for name in feed.key for part in _key(feed.column(name), feed)]
    columns = [_of("delivered", column.name) for column in landed_columns(feed)]
    values = {"delivery_id": delivery_id, "older_id": older_id}
    ((rows, gone, changed),) = _rows(connection, CHANGE, feed, values, key=_listed(key), columns=_listed(columns))
    return Change(revision, rows, gone, changed)


def change_by_mending(connection: Connection, feed: Feed, delivery_id: int, revision: int) -> Change:
    """What became of accepted rows in a mended copy: gone are those that are about somebody else now."""
    key = [part for name in feed.key for part in _key(feed.column(name), feed)]
    older_key = [part for name in feed.key for part in _key(feed.column(name), feed, "older", "older_identity")]
    parts = {"key": _listed(key), "older_key": _listed(older_key)}
    ((rows, gone),) = _rows(connection, MENDED, feed, {"delivery_id": delivery_id}, **parts)
    return Change(revision, rows, gone, 0)


def places_gone(connection: Connection, feed: Feed, delivery_id: int, older_id: int, rows_at_least: int) -> list[str]:
    """The villages of ``older_id`` with so many accepted rows that have none at all in a delivery, by code."""
    place = next((column for column in feed.columns if column.type == "division_code"), None)
    if place is None:
        return []
    values = {"delivery_id": delivery_id, "older_id": older_id, "rows_at_least": rows_at_least}
    return [name for (name,) in _rows(connection, PLACES_GONE, feed, values, place=sql.Identifier(place.name))]


def event_date(feed: Feed) -> Column | None:
    """The day a row of an events feed is about: its first required date; None when it has none or is a stock."""
    if feed.content != "events":
        return None
    return next((column for column in feed.columns if column.type == "date" and column.required), None)


def _person(feed: Feed) -> str | None:
    """The pseudonym of the person, or the head of the household, that a row is about."""
    return next((column.name for column in landed_columns(feed) if column.name.endswith("person_id")), None)


def _key(column: Column, feed: Feed, landed_as: str = "delivered", known_as: str = "identity") -> list[sql.Composable]:
    """What stands for a key column: its pseudonyms where it is an identity that has one, else its text."""
    landed = [landed.name for landed in landed_columns(feed) if landed.source == column.name]
    if landed:
        return [_of(landed_as, name) for name in landed]
    return [_of(known_as, column.name)]


def _of(table: str, name: str) -> sql.Composable:
    return sql.SQL("{}.{}").format(sql.Identifier(table), sql.Identifier(name))


def _listed(columns: Sequence[sql.Composable]) -> sql.Composable:
    return sql.SQL(", ").join(columns)


def _rows(
    connection: Connection, statement: str, feed: Feed, values: dict[str, Any], **parts: sql.Composable
) -> list[tuple[Any, ...]]:
    tables = {"landing": sql.Identifier("landing", feed.feed), "vault": sql.Identifier("vault", feed.feed)}
    needed = {name: part for name, part in {**tables, **parts}.items() if f"{{{name}}}" in statement}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**needed), values)
        return cursor.fetchall()
