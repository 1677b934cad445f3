"""Issues the lists of a month: exactly once, whole or not at all, corrections as supplements (WH-05)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psycopg2.extensions import cursor as Cursor

from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.program import program_digest
from shouwang.publication.list_ledger import IssuedList, lists_of, read_issued, record_issued
from shouwang.publication.outbox import AlteredFile, Manifest, deliver, read_manifest
from shouwang.publication.revisions import RevisionFiles, plan_revision, write_revision
from shouwang.publication.versions import Version, lock_county, read_versions
from shouwang.settings import Settings
from shouwang.unfinished import remove_leftovers
from shouwang.warehouse import connect


class NotPublished(LookupError):
    """The month has no published version, so there is nothing to issue."""


@dataclass(frozen=True)
class Issued:
    """The newest revision of a month's lists; ``is_new`` when this call made it."""

    county_code: str
    month: date
    revision: int
    version: int
    is_new: bool
    lists: tuple[IssuedList, ...]


def issue_lists(settings: Settings, county_code: str, month: date) -> Issued:
    """Issue what the newest version of the month says and no list said yet; nothing when there is nothing new.

    Revision 1 holds every township's whole list, what is filed with each department and what else is handed out; a
    later revision is a supplement for the townships whose referrals changed, and the whole of changed filings and
    handouts. A killed run is completed, a directory that is gone is made again with the same bytes. Raises
    NotPublished, and AlteredFile when files in the outbox are not what was issued.
    """
    with connect(settings, "publisher", "issue lists") as connection, connection.cursor() as cursor:
        lock_county(cursor, county_code)
        outbox = _Outbox(settings, cursor, county_code, month)
        outbox.adopt_delivered()
        outbox.restore_missing()
        is_new = outbox.issue_newest()
        return outbox.report(is_new=is_new)


class _Outbox:
    """The lists of one county-month, under the county's lock."""

    def __init__(self, settings: Settings, cursor: Cursor, county_code: str, month: date) -> None:
        self.cursor = cursor
        self.place = (county_code, month)
        self.pseudonyms = keys_in_force(settings, cursor.connection).pseudonyms
        self.name = f"{county_code}/{month:%Y-%m}"
        self.directory = settings.outbox / self.name
        self.versions = {version.version: version for version in read_versions(cursor, county_code, month)}
        self.issued = read_issued(cursor, county_code, month)
        if not self.versions:
            raise NotPublished(f"{county_code} {month:%Y-%m} 还没有发布过数据，不能出名单；请先运行该月的发布流程")

    @property
    def last_revision(self) -> int:
        return max((known.revision for known in self.issued), default=0)

    def adopt_delivered(self) -> None:
        """Enter directories that stand complete but were not recorded because the run was killed in between."""
        remove_leftovers(self.directory)
        while self._path(self.last_revision + 1).exists():
            self._record(self.last_revision + 1, None)

    def restore_missing(self) -> None:
        """Make recorded directories again that are gone; AlteredFile when they would not come out the same."""
        for number in range(1, self.last_revision + 1):
            if not self._path(number).exists():
                made = self._make(number, self._version_of(number))
                self._require_same(number, made.manifest)
                deliver(self._path(number), made.files, made.manifest)

    def issue_newest(self) -> bool:
        """Write and record one more revision when the newest version says something that no list said."""
        newest = self.versions[max(self.versions)]
        number = self.last_revision + 1
        if number > 1 and plan_revision(self.cursor, number, newest, self._version_of(number - 1)).is_empty:
            return False
        made = self._make(number, newest)
        deliver(self._path(number), made.files, made.manifest)
        self._record(number, program_digest())
        return True

    def report(self, *, is_new: bool) -> Issued:
        last = self.last_revision
        lists = tuple(known for known in self.issued if known.revision == last)
        return Issued(*self.place, last, self._version_of(last).version, is_new, lists)

    def _path(self, number: int) -> Path:
        return self.directory / f"{number:02d}"

    def _version_of(self, number: int) -> Version:
        return self.versions[next(known.version for known in self.issued if known.revision == number)]

    def _make(self, number: int, version: Version) -> RevisionFiles:
        before = self._version_of(number - 1) if number > 1 else None
        revision = plan_revision(self.cursor, number, version, before)
        return write_revision(self.cursor, revision, self.issued, self.pseudonyms)

    def _record(self, number: int, program: str | None) -> None:
        lists = lists_of(read_manifest(self._path(number)), f"{self.name}/{number:02d}")
        record_issued(self.cursor, *self.place, lists, program)
        self.issued += lists

    def _require_same(self, number: int, manifest: Manifest) -> None:
        made = lists_of(manifest, f"{self.name}/{number:02d}")
        if made != [known for known in self.issued if known.revision == number]:
            raise AlteredFile(f"{self._path(number)} 已不在，重新生成的名单与当时发出的不一致；请从备份恢复该目录")
