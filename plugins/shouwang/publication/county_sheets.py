"""The county's summary: what each township got and answered, what each department delivered, and how far all are."""

from collections.abc import Iterable
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.application_sheet import read_application_sheets
from shouwang.publication.arrival_sheets import read_arrival_sheets
from shouwang.publication.assistance_sheet import read_assistance_sheets
from shouwang.publication.card_sheets import read_card_sheets
from shouwang.publication.case_sheets import read_case_sheets
from shouwang.publication.category_sheets import read_category_sheets
from shouwang.publication.change_sheet import read_change_sheets
from shouwang.publication.cluster_sheet import read_cluster_sheets
from shouwang.publication.comparison_results import read_comparison_sheets
from shouwang.publication.contact_sheet import read_contact_sheets
from shouwang.publication.delivery_sheet import read_delivery_sheets
from shouwang.publication.discovery_sheet import read_discovery_sheets
from shouwang.publication.eliminated_sheet import read_eliminated_sheets
from shouwang.publication.elimination_sheet import read_elimination_sheets
from shouwang.publication.filing_sheets import read_total_sheets
from shouwang.publication.grid_sheet import read_grid_sheets
from shouwang.publication.inspection_findings import read_finding_sheets
from shouwang.publication.integrity_sheet import read_integrity_sheets
from shouwang.publication.outreach_sheet import read_outreach_sheets
from shouwang.publication.platform_upload import read_control_sheets
from shouwang.publication.progress_sheet import read_progress_sheet
from shouwang.publication.quality_sheets import read_quality_sheets
from shouwang.publication.quiet_sheet import read_quiet_sheets
from shouwang.publication.registration_sheet import read_registration_sheets
from shouwang.publication.sample_sheets import read_sample_sheets
from shouwang.publication.scorecard_sheet import read_scorecard_sheet
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.urgent_sheets import read_urgent_sheets
from shouwang.publication.versions import Version
from shouwang.publication.watch_sheet import read_watch_sheets
from shouwang.publication.wording import name_place, write_month, write_share

TOWNSHIPS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 18),
    SheetColumn("本月交办户数", 12),
    SheetColumn("风险条数", 10),
    SheetColumn("突发变故户数", 12),
    SheetColumn("优先类别户数", 12),
    SheetColumn("累计在册户数", 12),
    SheetColumn("已有结论户数", 12),
    SheetColumn("拟纳入监测户数", 14),
    SheetColumn("风险未结户数", 12),
    SheetColumn("其中有风险未更新", 12),
    SheetColumn("反馈率", 10),
)
READ_TOWNSHIPS = """
select township_name, household_count, risk_count, sudden_household_count, priority_household_count,
    known_household_count, answered_household_count, confirmed_household_count, open_household_count,
    silent_household_count
from publication.rpt_county_summary_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to order by township_code
"""
ANSWERED, KNOWN = 6, 5


def read_county_sheets(cursor: Cursor, version: Version, revision: int, document_number: str) -> list[Sheet]:
    """The sheets of the county's summary as the version said them; the townships come first."""
    title = f"{name_place(version.county_code, version.month)} {write_month(version.month)}县级汇总（第{revision}版）"
    subtitle = f"依据：{document_number}　　数据版本：{version.version}　　数据校验码：{version.fingerprint[:12]}"
    heading = (title, subtitle)
    return [
        _read_township_sheet(cursor, version, *heading),
        *read_arrival_sheets(cursor, version, *heading),
        read_scorecard_sheet(cursor, version, *heading),
        *read_total_sheets(cursor, version, *heading),
        read_progress_sheet(cursor, version, *heading),
        *read_card_sheets(cursor, version, *heading),
        *read_quiet_sheets(cursor, version, *heading),
        *read_urgent_sheets(cursor, version, *heading),
        *read_quality_sheets(cursor, version, *heading),
        *read_grid_sheets(cursor, version, *heading),
        *read_category_sheets(cursor, version, *heading),
        *read_registration_sheets(cursor, version, *heading),
        *read_integrity_sheets(cursor, version, *heading),
        *read_delivery_sheets(cursor, version, *heading),
        *read_assistance_sheets(cursor, version, *heading),
        *read_change_sheets(cursor, version, *heading),
        *read_watch_sheets(cursor, version, *heading),
        *read_elimination_sheets(cursor, version, *heading),
        *read_eliminated_sheets(cursor, version, *heading),
        *read_cluster_sheets(cursor, version, *heading),
        *read_discovery_sheets(cursor, version, *heading),
        *read_case_sheets(cursor, version, *heading),
        *read_contact_sheets(cursor, version, *heading),
        *read_outreach_sheets(cursor, version, *heading),
        *read_application_sheets(cursor, version, *heading),
        *read_sample_sheets(cursor, version, *heading),
        *read_comparison_sheets(cursor, version, *heading),
        *read_finding_sheets(cursor, version, *heading),
        *read_control_sheets(cursor, version, *heading),
    ]


def _read_township_sheet(cursor: Cursor, version: Version, title: str, subtitle: str) -> Sheet:
    cursor.execute(READ_TOWNSHIPS, version.known)
    rows = tuple(_township_rows(cursor.fetchall()))
    note = f"{subtitle}　　风险未结：部门报过、入户核查尚未排除的户，部门当月未报或零报送不视为消除"
    return Sheet("乡镇汇总", title, note, TOWNSHIPS, rows, frozen=2)


def _township_rows(townships: list[tuple[Any, ...]]) -> Iterable[SheetRow]:
    for position, row in enumerate(townships, start=1):
        yield SheetRow((position, *row, write_share(row[ANSWERED], row[KNOWN])))
    counts = tuple(sum(column) for column in list(zip(*townships, strict=True))[1:])
    if counts:
        total = ("合计", *counts)
        yield SheetRow(("", *total, write_share(total[ANSWERED], total[KNOWN])))
