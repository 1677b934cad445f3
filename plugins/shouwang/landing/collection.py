"""Inbox to archive to ledger: what arrived is kept, named and numbered; nothing is lost, nothing stops the others."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed
from shouwang.landing.archive import (
    SETTLED_AFTER,
    Arrival,
    archived_path,
    find_arrivals,
    find_growing,
    is_settling,
    keeping,
    misplaced,
)
from shouwang.landing.doubts.rules import stated_months
from shouwang.landing.errors import RefusalError
from shouwang.landing.files.reading import Reader
from shouwang.landing.ledger import (
    LANDED,
    OPEN_STATES,
    Delivery,
    deliveries_in,
    delivery_number,
    find_delivery,
    lock_county,
    next_revision,
    write_delivery,
)
from shouwang.landing.mending.merging import find_original
from shouwang.landing.returns.merging import first_return
from shouwang.landing.returns.recognition import Issuer, identify_list
from shouwang.landing.rows.identification import FEEDBACK, Identified, expected_feeds
from shouwang.landing.scopes import NUMBERED, PLACED, feedback_scope, report_scope, township_scope
from shouwang.months import LAST_MONTH
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect

logger = logging.getLogger(__name__)


def every_file(_name: str) -> bool:
    """Whatever a file is called, it is taken in."""
    return True


def collect(
    settings: Settings, county_code: str, month: date = LAST_MONTH, wanted: Callable[[str], bool] = every_file
) -> list[Delivery]:
    """Take in the complete files of ``month`` and before; its deliveries up to then still to be landed or judged.

    Of files and deliveries those whose file name is ``wanted``; the others stay where they are.

    They come by month, feed and revision, those left by an interrupted run among them. A file that cannot be read or
    recognised becomes a refused delivery with a Chinese message. LookupError when no policy pack governs the county.
    """
    candidates = expected_feeds(county_code)
    inbox = settings.inbox / county_code
    if count := len(misplaced(inbox)):
        logger.warning("收件箱 %s 有 %d 项不在 YYYY-MM 目录里，没有收取；请移入数据月份的目录", inbox, count)
    if is_settling(inbox, time.time_ns(), month):
        time.sleep(SETTLED_AFTER / 1e9)  # what was put there this moment is taken now, not next month
    if growing := len(find_growing(inbox, time.time_ns(), month)):
        logger.warning("收件箱 %s 有 %d 个文件还没有写完，没有收取；写完后再运行一次即会收取", inbox, growing)
    with Reader.of(settings) as reader:
        for arrival in find_arrivals(inbox, time.time_ns(), month):
            if not wanted(arrival.path.name):
                continue
            reader.start()
            try:
                _take_in(settings, county_code, arrival, candidates, reader)
            except FileNotFoundError:
                if arrival.path.exists():
                    raise
                logger.info("收件箱里的一个文件已由另一次收数收走")
    with connect(settings, "loader", "collect") as connection:
        waiting = deliveries_in(connection, county_code, month, OPEN_STATES)
    return [delivery for delivery in waiting if wanted(delivery.file_name)]


def landed_deliveries(settings: Settings, county_code: str, month: date = LAST_MONTH) -> list[Delivery]:
    """The county's deliveries of ``month`` and before that stand in landing and are still to be judged."""
    with connect(settings, "loader", "collect") as connection:
        return deliveries_in(connection, county_code, month, [LANDED])


def _take_in(settings: Settings, county_code: str, arrival: Arrival, candidates: list[Feed], reader: Reader) -> None:
    """Archive, enter in the ledger, then clear from the inbox: in this order, so that a kill at any point is mended."""
    with connect(settings, "loader", "collect") as connection:
        lock_county(connection, county_code)
        with keeping(arrival.path, settings.archive) as sha256:  # the disk takes its time while the file is read
            if not arrival.is_unchanged():
                return  # it was still being written: the next time it is taken in whole
            blank = _refused(county_code, arrival, sha256)
            known = find_delivery(connection, blank.delivery_id)
            is_new = known is None or known.state_code == "refused"
            delivery = _delivery(settings, connection, blank, candidates, reader) if is_new else blank
        if delivery.feed:
            revision = next_revision(connection, county_code, delivery.month, delivery.feed, delivery.scope)
            delivery = replace(delivery, revision=revision)
        if is_new:
            write_delivery(connection, delivery)
    if arrival.is_unchanged():
        arrival.path.unlink(missing_ok=True)


def _delivery(
    settings: Settings, connection: Connection, blank: Delivery, candidates: list[Feed], reader: Reader
) -> Delivery:
    """The delivery as archived, or as refused with the reason; without its revision."""
    path, pseudonyms = archived_path(settings.archive, blank.sha256), keys_in_force(settings, connection).pseudonyms
    try:
        tables = reader.read(path, str(blank.delivery_id), blank.file_name).tables
        original = find_original(connection, blank, path, tables, pseudonyms)
        expected, issuer = [original.feed] if original else candidates, Issuer(blank.county_code, pseudonyms)
        found = identify_list(blank.file_name, tables, expected, issuer)
        scope = _scope(found, pseudonyms)
    except RefusalError as refusal:
        reader.forget(str(blank.delivery_id))
        return replace(blank, message=str(refusal))
    archived = replace(
        blank,
        feed=found.feed.feed,
        department_code=_sender(found.feed, scope),
        scope=scope,
        sheet_name=found.table.sheet_name,
        state_code="archived",
        stated_months=stated_months(_titles(blank.file_name, found), blank.month),
    )
    if original is None and found.returned:
        original = first_return(connection, archived)
    if original is None:
        return archived
    reader.forget(str(blank.delivery_id))  # it gets the number of another month's delivery
    return original.taken_over_by(archived)


def _titles(file_name: str, found: Identified) -> list[str]:
    """What a file calls itself: its name, its sheet's, and what stands above the header."""
    return [file_name, found.table.sheet_name or "", *(cell for row in found.header.above for cell in row)]


def _scope(found: Identified, pseudonyms: Pseudonyms) -> str:
    if found.returned:
        return found.returned.scope
    if found.feed.feed == FEEDBACK:
        return feedback_scope(found, pseudonyms)
    if found.feed.scope == NUMBERED:
        return report_scope(found, pseudonyms)
    return township_scope(found) if found.feed.scope == PLACED else ""


def _sender(feed: Feed, scope: str) -> str:
    """The department that sent it: the list's own, or, where any may send, the one the report names."""
    return scope.partition("-")[0] if feed.scope == NUMBERED else feed.department


def _refused(county_code: str, arrival: Arrival, sha256: str) -> Delivery:
    received = datetime.fromtimestamp(arrival.changed_at / 1_000_000_000, UTC)
    return Delivery(
        delivery_id=delivery_number(county_code, arrival.month, sha256),
        county_code=county_code,
        month=arrival.month,
        feed=None,
        department_code=None,
        scope="",
        revision=None,
        sha256=sha256,
        file_name=arrival.path.name,
        sheet_name=None,
        received_at=received,
        archived_at=datetime.now(UTC),
        landed_at=None,
        state_code="refused",
        rows_found=None,
        rows_in=None,
        rows_accepted=None,
        rows_held=None,
        rows_dropped=None,
        message=None,
        same_as_delivery_id=None,
        mends_delivery_id=None,
    )
