"""区域性风险: places in which more households were newly struck than chance explains (LS-14, YL-10)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("范围", 8),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 18),
    SheetColumn("风险情形", 22),
    SheetColumn("本月新发户数", 12),
    SheetColumn("按以往和他处应有", 16),
    SheetColumn("偶然出现的机会", 18),
    SheetColumn("报送会商", 24),
    SheetColumn("条款", 12),
)
LEVELS = {"village": "村", "township": "乡镇", "county": "全县"}
VILLAGE_DIGITS = 12
ONCE = 9999
HAS_HISTORY = """
select exists (select from ops.publications where county_code = %s and month < %s and published_at <= %s)
"""
READ = """
select cluster_level_code, cluster_area_code, change_label, observed_count, coalesce(expected_case_count::text, '—'),
    recurrence_years::integer, consulted_label, clause
from marts.fct_risk_clusters_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by array_position(array['county', 'township', 'village'], cluster_level_code), cluster_area_code collate "C",
    change_number
"""


def read_cluster_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The clusters as the version said them; no sheet where it knew no earlier month to compare with."""
    cursor.execute(HAS_HISTORY, (version.county_code, version.month, version.published_at))
    (has_history,) = cursor.fetchone() or (False,)
    if not has_history:
        return []
    cursor.execute(READ, version.known)
    rows = [
        SheetRow((position, LEVELS[level], *_name_area(code, version), label, *counts, _write_years(years), *whom))
        for position, (level, code, label, *counts, years, consulted, clause) in enumerate(cursor.fetchall(), start=1)
        for whom in [(consulted, clause)]
    ]
    note = (
        f"{subtitle}　　把本月新发风险户数与本地以往各月、同月其他地方比较，多到难以用偶然解释的列出，请核实原因；"
        "平时每月不到十来户的地方，增加到两三倍仍可能是偶然，不会列出"
    )
    return [Sheet("区域性风险", f"{title}·区域性风险", note, COLUMNS, tuple(rows), frozen=4)]


def _name_area(code: str, version: Version) -> tuple[str, str]:
    if len(code) == VILLAGE_DIGITS:
        return name_place(code[:9], version.month), name_place(code, version.month)
    return (name_place(code, version.month) if code != version.county_code else "全县"), "—"


def _write_years(years: int) -> str:
    return f"全县约{years}年一次" if years < ONCE else f"全县{ONCE}年不到一次"
