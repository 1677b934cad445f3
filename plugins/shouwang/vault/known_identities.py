"""``vault.known_identities``: what each accepted row of any list says of whose identity, for the reveal function."""

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import Feed, feeds
from shouwang.vault.catalogue import FeedTables, StoredTable, feed_tables, stored_tables

# A row of a delivery is of its month. A content that deliveries share is of the newest accepted list's month when that
# list has it, else of none (and comes after all others); among contents the one that came last is the newest.
DELIVERED = {
    ("delivery_id", "row_number"): """
        inner join (select delivery_id, county_code, month, revision::bigint as revision, feed from ops.deliveries
            where state_code in ('landed', 'questioned', 'accepted')) as d on l.delivery_id = d.delivery_id""",
    ("county_code", "content_id"): """
        cross join lateral (
            select l.county_code, l.content_id as revision, '{feed}' as feed, coalesce((
                select n.month from (
                    select delivery_id, month from ops.deliveries
                    where county_code = l.county_code and feed = '{feed}' and state_code = 'accepted'
                    order by month desc, mends_delivery_id nulls first, revision desc limit 1
                ) as n
                where exists (
                    select from landing.{pieces} as p
                    cross join lateral unnest(p.content_offsets) with ordinality as o (content_offset, place)
                    where p.delivery_id = n.delivery_id
                        and p.first_row + o.place - 1 + o.content_offset = l.content_id
                )
            ), '-infinity') as month
        ) as d""",
}
ROWS = """
select
    l.{person} as person_id, d.county_code, d.month, d.revision, d.feed,
    {name} as person_name, i.{number} as id_number, {phone} as phone, {village} as village_name
from landing.{landing} as l
inner join vault.{vault} as i on {joined}
{delivered}
where l.is_accepted and l.{person} is not null
"""


def make_known_identities(cursor: Cursor) -> None:
    """Make or update the view from the declarations and the tables there are; may be run again."""
    tables = stored_tables(cursor)
    parts = [part for feed in feeds().values() for part in _parts(feed, feed_tables(tables, feed.feed))]
    cursor.execute("create or replace view vault.known_identities as" + " union all ".join(parts))


def _parts(feed: Feed, kept: FeedTables) -> list[str]:
    """A part for each person a row of the feed names."""
    numbers = [column.name for column in feed.columns if column.type == "id_number"]
    return [_part(feed, kept, number.removesuffix("id_number")) for number in numbers]


def _part(feed: Feed, kept: FeedTables, prefix: str) -> str:
    is_own = prefix == "" or feed.subject == "household"
    names = {column.name for column in feed.columns}
    name = f"{prefix or 'person_'}name"
    return ROWS.format(
        person=f"{prefix}person_id",
        name=f"i.{name}" if name in names else "null::text",
        number=f"{prefix}id_number",
        phone="i.phone" if is_own and "phone" in kept.vault.types else "null::text",
        village=_village(kept.landing) if is_own else "null::text",
        landing=kept.landing.name,
        vault=kept.vault.name,
        joined=" and ".join(f"i.{key} = l.{key}" for key in kept.join),
        delivered=DELIVERED[kept.join].format(feed=feed.feed, pieces=f"{feed.feed}_pieces"),
    )


def _village(landing: StoredTable) -> str:
    """The village as the list writes it, else what its code is called."""
    said = [f"l.{name}" for name in ("village_name",) if name in landing.types]
    if "village_code" in landing.types:
        said.append("(select v.division_name from reference.divisions as v where v.division_code = l.village_code)")
    return f"coalesce({', '.join(said)})" if said else "null::text"
