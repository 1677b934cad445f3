"""Lays the workbooks of urgent issues into the outbox: whole or not at all, the same bytes whenever they are made."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.program import program_digest
from shouwang.publication.grids import Grid, read_grids
from shouwang.publication.identities import Identity, read_identities
from shouwang.publication.outbox import AlteredFile, Manifest, deliver, digest, read_manifest
from shouwang.publication.sheets import Sheet
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_month
from shouwang.publication.workbooks import write_workbook
from shouwang.settings import Settings
from shouwang.unfinished import remove_leftovers
from shouwang.urgent.issues import Issue, UrgentList, read_issues, read_lists, record_lists
from shouwang.urgent.lines import UrgentLine, plan_lines
from shouwang.urgent.rows import read_known
from shouwang.urgent.sheets import read_statuses, write_lane, write_township

DOCUMENT = "select document_number from reference.policies where policy_version = %s"
NEWEST_MONTH = """
select county_code, month, version, build_id, policy_version, fingerprint, published_at
from ops.publications where county_code = %s and published_at <= %s order by month desc, version desc limit 1
"""


def issue_urgent_lists(settings: Settings, cursor: Cursor, county_code: str) -> list[UrgentList]:
    """Make the files of every issue that has none, and again those that are gone; the workbooks made, in order.

    The caller holds the county's lock. AlteredFile when a file would not come out as it left, or was changed since.
    """
    made: list[UrgentList] = []
    issues = read_issues(cursor, county_code)
    for issue in issues:
        directory = settings.outbox / issue.directory
        recorded = read_lists(cursor, issue)
        remove_leftovers(directory.parent)
        program = None  # of files that a killed run left
        if not directory.exists():
            program = program_digest()
            files, manifest = make_files(settings, cursor, issue, issues)
            if recorded and recorded != _lists_of(issue, manifest):
                raise AlteredFile(f"{directory} 已不在，重新生成的急难交办单与当时发出的不一致；请从备份恢复该目录")
            deliver(directory, files, manifest)
            made += _lists_of(issue, manifest)
        if not recorded:
            record_lists(cursor, issue, _lists_of(issue, read_manifest(directory)), program)
    return made


def _lists_of(issue: Issue, manifest: Manifest) -> list[UrgentList]:
    return [
        UrgentList(entry["addressee"], f"{issue.directory}/{entry['file_name']}", entry["sha256"], entry["row_count"])
        for entry in manifest["files"]
    ]


def make_files(
    settings: Settings, cursor: Cursor, issue: Issue, issues: Sequence[Issue]
) -> tuple[dict[str, bytes], Manifest]:
    """The files of one of the county's issues and their manifest: from what was known at it and at the one before."""
    earlier = [known for known in issues if known.month == issue.month and known.number == issue.number - 1]
    before = earlier[0] if earlier else None
    lines = read_lines(cursor, issue, before)
    created = datetime.combine(max(known.reported_date for line in lines for known in line.referrals), time())
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    pseudonyms = keys_in_force(settings, cursor.connection).pseudonyms
    for addressee, name, sheet in _write(cursor, issue, before, lines, pseudonyms):
        file_name = (
            f"{name_place(issue.county_code, issue.month)}_{write_month(issue.month)}_{name}_第{issue.number}号.xlsx"
        )
        files[file_name] = write_workbook([sheet], created)
        said = {"file_name": file_name, "sha256": digest(files[file_name]), "row_count": len(sheet.rows)}
        entries.append({"addressee": addressee, **said})
    manifest: Manifest = {
        "county_code": issue.county_code,
        "month": issue.month.isoformat(),
        "issue": issue.number,
        "policy_version": issue.policy_version,
        "files": sorted(entries, key=lambda entry: str(entry["addressee"])),
    }
    return files, manifest


def read_lines(cursor: Cursor, issue: Issue, before: Issue | None) -> list[UrgentLine]:
    """What the issue says that the one before it did not."""
    old = read_known(cursor, issue.county_code, before.published_at) if before else []
    new = read_known(cursor, issue.county_code, issue.published_at)
    return plan_lines(*([referral for referral in known if referral.month == issue.month] for known in (old, new)))


def _write(
    cursor: Cursor, issue: Issue, before: Issue | None, lines: Sequence[UrgentLine], pseudonyms: Pseudonyms
) -> list[tuple[str, str, Sheet]]:
    """Addressee, what the file is called after, and the sheet: the townships, then the departments of the lane."""
    cursor.execute(DOCUMENT, (issue.policy_version,))
    (document,) = cursor.fetchone() or (issue.policy_version,)
    identities = _read_identities(cursor, issue, before, lines)
    households = [line.first.household_id for line in lines]
    statuses = read_statuses(cursor, issue.county_code, households, issue.published_at)
    known = (identities, _read_grids(cursor, issue), statuses)
    written: list[tuple[str, str, Sheet]] = []
    for township in sorted({line.first.township_code for line in lines}):
        own = [line for line in lines if line.first.township_code == township]
        sheet = write_township(issue, document, own, known, pseudonyms)
        written.append((township, f"{name_place(township, issue.month)}_急难交办单", sheet))
    for lane in sorted({line.first.lane_department_code for line in lines}):
        own = [line for line in lines if line.first.lane_department_code == lane]
        written.append((lane, f"{departments()[lane].name}_急难转办单", write_lane(issue, document, own, identities)))
    return written


def _read_identities(
    cursor: Cursor, issue: Issue, before: Issue | None, lines: Sequence[UrgentLine]
) -> dict[int, Identity]:
    referrals = [known for line in lines for known in line.referrals]
    wanted = {person for known in referrals for person in (known.head_person_id, *known.subject_person_ids)}
    earlier = read_identities(cursor, before.as_version, wanted) if before else {}
    return {**earlier, **read_identities(cursor, issue.as_version, wanted)}


def _read_grids(cursor: Cursor, issue: Issue) -> dict[int, Grid]:
    """Grids as the newest month published before the issue has them."""
    cursor.execute(NEWEST_MONTH, (issue.county_code, issue.published_at))
    row = cursor.fetchone()
    return read_grids(cursor, Version(*row)) if row else {}
