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


def landing_ddl(feed: Feed) -> str:
    """SQL that makes the two tables of a feed; may be run again."""
    landed = "".join(f",\n    {c.name} {c.sql_type}" for c in landed_columns(feed))
    vault = "".join(f",\n    {name} text" for name in vault_columns(feed))
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
