"""Urgent lists that left, made again from the warehouse as it was known then, and held against the ledger."""

from datetime import date

from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.extensions import cursor as Cursor

from shouwang.publication.list_ledger import IssuedList
from shouwang.publication.remaking import Remade, reasons
from shouwang.settings import Settings
from shouwang.urgent.issues import Issue, UrgentList, read_issues, read_lists, read_origins
from shouwang.urgent.issuing import make_files
from shouwang.warehouse import connect


def remake_urgent_lists(
    settings: Settings, county_code: str, month: date | None = None, revision: int | None = None
) -> list[Remade]:
    """Every urgent list of the county that left (of one month, of one revision), made again; nothing is written.

    Their revisions are those of their row keys, above 1000.
    """
    with connect(settings, "publisher", "urgent lists again") as connection, connection.cursor() as cursor:
        connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        issues = read_issues(cursor, county_code)
        wanted = [one for one in issues if month in {None, one.month} and revision in {None, one.revision}]
        return [made for issue in wanted for made in _remake(settings, cursor, issue, issues)]


def _as_issued(issue: Issue, left: UrgentList) -> IssuedList:
    number = issue.revision
    return IssuedList(left.addressee, number, number, left.file_path, left.sha256, left.row_count, None)


def _remake(settings: Settings, cursor: Cursor, issue: Issue, issues: list[Issue]) -> list[Remade]:
    files, manifest = make_files(settings, cursor, issue, issues)
    contents = {entry["addressee"]: files[entry["file_name"]] for entry in manifest["files"]}
    origins = read_origins(cursor, issue)
    return [
        Remade(
            issue.month,
            _as_issued(issue, left),
            contents.get(left.addressee),
            reasons(cursor, origins[left.addressee]),
        )
        for left in read_lists(cursor, issue)
    ]
