"""Landing tables as the feed declarations imply them: pseudonymous values in ``landing``, identities in ``vault``."""

from typing import NamedTuple

from shouwang.feeds import Column, Feed


class LandedColumn(NamedTuple):
    """A column of a landing table, its SQL type and the declared column it is made from."""

    name: str
    sql_type: str
    source: str


def landed_columns(feed: Feed) -> list[LandedColumn]:
    """The columns of ``landing.<feed>`` after ``delivery_id, row_number, is_accepted``, in order."""
    return [landed for column in feed.columns for landed in _landed(column)]


def vault_columns(feed: Feed) -> list[str]:
    """The columns of ``vault.<feed>`` after ``delivery_id, row_number``: the identities, as normalised text."""
    return [column.name for column in feed.columns if column.sensitivity == "identity"]


def _landed(column: Column) -> list[LandedColumn]:
    if column.type == "id_number":
        prefix = column.name.removesuffix("id_number")
        return [
            LandedColumn(f"{prefix}person_id", "bigint", column.name),
            LandedColumn(f"{prefix}birth_month", "date", column.name),
        ]
    if column.type == "household_number":
        return [LandedColumn("household_id", "bigint", column.name)]
    if column.type == "row_key":
        return [
            LandedColumn("household_id", "bigint", column.name),
            LandedColumn("referral_month", "date", column.name),
            LandedColumn("referral_revision", "integer", column.name),
            LandedColumn("township_code", "text", column.name),
        ]
    if column.sensitivity == "identity":
        return [LandedColumn(compared_name(column), "bigint", column.name)] if column.is_compared else []
    types = {"amount": "numeric(14, 2)", "count": "integer", "date": "date", "month": "date"}
    return [LandedColumn(column.name, types.get(column.type, "text"), column.name)]


def compared_name(column: Column) -> str:
    """The landed column that carries the pseudonym of a compared identity."""
    return f"{column.name.removesuffix('_number')}_id"


def contents_table(feed: Feed) -> str:
    """The name, in ``landing`` and in ``vault``, of the table that stores each content of a row once."""
    return f"{feed.feed}_contents"


def pieces_table(feed: Feed) -> str:
    """The name, in ``landing``, of the table that says which content each row of a delivery has."""
    return f"{feed.feed}_pieces"


def landing_ddl(feed: Feed) -> str:
    """SQL that makes ``landing.<feed>`` and ``vault.<feed>``; may be run again."""
    return _contents_ddl(feed) if feed.storage == "contents" else _rows_ddl(feed)


def _rows_ddl(feed: Feed) -> str:
    landed, vault = _defined(feed)
    return f"""
create table if not exists landing.{feed.feed} (
    delivery_id bigint not null,
    row_number integer not null,
    is_accepted boolean not null{landed}
);
create index if not exists {feed.feed}_delivery on landing.{feed.feed}
using brin (delivery_id) with (pages_per_range = 16);
comment on table landing.{feed.feed} is 'One row per row of a delivery: {feed.grain}.';
create table if not exists vault.{feed.feed} (
    delivery_id bigint not null,
    row_number integer not null{vault}
);
create index if not exists {feed.feed}_delivery on vault.{feed.feed}
using brin (delivery_id) with (pages_per_range = 16);
"""


def _defined(feed: Feed) -> tuple[str, str]:
    landed = "".join(f",\n    {c.name} {c.sql_type}" for c in landed_columns(feed))
    vault = "".join(f",\n    {name} text" for name in vault_columns(feed))
    return landed, vault


# A delivery is pieces of some ten thousand rows; an offset is the number of a row's content less its row number.
# Sets in a select list keep the planner from joining before it unfolds, and let it choose deliveries before; the
# function is ``unnest`` under a name of its own, with a number of rows by which the planner joins in bulk.
UNFOLDED = """(
        select
            delivery_id,
            county_code,
            first_row,
            generate_series(0, cardinality(content_offsets) - 1) as place,
            landing.unfold(content_offsets) as content_offset
        from landing.{pieces}
    )"""
UNFOLD = """create or replace function landing.unfold(bigint []) returns setof bigint
language internal immutable strict parallel safe rows 75000 as 'array_unnest';"""


def _contents_ddl(feed: Feed) -> str:
    landed, vault = _defined(feed)
    contents, pieces = contents_table(feed), pieces_table(feed)
    return f"""
create table if not exists landing.{contents} (
    county_code text not null,
    content_id bigint not null,
    digest_high bigint,
    digest_low bigint,
    is_accepted boolean not null{landed},
    primary key (county_code, content_id)
);
comment on table landing.{contents} is 'One row per different row that deliveries brought: {feed.grain}.';
comment on column landing.{contents}.digest_high is 'Keyed digest of the text; null where a row must be judged again.';
create table if not exists vault.{contents} (
    county_code text not null,
    content_id bigint not null{vault},
    primary key (county_code, content_id)
);
create table if not exists landing.{pieces} (
    delivery_id bigint not null,
    first_row integer not null,
    county_code text not null,
    content_offsets bigint [] not null,
    primary key (delivery_id, first_row)
);
comment on table landing.{pieces} is 'Rows of a delivery that stand together: number of the content less row number.';
{UNFOLD}
{landing_view(feed, "landing", ["is_accepted", *(column.name for column in landed_columns(feed))])}
{landing_view(feed, "vault", vault_columns(feed))}
"""


def landing_view(feed: Feed, schema: str, columns: list[str]) -> str:
    """SQL that makes the view of a feed stored by content: its rows, with these columns of their contents."""
    unfolded = UNFOLDED.format(pieces=pieces_table(feed))
    return f"""create or replace view {schema}.{feed.feed} with (security_invoker = true) as
    select
        placed.delivery_id,
        placed.first_row + placed.place as row_number,
        {", ".join(f"contents.{name}" for name in columns)}
    from {unfolded} as placed
    inner join {schema}.{contents_table(feed)} as contents
        on placed.county_code = contents.county_code
        and contents.content_id = placed.first_row + placed.place + placed.content_offset;"""  # noqa: S608 -- names of a declaration
