"""The ledger of deliveries (``ops.deliveries``): one row per file received."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime

from psycopg2.extensions import connection as Connection

LANDED = "landed"
OPEN_STATES = ("archived", LANDED)
STANDING_STATES = (LANDED, "questioned", "accepted", "rejected", "withdrawn")


@dataclass(frozen=True)
class Delivery:
    """A row of the ledger. ``month`` is the first day of the data month; ``message`` (Chinese) says why it was refused.

    States: archived (kept, not read), refused (cannot be read), landed (rows stand in landing), duplicate (same cells
    as another), questioned (waits for a person), accepted or rejected (the landing gate has judged), withdrawn. Row
    counts are None until it is landed; ``rows_found`` = accepted + held + dropped. A refused file may have no feed, a
    duplicate has no revision. ``stated_months``: the months its file name and title name, for comparing.
    """

    delivery_id: int
    county_code: str
    month: date
    feed: str | None
    department_code: str | None
    scope: str
    revision: int | None
    sha256: str
    file_name: str
    sheet_name: str | None
    received_at: datetime
    archived_at: datetime
    landed_at: datetime | None
    state_code: str
    rows_found: int | None
    rows_in: int | None
    rows_accepted: int | None
    rows_held: int | None
    rows_dropped: int | None
    message: str | None
    same_as_delivery_id: int | None
    mends_delivery_id: int | None
    stated_months: list[date] = field(default_factory=list)


COLUMNS = [column.name for column in fields(Delivery)]
SELECT = f"select {', '.join(COLUMNS)} from ops.deliveries"  # noqa: S608 -- our own column names
INSERT = f"""
insert into ops.deliveries ({", ".join(COLUMNS)})
values ({", ".join("%(stated_months)s::date[]" if name == "stated_months" else f"%({name})s" for name in COLUMNS)})
on conflict (delivery_id) do update set ({", ".join(COLUMNS)}) = row(excluded.*)
where ops.deliveries.state_code = 'refused'
"""  # noqa: S608 -- our own column names


def delivery_number(county_code: str, month: date, sha256: str) -> int:
    """The delivery's 63-bit number: from what it is, not from when it came."""
    digest = hashlib.sha256(f"{county_code}|{month:%Y-%m}|{sha256}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def find_delivery(connection: Connection, delivery_id: int, *, for_update: bool = False) -> Delivery | None:
    """The delivery with this number, locked until the transaction ends if asked for."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SELECT} where delivery_id = %s {'for update' if for_update else ''}", (delivery_id,))
        row = cursor.fetchone()
    return Delivery(*row) if row else None


def deliveries_in(connection: Connection, county_code: str, last_month: date, states: Sequence[str]) -> list[Delivery]:
    """The county's deliveries of ``last_month`` and before in one of the states, by month, feed, scope and revision."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{SELECT} where county_code = %s and month <= %s and state_code = any(%s)"
            " order by month, feed, scope, revision",
            (county_code, last_month, list(states)),
        )
        return [Delivery(*row) for row in cursor.fetchall()]


def next_revision(connection: Connection, county_code: str, month: date, feed: str, scope: str) -> int:
    """1 + the highest revision of this list; the caller holds the county's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(max(revision), 0) + 1 from ops.deliveries"
            " where county_code = %s and month = %s and feed = %s and scope = %s",
            (county_code, month, feed, scope),
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 1


def lock_county(connection: Connection, county_code: str) -> None:
    """Let one transaction at a time give revisions of a county."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang intake'), hashtext(%s))", (county_code,))


def write_delivery(connection: Connection, delivery: Delivery) -> None:
    """Add a delivery; a refused one with the same number is replaced, any other stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, asdict(delivery))


def update_delivery(connection: Connection, delivery: Delivery) -> None:
    """Write what reading made of a delivery: state, counts, sheet, message; ``landed_at`` is the server's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ops.deliveries set state_code = %(state_code)s, rows_found = %(rows_found)s, rows_in = %(rows_in)s,"
            " sheet_name = %(sheet_name)s, revision = %(revision)s, same_as_delivery_id = null,"
            " rows_accepted = %(rows_accepted)s, rows_held = %(rows_held)s, rows_dropped = %(rows_dropped)s,"
            " message = %(message)s, landed_at = case when %(state_code)s = 'landed' then clock_timestamp() end"
            " where delivery_id = %(delivery_id)s",
            asdict(delivery),
        )


def earlier_revisions(connection: Connection, delivery: Delivery, states: Sequence[str]) -> list[Delivery]:
    """The older deliveries of the same list and month in one of the states, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{SELECT} where county_code = %s and month = %s and feed = %s and scope = %s"
            " and revision < %s and state_code = any(%s) order by revision desc",
            (*_list_of(delivery), delivery.revision, list(states)),
        )
        return [Delivery(*row) for row in cursor.fetchall()]


def accepted_elsewhere(connection: Connection, delivery: Delivery, months: int) -> list[Delivery]:
    """The same list of other months: the newest accepted one of each, at most ``months`` away, by month."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{SELECT.replace('select', 'select distinct on (month)', 1)}"
            " where county_code = %s and month <> %s and feed = %s and scope = %s and state_code = 'accepted'"
            " and mends_delivery_id is null"
            " and month between %s::date - make_interval(months => %s) and %s::date + make_interval(months => %s)"
            " order by month, revision desc",
            (*_list_of(delivery), delivery.month, months, delivery.month, months),
        )
        return [Delivery(*row) for row in cursor.fetchall()]


def _list_of(delivery: Delivery) -> tuple[str, date, str | None, str]:
    return delivery.county_code, delivery.month, delivery.feed, delivery.scope


def other_lists(connection: Connection, delivery: Delivery, feeds: Sequence[str], share: float) -> list[Delivery]:
    """Deliveries of the same month of other lists whose accepted rows are about as many, by list and revision."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{SELECT} where county_code = %s and month = %s and feed = any(%s) and feed <> %s"
            " and state_code in ('landed', 'questioned', 'accepted')"
            " and rows_accepted between %s * %s and %s / %s order by feed, scope, revision",
            (delivery.county_code, delivery.month, list(feeds), delivery.feed, *(delivery.rows_accepted, share) * 2),
        )
        return [Delivery(*row) for row in cursor.fetchall()]


def move_delivery(connection: Connection, delivery: Delivery, state_code: str, message: str | None = None) -> None:
    """Let a delivery whose rows stand in landing pass into another state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ops.deliveries set state_code = %s, message = %s where delivery_id = %s",
            (state_code, message, delivery.delivery_id),
        )


def mark_duplicate(connection: Connection, delivery: Delivery, same_as: Delivery, message: str) -> None:
    """Say of a delivery that it holds the same cells as ``same_as``; it gives its revision back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ops.deliveries set state_code = 'duplicate', revision = null, same_as_delivery_id = %s,"
            " message = %s where delivery_id = %s",
            (same_as.delivery_id, message, delivery.delivery_id),
        )
