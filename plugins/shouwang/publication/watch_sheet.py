"""持续关注: households not included and kept under watch, each with the reason (LS-03, LS-09)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("关注原因", 20),
    SheetColumn("人均纯收入（元）", 14),
    SheetColumn("说明", 80, "left"),
)
LABELS = {
    "slightly_under_range": "收入略低于监测范围",
    "range_alone": "仅收入低于监测范围",
    "solvable_guarantee": "保障问题可自行解决",
}
READ = """
select township_code, village_code, head_person_id, watch_code, income_per_person_amount::text, reason_text
from marts.fct_watched_households_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by array_position(array['solvable_guarantee', 'range_alone', 'slightly_under_range'], watch_code),
    township_code collate "C", village_code collate "C", household_id
"""
SETS_RANGE = """
select exists (
    select from reference.policy_parameters where policy_version = %s and parameter = 'watched_income_ratio'
)
"""


def read_watch_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The watched as the version said them; no sheet without incomes, or where the policy keeps nobody under watch."""
    cursor.execute(SETS_RANGE, (version.policy_version,))
    (sets_range,) = cursor.fetchone() or (False,)
    if not sets_range or not read_lists(cursor, version, ["household_incomes"]):
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[2] for row in found if row[2]])
    rows = [
        SheetRow((position, *name_home(township, village, version.month), name_head(heads, head), LABELS[code], *said))
        for position, (township, village, head, code, *said) in enumerate(found, start=1)
    ]
    note = f"{subtitle}　　监测范围不是认定监测对象的唯一标准；以下各户不纳入监测，但要持续跟踪关注"
    return [Sheet("持续关注", f"{title}·持续关注", note, COLUMNS, tuple(rows), frozen=4)]
