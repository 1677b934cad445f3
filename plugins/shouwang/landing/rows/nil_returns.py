"""Files that say there is nothing to report (零报告) instead of holding a list."""

import re
from collections.abc import Sequence

from shouwang.feeds import Feed
from shouwang.landing.files.tables import OPENING_ROWS, Table
from shouwang.landing.rows.header_rows import plain_text
from shouwang.landing.rows.headers import Header
from shouwang.landing.rows.kinds import DASHES, NILS, NOTES, SIGNATURES

SAYS_NOTHING = re.compile(NILS)
DASH = re.compile(DASHES)
SIGNED, NOTED = re.compile(SIGNATURES), re.compile(NOTES)
NUMBER = re.compile(r"\d{12,}")
MOST_ROWS = 12  # of a statement, with title, header and signatures


def nil_header(table: Table, found: Header) -> Header | None:
    """A header after which nothing comes, when the table does nothing but state that there is nothing.

    ``found`` is the best header seen there; its rows may be part of the statement, however incomplete they are.
    """
    rows = [[plain_text(cell) for cell in row if cell.strip()] for row in table.opening]
    own = range(found.row_number - len(found.rows), found.row_number) if found.score else ()
    told = [row for at, row in enumerate(rows) if row and at not in own]
    is_short = len(table.opening) < OPENING_ROWS and len(told) <= MOST_ROWS
    stating = [row for row in told if _states_nothing(row)]
    if is_short and stating and all(_goes_with_it(row) for row in told if row not in stating):
        return Header(len(table.opening), {}, {})
    return None


def may_be_nil(feed: Feed) -> bool:
    """Whether a list may be reported as empty; one that is returned answers rows that exist."""
    return feed.cadence != "on_return"


def _states_nothing(row: Sequence[str]) -> bool:
    return any(SAYS_NOTHING.match(cell) for cell in row) and all(
        SAYS_NOTHING.match(cell) or DASH.match(cell) or cell.isdecimal() for cell in row
    )


def _goes_with_it(row: Sequence[str]) -> bool:
    """A title, a note or a signature: one cell, or several after a label, and no number that may be somebody's."""
    is_told = len(row) == 1 or SIGNED.match(row[0]) or NOTED.match(row[0])
    return bool(is_told) and not any(NUMBER.search(cell) for cell in row)
