"""Issues receipts: one for every delivery that has a verdict, once, whole or not at all."""

import hashlib
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from psycopg2.extensions import connection as Connection

from shouwang.durable_files import write_whole
from shouwang.feeds import Feed, feed
from shouwang.landing.archive import archived_path
from shouwang.landing.errors import RefusalError
from shouwang.landing.files.reading import Reader
from shouwang.landing.ledger import Delivery
from shouwang.landing.rows.identification import Identified, identify
from shouwang.months import LAST_MONTH
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.receipts.content import compose, held_now
from shouwang.receipts.copies import Source, copy_sheet
from shouwang.receipts.facts import Facts
from shouwang.receipts.findings import gather, read_data_rows, read_marks
from shouwang.receipts.ledger import claim, file_path_of, record, waiting_deliveries
from shouwang.receipts.marking import Tie, mark_sheet, tie
from shouwang.receipts.packing import pack
from shouwang.receipts.receipt_sheet import add_receipt_sheet
from shouwang.settings import Settings
from shouwang.warehouse import connect

READ_AS = "{}-receipt"
MARKED_STATES = {"accepted", "rejected"}


def issue_receipts(settings: Settings, county_code: str, month: date = LAST_MONTH) -> list[Path]:
    """Issue what is due for deliveries of ``month`` and before; the files written, in the order of the ledger.

    Each in a transaction of its own, the file first: a kill leaves at most a file that the next run writes again.
    """
    with connect(settings, "publisher", "receipts") as connection:
        waiting = waiting_deliveries(connection, county_code, month)
    with Reader.of(settings) as reader:
        issued = [_issue(settings, delivery_id, reader) for delivery_id in waiting]
    return [path for path in issued if path]


def _issue(settings: Settings, delivery_id: int, reader: Reader) -> Path | None:
    with connect(settings, "publisher", "receipts") as connection:
        delivery = claim(connection, delivery_id)
        if delivery is None:
            return None
        facts = gather(connection, delivery)
        content = _make(settings, connection, facts, reader)
        reader.forget(READ_AS.format(delivery_id))
        file_path = file_path_of(delivery)
        (settings.outbox / file_path).parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        write_whole(settings.outbox / file_path, content, 0o640)
        record(connection, delivery, file_path, hashlib.sha256(content).hexdigest(), held_now(facts))
    return settings.outbox / file_path


def _make(settings: Settings, connection: Connection, facts: Facts, reader: Reader) -> bytes:
    """The workbook of one receipt: the marked copy where there is something to mark, then the receipt itself."""
    identified = _reread(settings, facts.delivery, reader) if _is_marked(facts) else None
    headers = identified.header.texts if identified else {}
    workbook = _marked(settings, connection, facts, identified) if identified else _empty()
    add_receipt_sheet(workbook, compose(facts, headers))
    return pack(workbook, facts.delivery.received_at)


def _is_marked(facts: Facts) -> bool:
    delivery = facts.delivery
    return bool(facts.held) and delivery.feed is not None and delivery.state_code in MARKED_STATES


def _reread(settings: Settings, delivery: Delivery, reader: Reader) -> Identified | None:
    path = archived_path(settings.archive, delivery.sha256)
    try:
        reading = reader.read(path, READ_AS.format(delivery.delivery_id), delivery.file_name)
        return identify(delivery.file_name, reading.tables, [feed(delivery.feed or "")])
    except RefusalError:
        return None  # read by an earlier version and no longer readable: the receipt says in words what is held


def _marked(settings: Settings, connection: Connection, facts: Facts, identified: Identified) -> Workbook:
    delivery = facts.delivery
    source = Source(
        path=archived_path(settings.archive, delivery.sha256),
        identified=identified,
        data_rows=read_data_rows(connection, delivery),
        held_rows=frozenset(cell.row_number for cell in facts.held),
        rows_found=delivery.rows_found or 0,
    )
    workbook, worksheet, layout = copy_sheet(source)
    mark_sheet(worksheet, identified.feed, layout, facts.held)
    if _can_be_mended(identified.feed):
        pseudonyms = keys_in_force(settings, connection).pseudonyms
        first_stood_as = read_marks(connection, delivery.delivery_id)
        tie(workbook, worksheet, layout, Tie(delivery.delivery_id, first_stood_as, pseudonyms))
    return workbook


def _can_be_mended(declared: Feed) -> bool:
    """Lists we sent out ourselves carry row keys: each return of one stands for the whole list."""
    return not any(declared.column(name).type == "row_key" for name in declared.key)


def _empty() -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook
