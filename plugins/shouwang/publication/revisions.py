"""One revision of a month's lists as files: a pure function of the ledger, the published history and the vault."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.months import following
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.county_sheets import read_county_sheets
from shouwang.publication.exchange import read_handouts
from shouwang.publication.filing_sheets import write_filing
from shouwang.publication.filings import Filing, new_filings, read_filings
from shouwang.publication.grids import read_grids
from shouwang.publication.handouts import Handout, new_handouts
from shouwang.publication.handouts import Heading as HandoutHeading
from shouwang.publication.identities import Identity, read_identities
from shouwang.publication.list_ledger import IssuedList
from shouwang.publication.outbox import Manifest, digest
from shouwang.publication.referrals import Line, read_referrals, supplements, whole_lists
from shouwang.publication.township_sheet import Heading, Replaced, write_township_sheet
from shouwang.publication.urgent_sheets import read_township_urgent_sheets
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_month
from shouwang.publication.workbooks import write_workbook


@dataclass(frozen=True)
class Revision:
    """Revision ``number`` of a month's lists, saying ``version``; ``before`` is what the one before it said, if any."""

    number: int
    version: Version
    before: Version | None
    lists: Mapping[str, Sequence[Line]]
    filings: Sequence[Filing]
    handouts: Sequence[Handout] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that was not said before."""
        return not self.lists and not self.filings and not self.handouts


@dataclass(frozen=True)
class RevisionFiles:
    """File name to bytes, and the manifest that names them."""

    files: dict[str, bytes]
    manifest: Manifest


FILINGS = "备案"
DOCUMENT = "select document_number, title from reference.policies where policy_version = %s"


def plan_revision(cursor: Cursor, number: int, version: Version, before: Version | None) -> Revision:
    """What revision ``number`` has to say: everything when it is the first, else the differences to ``before``."""
    now = read_referrals(cursor, version)
    lists = supplements(read_referrals(cursor, before), now) if before else whole_lists(now)
    filings = new_filings(read_filings(cursor, before) if before else None, read_filings(cursor, version))
    handouts = new_handouts(read_handouts(cursor, before) if before else None, read_handouts(cursor, version))
    return Revision(number, version, before, lists, filings, handouts)


def write_revision(
    cursor: Cursor, revision: Revision, issued: Sequence[IssuedList], pseudonyms: Pseudonyms
) -> RevisionFiles:
    """The revision's files: one workbook per township of its lists, per filing and handout, and the county's summary.

    ``issued`` are the lists of earlier revisions. The same revision gives the same bytes at any later time.
    """
    version = revision.version
    document_number, document_title = _read_document(cursor, version)
    created = datetime.combine(following(version.month), time())
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []

    def add(addressee: str, addressee_name: str, name: str, content: bytes, row_count: int) -> None:
        replaced = find_replaced(issued, addressee, revision.number)
        files[name] = content
        said = asdict(replaced) if replaced else None
        entry = {"addressee": addressee, "file_name": name, "sha256": digest(content), "row_count": row_count}
        entries.append({**entry, "addressee_name": addressee_name, "replaces": said})

    identities, grids = _read_identities(cursor, revision), read_grids(cursor, version)
    for township_code, lines in revision.lists.items():
        replaced = find_replaced(issued, township_code, revision.number)
        place = (version.county_code, township_code, version.month)
        heading = Heading(*place, revision.number, document_number, replaced)
        sheet = write_township_sheet(heading, lines, identities, grids, pseudonyms)
        sheets = [sheet, *read_township_urgent_sheets(cursor, version, township_code)]
        name = _name_file(revision, f"{name_place(township_code, version.month)}_入户核查名单")
        add(township_code, name_place(township_code, version.month), name, write_workbook(sheets, created), len(lines))
    for filing in revision.filings:
        filed = write_filing(filing, version, revision.number, document_number, identities)
        name = f"{FILINGS}/{filing.department_name}.xlsx"
        content = write_workbook(filed, created)
        add(filing.department_code, filing.department_name, name, content, len(filing.records))
    for handout in revision.handouts:
        above = HandoutHeading(version, revision.number, document_number, pseudonyms)
        handed = handout.write(cursor, above, handout.rows)
        content = write_workbook(handed, created)
        add(handout.addressee, handout.addressee_name, handout.file_name, content, len(handout.rows))
    sheets = read_county_sheets(cursor, version, revision.number, document_number)
    content = write_workbook(sheets, created)
    county_name = name_place(version.county_code, version.month)
    add(version.county_code, county_name, _name_file(revision, "县级汇总"), content, max(0, len(sheets[0].rows) - 1))
    manifest = {
        "county_code": version.county_code,
        "county_name": name_place(version.county_code, version.month),
        "month": version.month.isoformat(),
        "revision": revision.number,
        "version": version.version,
        "version_before": revision.before.version if revision.before else None,
        "fingerprint": version.fingerprint,
        "policy_version": version.policy_version,
        "document_number": document_number,
        "document_title": document_title,
        "files": sorted(entries, key=lambda entry: str(entry["addressee"])),
    }
    return RevisionFiles(files, manifest)


def find_replaced(issued: Sequence[IssuedList], addressee: str, before: int) -> Replaced | None:
    """The addressee's newest list of a revision before ``before``."""
    earlier = [known for known in issued if known.addressee == addressee and known.revision < before]
    return max(earlier, key=lambda known: known.revision).as_replaced if earlier else None


def _read_document(cursor: Cursor, version: Version) -> tuple[str, str]:
    cursor.execute(DOCUMENT, (version.policy_version,))
    number, title = cursor.fetchone() or (version.policy_version, "")
    return str(number), str(title)


def _read_identities(cursor: Cursor, revision: Revision) -> dict[int, Identity]:
    """Identities in the register of the version; those that only its forerunner knew (withdrawn) from that one's."""
    lines = [line for township in revision.lists.values() for line in township]
    wanted = {p for line in lines for p in (line.referral.head_person_id, *line.referral.subject_person_ids)}
    wanted |= {p for filing in revision.filings for r in filing.records for p in (r.head_person_id, r.person_id)}
    before = read_identities(cursor, revision.before, wanted) if revision.before else {}
    return {**before, **read_identities(cursor, revision.version, wanted)}


def _name_file(revision: Revision, what: str) -> str:
    version = revision.version
    county = name_place(version.county_code, version.month)
    return f"{county}_{write_month(version.month)}_{what}_第{revision.number}版.xlsx"
