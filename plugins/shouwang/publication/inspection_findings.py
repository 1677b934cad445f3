"""督查问题: problems inspections found, for the department whose own each is, and all for the county (LS-16)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.publication.handouts import Heading
from shouwang.publication.record_names import read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, name_home, write_day

FEED, NOBODYS = "inspection_findings", "nobody"
FINDINGS, HANDED_OVER = "督查问题", "督查问题转办"
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("问题编号", 14),
    SheetColumn("问题类别", 12),
    SheetColumn("发现日期", 15),
    SheetColumn("责任单位", 18),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("户主", 10),
    SheetColumn("问题描述", 50, "left"),
)
OWNER = SheetColumn("转办部门", 22)
UNKNOWN_OWNER = "（未认出责任单位，请指定）"


class Finding(NamedTuple):
    """One problem; ``delivery_id`` and ``row_number`` say where it stands in words."""

    department_code: str
    finding_number: str
    finding_label: str
    found_date: date
    responsible_unit: str
    township_code: str | None
    village_code: str | None
    delivery_id: int
    row_number: int


READ = """
select department_code, finding_number, finding_label, found_date, responsible_unit, township_code, village_code,
    delivery_id, row_number
from publication.rpt_department_findings_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by found_date, finding_number collate "C", department_code collate "C", delivery_id, row_number
"""


def read_findings(cursor: Cursor, version: Version) -> list[Finding]:
    """Every finding with its department, by day."""
    cursor.execute(READ, version.known)
    return [Finding(*row) for row in cursor.fetchall()]


def own_findings(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Department to the findings of its own; those of nobody are the county's to hand over."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.department_code != NOBODYS:
            found.setdefault(finding.department_code, []).append(finding)
    return found


def write_findings(cursor: Cursor, heading: Heading, findings: Sequence[Finding]) -> Sheet:
    """The sheet of one department."""
    rows = tuple(SheetRow(cells) for cells in _cells(cursor, findings, heading.version.month))
    note = f"依据：{heading.document_number}　　本月督查暗访、调度考核中发现的本部门问题，请整改"
    return Sheet(FINDINGS, heading.title(FINDINGS), note, COLUMNS, rows, frozen=2)


def read_finding_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """All of them for the county, with whom each went to; no sheet in a month without any."""
    findings = read_findings(cursor, version)
    if not findings:
        return []
    cells = _cells(cursor, findings, version.month)
    rows = tuple(SheetRow((*row, _owner(finding))) for row, finding in zip(cells, findings, strict=True))
    return [Sheet(HANDED_OVER, f"{title}·{HANDED_OVER}", subtitle, (*COLUMNS, OWNER), rows, frozen=2)]


def _owner(finding: Finding) -> str:
    return UNKNOWN_OWNER if finding.department_code == NOBODYS else departments()[finding.department_code].name


def _cells(cursor: Cursor, findings: Sequence[Finding], month: date) -> list[tuple[str | int, ...]]:
    records = [(FEED, finding.delivery_id, finding.row_number) for finding in findings]
    heads = read_record_names(cursor, "head_name", records)
    notes = read_record_names(cursor, "finding_note", records)
    return [
        (
            *(position, finding.finding_number, finding.finding_label, write_day(finding.found_date)),
            *(finding.responsible_unit, *name_home(finding.township_code, finding.village_code, month, NOT_SAID)),
            heads[finding.delivery_id, finding.row_number] or NOT_SAID,
            notes[finding.delivery_id, finding.row_number] or NOT_SAID,
        )
        for position, finding in enumerate(findings, start=1)
    ]
