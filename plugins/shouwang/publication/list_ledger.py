"""The ledger of lists: what left, in which revision, said by which version of the month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.township_sheet import Replaced


@dataclass(frozen=True)
class IssuedList:
    """One row of ``ops.lists``: a file that left.

    ``addressee`` is a township's code, the county's for its summary, a department's for its filing, either of them and
    what it is for a handout; ``version`` that of the month that says it (of an urgent list its revision); ``file_path``
    is relative to the outbox; ``row_count`` counts households (townships on the summary,
    records on a filing or handout).
    """

    addressee: str
    revision: int
    version: int
    file_path: str
    sha256: str
    row_count: int
    replaces_revision: int | None

    @property
    def as_replaced(self) -> Replaced:
        """The list as a supplement names it."""
        return Replaced(self.revision, PurePosixPath(self.file_path).name, self.sha256)


class Origin(NamedTuple):
    """When a list left, and the digest of the program that made it (None: not written down)."""

    issued_at: datetime
    program_digest: str | None


READ = """
select addressee, revision, version, file_path, sha256, row_count, replaces_revision
from ops.lists where county_code = %s and month = %s order by revision, addressee
"""
RECORD = """
insert into ops.lists
(county_code, month, addressee, revision, version, file_path, sha256, row_count, replaces_revision, program_digest)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
READ_ORIGINS = """
select addressee, revision, issued_at, program_digest from ops.lists where county_code = %s and month = %s
"""


def read_issued(cursor: Cursor, county_code: str, month: date) -> list[IssuedList]:
    """Every list of the month that left, by revision and addressee."""
    cursor.execute(READ, (county_code, month))
    return [IssuedList(*row) for row in cursor.fetchall()]


def read_origins(cursor: Cursor, county_code: str, month: date) -> dict[tuple[str, int], Origin]:
    """Addressee and revision of every list of the month that left to where it comes from."""
    cursor.execute(READ_ORIGINS, (county_code, month))
    return {(addressee, revision): Origin(*origin) for addressee, revision, *origin in cursor.fetchall()}


def record_issued(
    cursor: Cursor, county_code: str, month: date, lists: Iterable[IssuedList], program: str | None
) -> None:
    """Write lists into the ledger; their files stand already. ``program``: the digest of what made them, if known."""
    for issued in lists:
        fields = (issued.addressee, issued.revision, issued.version, issued.file_path, issued.sha256)
        cursor.execute(RECORD, (county_code, month, *fields, issued.row_count, issued.replaces_revision, program))


def lists_of(manifest: dict[str, Any], directory: str) -> list[IssuedList]:
    """The lists a manifest names, in ``directory`` of the outbox."""
    return [
        IssuedList(
            addressee=entry["addressee"],
            revision=manifest["revision"],
            version=manifest["version"],
            file_path=f"{directory}/{entry['file_name']}",
            sha256=entry["sha256"],
            row_count=entry["row_count"],
            replaces_revision=entry["replaces"] and entry["replaces"]["revision"],
        )
        for entry in manifest["files"]
    ]
