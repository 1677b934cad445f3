"""What would be accepted of a file, told without loading anything: no database, no key, nothing written."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from shouwang.divisions import NEWEST, county, sendable_villages, split_villages
from shouwang.feeds import Feed
from shouwang.feeds import feed as declared_feed
from shouwang.landing.batches import ACCEPTED, judged_batches
from shouwang.landing.errors import RefusalError
from shouwang.landing.files.reading import Reader, passing_reader
from shouwang.landing.reports import CheckReport, Problem
from shouwang.landing.returns.recognition import Issuer, identify_list
from shouwang.landing.rows.identification import Identified, expected_feeds
from shouwang.landing.rows.remarks import remarks
from shouwang.landing.values.canonical import Context
from shouwang.landing.values.reasons import Place, held_message
from shouwang.months import following
from shouwang.people.row_keys import FORM

SHOWN_PROBLEMS = 200
READ_AS = "checked"
LAST_DAY = date(9999, 12, 31)


def check(
    path: Path,
    county_code: str,
    feed: str | None = None,
    month: date | None = None,
    reader: Reader | None = None,
) -> CheckReport:
    """The report on a file for a county; of any of its feeds unless one is named.

    ``month`` is the first day of the data month; without it a birth date in the future is not noticed. Whoever checks
    many files gives a ``reader`` for all. LookupError for an unknown county, KeyError for an unknown feed.
    """
    if reader is None:
        with passing_reader() as own:
            return check(path, county_code, feed, month, own)
    county(county_code)
    candidates = [declared_feed(feed)] if feed else expected_feeds(county_code)
    try:
        reading = reader.read(path, READ_AS, path.name)
        identified = identify_list(path.name, reading.tables, candidates, Issuer(county_code))
        context = county_context(county_code, month, identified.feed)
        return replace(
            _report(path.name, identified, context), remarks=remarks(identified, reading.tables, reading.hidden_sheets)
        )
    except RefusalError as refusal:
        return CheckReport(path.name, refusal=str(refusal))
    finally:
        reader.forget(READ_AS)


def county_context(county_code: str, month: date | None, feed: Feed) -> Context:
    """What reading the county's cells depends on, as far as it shows without the pseudonym key."""
    latest = LAST_DAY if month is None else following(month) - timedelta(days=1)
    villages = frozenset(sendable_villages(county_code, month or NEWEST))
    split = {
        code: "、".join(f"{village.code} {village.name}" for village in became)
        for code, became in split_villages(county_code, month or NEWEST).items()
    }
    return Context(latest, villages, lambda text: FORM.fullmatch(text) is not None, feed.key, split)


def _report(file_name: str, identified: Identified, context: Context) -> CheckReport:
    batches = list(judged_batches(identified, context))
    held = pl.concat([batch.held for batch in batches])
    rows_in = sum(batch.rows.height for batch in batches)
    accepted = sum(int(batch.rows[ACCEPTED].sum()) for batch in batches)
    dropped = sum((Counter(batch.dropped) for batch in batches), Counter())
    return CheckReport(
        file_name=file_name,
        feed=identified.feed.feed,
        title=identified.feed.title,
        sheet_name=identified.table.sheet_name,
        rows_found=rows_in + dropped.total(),
        rows_in=rows_in,
        rows_accepted=accepted,
        rows_held=rows_in - accepted,
        rows_dropped=dropped.total(),
        dropped=dict(sorted(dropped.items())),
        problem_count=held.height,
        problems=tuple(_problem(file_name, identified, row) for row in held.head(SHOWN_PROBLEMS).iter_rows()),
    )


def _problem(file_name: str, identified: Identified, row: tuple[int, str, str, str]) -> Problem:
    number, name, reason, seen = row
    column = identified.feed.column(name)
    header = identified.header.texts.get(name, column.header)
    sheet = identified.table.sheet_name
    place = Place(f"{file_name} 工作表“{sheet}”" if sheet else f"{file_name} ", number, header)
    return Problem(number, name, header, reason, seen, held_message(column, place, reason, seen))
