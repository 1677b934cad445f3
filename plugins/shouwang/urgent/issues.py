"""The ledger of urgent issues: each time an urgent list had something new to say, and the workbooks that left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.list_ledger import Origin
from shouwang.publication.versions import Version
from shouwang.urgent.numbering import BEFORE_FIRST


@dataclass(frozen=True)
class Issue:
    """Number ``number`` of a county-month's urgent lists: what was known at ``published_at`` and not said before."""

    county_code: str
    month: date
    number: int
    policy_version: str
    published_at: datetime

    @property
    def revision(self) -> int:
        """The revision in the row keys of its lists."""
        return BEFORE_FIRST + self.number

    @property
    def directory(self) -> str:
        """Where its files stand below the outbox."""
        return f"{self.county_code}/{self.month:%Y-%m}/urgent-{self.number:02d}"

    @property
    def as_version(self) -> Version:
        """The issue where names are read: the registers it rests on are kept like those of a version of the month."""
        return Version(*(self.county_code, self.month, self.revision, "", self.policy_version, "", self.published_at))


@dataclass(frozen=True)
class UrgentList:
    """One workbook of an issue; ``file_path`` is relative to the outbox, ``row_count`` counts households."""

    addressee: str
    file_path: str
    sha256: str
    row_count: int


ISSUES = """
select county_code, month, issue_number, policy_version, published_at
from ops.urgent_issues where county_code = %s order by month, issue_number
"""
ORIGINS = """
select addressee, issued_at, program_digest
from ops.urgent_lists where county_code = %s and month = %s and issue_number = %s
"""
RECORD = """
insert into ops.urgent_lists (county_code, month, issue_number, addressee, file_path, sha256, row_count, program_digest)
values (%s, %s, %s, %s, %s, %s, %s, %s)
"""
LISTS = """
select addressee, file_path, sha256, row_count
from ops.urgent_lists where county_code = %s and month = %s and issue_number = %s order by addressee
"""


def next_number(cursor: Cursor, county_code: str, month: date) -> int:
    """One more than the issues of the month; the caller holds the county's lock."""
    query = "select count(*) + 1 from ops.urgent_issues where county_code = %s and month = %s"
    cursor.execute(query, (county_code, month))
    (number,) = cursor.fetchone() or (1,)
    return int(number)


def record_issue(cursor: Cursor, issue: Issue) -> None:
    """Write an issue down, before its files are made."""
    fields = (issue.county_code, issue.month, issue.number, issue.policy_version, issue.published_at)
    cursor.execute("insert into ops.urgent_issues values (%s, %s, %s, %s, %s)", fields)


def read_issues(cursor: Cursor, county_code: str) -> list[Issue]:
    """Every issue of the county, by month and number."""
    cursor.execute(ISSUES, (county_code,))
    return [Issue(*row) for row in cursor.fetchall()]


def read_lists(cursor: Cursor, issue: Issue) -> list[UrgentList]:
    """The workbooks of an issue that left; none while its files were not made."""
    cursor.execute(LISTS, (issue.county_code, issue.month, issue.number))
    return [UrgentList(*row) for row in cursor.fetchall()]


def read_origins(cursor: Cursor, issue: Issue) -> dict[str, Origin]:
    """Addressee to when and by which program the workbook was made."""
    cursor.execute(ORIGINS, (issue.county_code, issue.month, issue.number))
    return {addressee: Origin(issued_at, program) for addressee, issued_at, program in cursor.fetchall()}


def record_lists(cursor: Cursor, issue: Issue, lists: Iterable[UrgentList], program: str | None) -> None:
    """Write workbooks into the ledger, whose files stand already; ``program``: the digest of what made them."""
    for left in lists:
        place = (issue.county_code, issue.month, issue.number)
        cursor.execute(RECORD, (*place, left.addressee, left.file_path, left.sha256, left.row_count, program))
