"""The ledger of receipts: which deliveries wait for one, and which ones left."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from psycopg2.extensions import connection as Connection

from shouwang.feeds import departments, feed
from shouwang.landing.ledger import Delivery, find_delivery
from shouwang.settings import Settings
from shouwang.warehouse import connect

VERDICTS = ("refused", "duplicate", "questioned", "accepted", "rejected", "withdrawn")
WAITING = """
select delivery_id from ops.deliveries as deliveries
where county_code = %s and month <= %s and state_code = any(%s) and not exists (
    select from ops.receipts as receipts
    where receipts.delivery_id = deliveries.delivery_id and receipts.state_code = deliveries.state_code
)
order by month, feed, scope, revision, delivery_id
"""
RECORD = """
insert into ops.receipts (delivery_id, state_code, file_path, sha256, held_count) values (%s, %s, %s, %s, %s)
"""
ISSUED = """
select deliveries.county_code, to_char(deliveries.month, 'YYYY-MM') as month, deliveries.delivery_id,
    deliveries.feed, deliveries.scope, deliveries.revision, deliveries.file_name, receipts.state_code,
    receipts.held_count, receipts.file_path, receipts.sha256, receipts.issued_at
from ops.receipts as receipts
inner join ops.deliveries as deliveries using (delivery_id)
where deliveries.county_code = %s and (%s::date is null or deliveries.month = %s)
order by deliveries.month, deliveries.feed, deliveries.scope, deliveries.revision, receipts.issued_at,
    receipts.delivery_id
"""


@dataclass(frozen=True)
class IssuedReceipt:
    """A receipt that left; ``file_path`` is relative to the outbox, ``held_count`` counts rows to be mended."""

    county_code: str
    month: str
    delivery_id: int
    feed: str | None
    scope: str
    revision: int | None
    file_name: str
    state_code: str
    held_count: int
    file_path: str
    sha256: str
    issued_at: datetime

    def as_document(self) -> dict[str, Any]:
        """The receipt as JSON knows it."""
        return asdict(self)


def waiting_deliveries(connection: Connection, county_code: str, last_month: date) -> list[int]:
    """Deliveries of ``last_month`` and before whose state no receipt has said yet."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, (county_code, last_month, list(VERDICTS)))
        return [row[0] for row in cursor.fetchall()]


def claim(connection: Connection, delivery_id: int) -> Delivery | None:
    """The delivery under the lock of receipts; None when somebody else has issued its receipt meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('receipt ' || %s::text, 0))", (delivery_id,))
        delivery = find_delivery(connection, delivery_id)
        if delivery is None or delivery.state_code not in VERDICTS:
            return None
        cursor.execute(
            "select 1 from ops.receipts where delivery_id = %s and state_code = %s",
            (delivery_id, delivery.state_code),
        )
        return None if cursor.fetchone() else delivery


def record(connection: Connection, delivery: Delivery, file_path: str, sha256: str, held_count: int) -> None:
    """Enter a receipt; its file stands already."""
    with connection.cursor() as cursor:
        cursor.execute(RECORD, (delivery.delivery_id, delivery.state_code, file_path, sha256, held_count))


def issued_receipts(settings: Settings, county_code: str, month: date | None = None) -> list[IssuedReceipt]:
    """Every receipt of the county that left, of one month or of all, in the order of the ledger."""
    with connect(settings, "publisher", "receipts") as connection, connection.cursor() as cursor:
        cursor.execute(ISSUED, (county_code, month, month))
        return [IssuedReceipt(*row) for row in cursor.fetchall()]


def file_path_of(delivery: Delivery) -> str:
    """Where the receipt stands below the outbox: by department and list, never with a person's name."""
    place = f"{delivery.county_code}/{delivery.month:%Y-%m}/receipts"
    if delivery.feed is None:
        return f"{place}/未识别/{delivery.sha256[:8]}_回执.xlsx"
    declared = feed(delivery.feed)
    names = [declared.title.replace("/", "_"), *([delivery.scope] if delivery.scope else []), _which(delivery)]
    sender = departments()[delivery.department_code or declared.department].name
    return f"{place}/{sender}/{'_'.join(names)}_回执.xlsx"


def _which(delivery: Delivery) -> str:
    if delivery.revision is None:
        return f"重复报送_{delivery.sha256[:8]}"
    endings = {"questioned": "_待裁定", "withdrawn": "_撤回"}
    return f"第{delivery.revision}次报送{endings.get(delivery.state_code, '')}"
