"""监测变化: every monitored household of the month with its changes ①–⑨, or 无变化 (LA-02)."""

from collections.abc import Iterable
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import Identity, name_head, read_identities
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home

BASES = [
    "monitored_households",
    "civil_affairs_dibao_roll",
    "civil_affairs_tekun_roll",
    "civil_affairs_dibao_edge",
    "civil_affairs_expenditure_poverty",
    "civil_affairs_dibao",
    "civil_affairs_tekun",
]
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("监测类别", 24),
    SheetColumn("监测重点", 12),
    SheetColumn("变化情形", 30, "left"),
    SheetColumn("依据", 60, "left"),
)
READ = """
select township_code, village_code, head_person_id, monitored_labels, change_text, change_labels,
    coalesce(change_basis_text, '—')
from marts.fct_household_change_months_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by is_unchanged, township_code collate "C", village_code collate "C", household_id
"""


def read_change_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Households with changes first; no sheet when the version knew no list of monitored households."""
    if not read_lists(cursor, version, BASES):
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[2] for row in found if row[2]])
    note = f"{subtitle}　　监测重点按台账填写：①至⑨可多选，本月没有部门或乡镇报告变化的写“无变化”"
    return [Sheet("监测变化", f"{title}·监测变化", note, COLUMNS, tuple(_rows(found, heads, version)), frozen=4)]


def _rows(found: list[tuple[Any, ...]], heads: dict[int, Identity], version: Version) -> Iterable[SheetRow]:
    for position, (township, village, head, *said) in enumerate(found, start=1):
        yield SheetRow((position, *name_home(township, village, version.month), name_head(heads, head), *said))
