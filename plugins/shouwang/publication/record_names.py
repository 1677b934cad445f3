"""Names as the very rows say them on which a finding rests: for people and households the register does not have."""

from collections import defaultdict
from collections.abc import Iterable

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

READ = sql.SQL("""
select delivery_id, row_number, coalesce({column}, '') from vault.{feed}
where delivery_id = any(%s) and row_number = any(%s)
""")
Record = tuple[int, int]


def read_record_names(cursor: Cursor, column: str, records: Iterable[tuple[str, int, int]]) -> dict[Record, str]:
    """Delivery and row to what ``column`` of the vault says there, of ``records`` (feed, delivery, row)."""
    by_feed: dict[str, set[Record]] = defaultdict(set)
    for feed, delivery_id, row_number in records:
        by_feed[feed].add((delivery_id, row_number))
    names: dict[Record, str] = {}
    for feed, wanted in sorted(by_feed.items()):
        statement = READ.format(column=sql.Identifier(column), feed=sql.Identifier(feed))
        cursor.execute(statement, (sorted({d for d, _ in wanted}), sorted({r for _, r in wanted})))
        names |= {(delivery, row): name for delivery, row, name in cursor.fetchall() if (delivery, row) in wanted}
    return names
