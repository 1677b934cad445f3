"""网格问题: grids over the limit without a reason, grids without staff, villages with households in no grid."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("问题", 16),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 20),
    SheetColumn("网格", 18),
    SheetColumn("户数", 8),
    SheetColumn("查到的情况", 48, "left"),
)
LABELS = {"over_limit": "超过户数上限", "without_staff": "没有网格员", "without_grid": "未划入网格"}
KNOWS_GRIDS = """
select exists (
    select from ops.publication_inputs where county_code = %s and month = %s and version = %s and feed = 'grids'
)
"""
READ = """
select finding_code, township_code, village_code, coalesce(grid_name, '—'), household_count, found_text
from publication.rpt_county_grid_findings_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by array_position(array['over_limit', 'without_staff', 'without_grid'], finding_code),
    village_code collate "C", grid_code collate "C"
"""


def read_grid_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The findings as the version said them; no sheet when it knew no grids."""
    cursor.execute(KNOWS_GRIDS, (version.county_code, version.month, version.version))
    (knows_grids,) = cursor.fetchone() or (False,)
    if not knows_grids:
        return []
    cursor.execute(READ, version.known)
    rows = [
        SheetRow(
            (
                *(position, LABELS[code], name_place(township, version.month), name_place(village, version.month)),
                *(grid, count, text),
            )
        )
        for position, (code, township, village, grid, count, text) in enumerate(cursor.fetchall(), start=1)
    ]
    note = f"{subtitle}　　按各乡镇最近报送的网格名单检查：户数上限、有无在岗网格员、每户是否划入网格"
    return [Sheet("网格问题", f"{title}·网格问题", note, COLUMNS, tuple(rows), frozen=2)]
