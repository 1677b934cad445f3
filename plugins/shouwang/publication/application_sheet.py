"""拟申请救助: who fits a category and has none, from the month it is known until it is acted on (QD-08, LF-05)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.policy_rules import has_rules
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home, write_month

INCOMES = ["household_incomes", "monitored_households"]
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("状态", 16),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("拟申请类别", 18),
    SheetColumn("原建档立卡", 11),
    SheetColumn("启动月份", 12),
    SheetColumn("已开启月数", 11),
    SheetColumn("依据", 90, "left"),
)
STATES = {"open": "待申请", "granted": "已纳入", "refused": "未予确认", "applied": "已申请"}
READ = """
select head_person_id, application_state_code, application_event_date::text, township_code, village_code,
    category_label, case when was_registered_poor then '是' else '' end, opened_month, months_open, reason_text
from marts.fct_candidate_applications_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by application_state_code <> 'open', was_registered_poor desc, opened_month, township_code collate "C",
    village_code collate "C", household_id
"""


def read_application_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The open ones first, the formerly registered poor before others; no sheet without incomes or such a rule."""
    if not has_rules(cursor, version, "policy_applications") or not read_lists(cursor, version, INCOMES):
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[0] for row in found])
    rows = []
    for position, (head, state, ended, township, village, label, poor, opened, *said) in enumerate(found, start=1):
        what = STATES[state] + (f"（{ended}）" if ended else "")
        home = name_home(township, village, version.month)
        rows.append(SheetRow((position, what, *home, name_head(heads, head), label, poor, write_month(opened), *said)))
    note = f"{subtitle}　　由规则算出、须由人核实的户：请告知并帮助提出申请；未见申请、纳入或不予确认的，逐月保留"
    return [Sheet("拟申请救助", f"{title}·拟申请救助", note, COLUMNS, tuple(rows), frozen=5)]
