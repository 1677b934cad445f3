"""Between landing and gate: what was decided, what is the same as before, and what a person must be asked about."""

from collections.abc import Iterator, Sequence

from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed, feeds
from shouwang.feeds import feed as declared_feed
from shouwang.landing.doubts import rules as doubts
from shouwang.landing.doubts.comparison import (
    cell_digests,
    change_by_mending,
    change_since,
    dates_by_month,
    event_date,
    places_gone,
    same_people,
    same_rows,
)
from shouwang.landing.doubts.decisions import carry_out, newest_decision
from shouwang.landing.doubts.rules import Doubt, doubt, doubt_words
from shouwang.landing.ledger import (
    LANDED,
    STANDING_STATES,
    Delivery,
    accepted_elsewhere,
    earlier_revisions,
    find_delivery,
    lock_county,
    mark_duplicate,
    move_delivery,
    other_lists,
)
from shouwang.settings import Settings
from shouwang.warehouse import connect


def question(settings: Settings, delivery_ids: Sequence[int]) -> list[Delivery]:
    """Settle which landed deliveries the gate may judge, each in a transaction of its own; those that now wait.

    What a person decided is carried out and not asked again. The same cells as an older delivery of the list make a
    duplicate; a doubt makes it questioned, and the month goes on without it. Others stay landed, as does any that is
    in another state. May be repeated. LookupError for an unknown delivery.
    """
    return [found for number in delivery_ids if (found := _settle(settings, number)).state_code == "questioned"]


def _settle(settings: Settings, delivery_id: int) -> Delivery:
    with connect(settings, "loader", "question") as connection:
        delivery = _found(connection, delivery_id)
        lock_county(connection, delivery.county_code)
        if delivery.state_code == LANDED:
            _pass_or_wait(connection, delivery)
        return _found(connection, delivery_id)


def _found(connection: Connection, delivery_id: int) -> Delivery:
    delivery = find_delivery(connection, delivery_id)
    if delivery is None:
        raise LookupError(f"台账中没有交付 {delivery_id}")
    return delivery


def _pass_or_wait(connection: Connection, delivery: Delivery) -> None:
    decision = newest_decision(connection, delivery.delivery_id)
    if decision:
        carry_out(connection, delivery, decision)
    elif first := _first_alike(connection, delivery):
        mark_duplicate(connection, delivery, first, _duplicate_message(connection, delivery, first))
    elif asked := doubts.united(_doubts(connection, delivery)):
        _ask(connection, delivery, asked)


def _first_alike(connection: Connection, delivery: Delivery) -> Delivery | None:
    """The newest older delivery of the list with the same cells."""
    counts = (delivery.rows_in, delivery.rows_accepted)
    older = [
        found
        for found in earlier_revisions(connection, delivery, STANDING_STATES)
        if (found.rows_in, found.rows_accepted) == counts
    ]
    if not older:
        return None
    numbers = [delivery.delivery_id, *(found.delivery_id for found in older)]
    digests = cell_digests(connection, declared_feed(delivery.feed or ""), numbers)
    own = digests.get(delivery.delivery_id)
    return next((found for found in older if digests.get(found.delivery_id) == own), None)


def _duplicate_message(connection: Connection, delivery: Delivery, first: Delivery) -> str:
    words = doubt_words().messages
    said = words.duplicate.format(revision=first.revision, file_name=first.file_name)
    said += words.duplicate_of[first.state_code]
    in_force = next(iter(earlier_revisions(connection, delivery, ["accepted"])), first)
    if in_force.revision and first.revision and in_force.revision > first.revision:
        said += words.superseded.format(revision=in_force.revision)
    return f"{said}。"


def _doubts(connection: Connection, delivery: Delivery) -> Iterator[Doubt]:
    feed = declared_feed(delivery.feed or "")
    if delivery.mends_delivery_id:  # it was asked for, and merges row by row
        mended = _found(connection, delivery.mends_delivery_id)
        change = change_by_mending(connection, feed, delivery.delivery_id, mended.revision or 0)
        yield from doubts.doubt_of_change(change)
        return
    yield from doubts.doubt_of_stated_months(feed, delivery.month, delivery.stated_months)
    elsewhere = accepted_elsewhere(connection, delivery, doubt_words().limits.history_months)
    earlier = [found for found in elsewhere if found.month < delivery.month]
    if event_date(feed):
        yield from _of_dates(connection, delivery, feed, elsewhere)
        yield from _of_other_lists(connection, delivery, feed)
    yield from _of_change(connection, delivery, feed)
    yield from doubts.doubt_of_volume(feed, delivery.rows_in or 0, [found.rows_in or 0 for found in earlier])
    if feed.content == "stock" and earlier:
        rows_at_least = doubt_words().limits.place_rows
        gone = places_gone(connection, feed, delivery.delivery_id, earlier[-1].delivery_id, rows_at_least)
        yield from doubts.doubt_of_places(gone)


def _of_dates(connection: Connection, delivery: Delivery, feed: Feed, elsewhere: list[Delivery]) -> Iterator[Doubt]:
    """Whether it is the list of another month: by its rows, then by its dates."""
    month_of = {found.delivery_id: found.month for found in elsewhere}
    same = same_rows(connection, feed, delivery.delivery_id, list(month_of))
    yield from doubts.doubt_of_same_rows(
        delivery.rows_accepted or 0, {month_of[number]: count for number, count in same.items()}
    )
    if feed.cadence != "monthly":
        return
    dated = dates_by_month(connection, feed, [delivery.delivery_id, *month_of])
    prevailing = {number: doubts.prevailing_month(dated.get(number, {})) for number in month_of}
    usual = [doubts.lag(month_of[number], month) for number, month in prevailing.items() if month]
    yield from doubts.doubt_of_dates(delivery.month, dated.get(delivery.delivery_id, {}), usual)


def _of_other_lists(connection: Connection, delivery: Delivery, feed: Feed) -> Iterator[Doubt]:
    """Whether it is another department's list under this one's name."""
    limits, rows = doubt_words().limits, delivery.rows_accepted or 0
    signals = [name for name, other in feeds().items() if other.signal and event_date(other)]
    if feed.feed not in signals or rows < limits.rows_at_least:
        return
    for other in other_lists(connection, delivery, signals, limits.same_share):
        declared = declared_feed(other.feed or "")
        same = same_people(connection, (feed, delivery.delivery_id), (declared, other.delivery_id))
        if same >= limits.same_share * max(rows, other.rows_accepted or 0):
            named = {"other": declared.title, "file_name": other.file_name}
            yield doubt("wrong_department", "same_list", rows=rows, same=same, **named)


def _of_change(connection: Connection, delivery: Delivery, feed: Feed) -> list[Doubt]:
    """Whether it contradicts the revision that would be in force without it."""
    earlier = earlier_revisions(connection, delivery, [LANDED, "accepted"])
    older = next((found for found in earlier if found.mends_delivery_id is None), None)
    if older is None or older.revision is None or doubts.says_corrected(delivery.file_name):
        return []
    change = change_since(connection, feed, delivery.delivery_id, (older.delivery_id, older.revision))
    return doubts.doubt_of_change(change)


def _ask(connection: Connection, delivery: Delivery, asked: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from ops.delivery_questions where delivery_id = %s and question_code <> all(%s)",
            (delivery.delivery_id, list(asked)),
        )
        cursor.executemany(
            "insert into ops.delivery_questions (delivery_id, question_code, evidence) values (%s, %s, %s)"
            " on conflict (delivery_id, question_code) do update set evidence = excluded.evidence",
            [(delivery.delivery_id, code, evidence) for code, evidence in asked.items()],
        )
    labels = "；".join(f"{doubt_words().questions[code].label}（{evidence}）" for code, evidence in asked.items())
    move_delivery(connection, delivery, "questioned", doubt_words().messages.questioned.format(evidence=labels))
