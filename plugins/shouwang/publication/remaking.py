"""Lists that left, made again from the warehouse as it was known then, and held against what the ledger says left."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.extensions import cursor as Cursor

from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.program import program_digest
from shouwang.publication.list_ledger import IssuedList, Origin, read_issued, read_origins
from shouwang.publication.outbox import digest
from shouwang.publication.revisions import RevisionFiles, plan_revision, write_revision
from shouwang.publication.versions import Version, read_versions
from shouwang.settings import Settings
from shouwang.warehouse import connect

# Why a list may come out otherwise: another program, another pseudonym key, somebody forgotten at their wish.
Reason = Literal["program", "unknown_program", "key", "forgotten"]

ISSUED_MONTHS = """
select distinct month from ops.lists where county_code = %s and (%s::date is null or month = %s) order by month
"""
REKEYED = "select exists (select from ops.pseudonym_keys where key_number > 1 and since > %s)"
FORGOTTEN = "select exists (select from vault.rights_log where right_code = 'forget' and done_at > %s)"


@dataclass(frozen=True)
class Remade:
    """A list that left and what is made of it now: None when nothing of it is said any more.

    ``reasons``: what has changed since that may make it come out otherwise; empty with other bytes is an error of ours.
    """

    month: date
    issued: IssuedList
    content: bytes | None
    reasons: tuple[Reason, ...]

    @property
    def is_same(self) -> bool:
        """Whether the bytes are those that left."""
        return self.content is not None and digest(self.content) == self.issued.sha256


def remake_lists(
    settings: Settings, county_code: str, month: date | None = None, revision: int | None = None
) -> list[Remade]:
    """Every list of the county that left (of one month, of one revision), made again; nothing is written."""
    with connect(settings, "publisher", "lists again") as connection, connection.cursor() as cursor:
        connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        pseudonyms = keys_in_force(settings, connection).pseudonyms
        cursor.execute(ISSUED_MONTHS, (county_code, month, month))
        months = [row[0] for row in cursor.fetchall()]
        return [one for found in months for one in _remake_month(cursor, (county_code, found), pseudonyms, revision)]


def _remake_month(
    cursor: Cursor, place: tuple[str, date], pseudonyms: Pseudonyms, revision: int | None
) -> list[Remade]:
    issued, origins = read_issued(cursor, *place), read_origins(cursor, *place)
    versions = {version.version: version for version in read_versions(cursor, *place)}
    said = {known.revision: versions[known.version] for known in issued}
    made = []
    for number in sorted(said):
        if revision in {None, number}:
            files = _remake(cursor, number, said, issued, pseudonyms)
            contents = {entry["addressee"]: files.files[entry["file_name"]] for entry in files.manifest["files"]}
            made += [
                Remade(
                    place[1], known, contents.get(known.addressee), reasons(cursor, origins[known.addressee, number])
                )
                for known in issued
                if known.revision == number
            ]
    return made


def _remake(
    cursor: Cursor, number: int, said: dict[int, Version], issued: list[IssuedList], pseudonyms: Pseudonyms
) -> RevisionFiles:
    revision = plan_revision(cursor, number, said[number], said.get(number - 1))
    return write_revision(cursor, revision, issued, pseudonyms)


def reasons(cursor: Cursor, origin: Origin) -> tuple[Reason, ...]:
    """What has changed since a list left that may make it come out otherwise."""
    found: list[Reason] = []
    if origin.program_digest != program_digest():
        found.append("program" if origin.program_digest else "unknown_program")
    if _is_since(cursor, REKEYED, origin.issued_at):
        found.append("key")
    if _is_since(cursor, FORGOTTEN, origin.issued_at):
        found.append("forgotten")
    return tuple(found)


def _is_since(cursor: Cursor, question: str, moment: datetime) -> bool:
    cursor.execute(question, (moment,))
    (found,) = cursor.fetchone() or (False,)
    return bool(found)
