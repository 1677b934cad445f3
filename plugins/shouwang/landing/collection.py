"""Inbox to archive to ledger: what arrived is kept, named and numbered; nothing is lost and nothing stops the others."""

import logging
import time
from dataclasses import replace
from datetime import UTC, datetime

from shouwang.feeds import Feed
from shouwang.landing.archive import Arrival, archived_path, find_arrivals, keep, misplaced
from shouwang.landing.errors import RefusalError
from shouwang.landing.identification import FEEDBACK, Identified, expected_feeds, identify
from shouwang.landing.ledger import (
    Delivery,
    delivery_number,
    find_delivery,
    lock_county,
    next_revision,
    open_deliveries,
    write_delivery,
)
from shouwang.landing.reading import read_tables
from shouwang.landing.scopes import feedback_scope
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect

logger = logging.getLogger(__name__)


def collect(settings: Settings, county_code: str) -> list[Delivery]:
    """Take in every complete file of the county's inbox; its deliveries still to be landed or judged.

    They come by month, feed and revision, those left by an interrupted run among them. A file that cannot be read or
    recognised becomes a refused delivery with a Chinese message. LookupError when no policy pack governs the county.
    """
    candidates = expected_feeds(county_code)
    inbox = settings.inbox / county_code
    if places := len(misplaced(inbox)):
        logger.warning("收件箱 %s 中有 %d 项不在 YYYY-MM 形式的月份目录里，没有收取；请移入数据月份的目录", inbox, places)
    for arrival in find_arrivals(inbox, time.time_ns()):
        _take_in(settings, county_code, arrival, candidates)
    with connect(settings, "loader", "collect") as connection:
        return open_deliveries(connection, county_code)


def _take_in(settings: Settings, county_code: str, arrival: Arrival, candidates: list[Feed]) -> None:
    """Archive, enter in the ledger, then clear from the inbox: in this order, so that a kill at any point repeats it."""
    sha256 = keep(arrival.path, settings.archive)
    if not arrival.is_unchanged():
        return  # it was still being written: the next time it is taken in whole
    delivery_id = delivery_number(county_code, arrival.month, sha256)
    with connect(settings, "loader", "collect") as connection:
        lock_county(connection, county_code)
        known = find_delivery(connection, delivery_id)
        if known is None or known.state_code == "refused":
            delivery = _delivery(settings, county_code, arrival, sha256, candidates)
            if delivery.feed:
                revision = next_revision(connection, county_code, arrival.month, delivery.feed, delivery.scope)
                delivery = replace(delivery, revision=revision)
            write_delivery(connection, delivery)
    if arrival.is_unchanged():
        arrival.path.unlink(missing_ok=True)


def _delivery(
    settings: Settings, county_code: str, arrival: Arrival, sha256: str, candidates: list[Feed]
) -> Delivery:
    """The delivery as archived, or as refused with the reason; without its revision."""
    blank = _refused(county_code, arrival, sha256)
    try:
        found = identify(arrival.path.name, read_tables(archived_path(settings.archive, sha256)), candidates)
        scope = _scope(settings, found)
    except RefusalError as refusal:
        return replace(blank, message=str(refusal))
    return replace(
        blank,
        feed=found.feed.feed,
        department_code=found.feed.department,
        scope=scope,
        sheet_name=found.table.sheet_name,
        state_code="archived",
    )


def _scope(settings: Settings, found: Identified) -> str:
    return feedback_scope(found, Pseudonyms(settings.secret("pseudonym_key"))) if found.feed.feed == FEEDBACK else ""


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
        rows_in=None,
        rows_accepted=None,
        rows_held=None,
        rows_dropped=None,
        message=None,
    )
