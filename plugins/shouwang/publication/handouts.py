"""Workbooks that go to departments, villages and upwards beside lists and filings: what each says, and what is new.

A handout is what one addressee is told in a month, pseudonymous until it is written. At first every one that says
something leaves; later those that say something else than they did, and those that have nothing left to say.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.sheets import Sheet
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_month

Row = tuple[Any, ...]
Rows = Sequence[Row]


class Heading(NamedTuple):
    """What stands above every sheet of a revision; the key that seals rows of forms."""

    version: Version
    revision: int
    document_number: str
    pseudonyms: Pseudonyms

    def title(self, what: str) -> str:
        """County, month, what it is and the revision."""
        month = self.version.month
        return f"{name_place(self.version.county_code, month)} {write_month(month)}{what}（第{self.revision}版）"


Write = Callable[[Cursor, Heading, Sequence[Row]], list[Sheet]]


class Handout(NamedTuple):
    """One workbook: to whom, under which name below the revision's directory, what it says, and how it is written.

    ``addressee`` is unlike that of any other file of the month: department or township, and what it is.
    """

    addressee: str
    addressee_name: str
    file_name: str
    rows: tuple[Row, ...]
    write: Write


Handouts = Mapping[str, Handout]


def by_addressee(handouts: Sequence[Handout]) -> dict[str, Handout]:
    """The handouts under their addressees, in the order given."""
    return {handout.addressee: handout for handout in handouts}


def new_handouts(before: Handouts | None, now: Handouts) -> list[Handout]:
    """What must leave: what says something at first, later whatever differs; what is no longer said leaves empty."""
    if before is None:
        return [handout for handout in now.values() if handout.rows]
    said = {addressee: handout.rows for addressee, handout in before.items()}
    gone = [handout._replace(rows=()) for addressee, handout in before.items() if addressee not in now]
    told = [*now.values(), *gone]
    return [handout for handout in told if handout.rows != said.get(handout.addressee, ())]
