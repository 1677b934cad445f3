"""监测对象帮扶: each monitored household with labour, risks, measures, who is responsible, what is missing (LA-09)."""

from collections.abc import Sequence
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.list_basis import read_basis
from shouwang.publication.record_names import read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, name_home, write_month

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("户主", 10),
    SheetColumn("识别时间", 14),
    SheetColumn("状态", 10),
    SheetColumn("家庭人口", 7),
    SheetColumn("有劳动能力", 9),
    SheetColumn("风险", 10),
    SheetColumn("风险类型", 22, "left"),
    SheetColumn("帮扶责任人", 12),
    SheetColumn("措施条数", 8),
    SheetColumn("帮扶措施", 40, "left"),
    SheetColumn("未落实的问题", 46, "left"),
)
HOUSEHOLDS = "monitored_households"
LISTS = (HOUSEHOLDS, "monitored_members", "assistance_measures")
READ = """
select delivery_id, row_number, township_code, village_code, identified_month, is_eliminated, is_new, member_count,
    able_count, monitored_risk_count, coalesce(risks_text, '—'), measure_count, coalesce(measures_listed_text, '—'),
    coalesce(gaps_text, '—')
from publication.rpt_county_monitored_assistance_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by is_eliminated, township_code collate "C", village_code collate "C", household_id
"""


def read_assistance_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The households as the version said them, open ones first; no sheet when it knew no list of them."""
    basis = read_basis(cursor, version, LISTS)
    if HOUSEHOLDS not in basis.known:
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    records = [(HOUSEHOLDS, row[0], row[1]) for row in found]
    heads = read_record_names(cursor, "head_name", records)
    helpers = read_record_names(cursor, "helper_name", records)
    rows = tuple(
        _write_row(position, version, row, heads[row[0], row[1]], helpers[row[0], row[1]])
        for position, row in enumerate(found, start=1)
    )
    note = f"{subtitle}　　{basis.text}；有劳动能力的先看产业、就业帮扶，无劳动能力的先看兜底和专项、临时救助"
    return [Sheet("监测对象帮扶", f"{title}·监测对象帮扶", note, COLUMNS, rows, frozen=4)]


def _write_row(position: int, version: Version, row: Sequence[Any], head: str, helper: str) -> SheetRow:
    _, _, township, village, identified, is_eliminated, is_new, members, able, risks, *texts = row
    risks_text, measure_count, measures_text, gaps_text = texts
    place = name_home(township, village, version.month, NOT_SAID)
    state = "已消除" if is_eliminated else "本月新识别" if is_new else "未消除"
    risk: tuple[str, str] = (_write_scope(risks), risks_text)
    measures: tuple[str | int, str] = ("未报" if measure_count is None else measure_count, measures_text)
    who = (head or NOT_SAID, write_month(identified), state)
    return SheetRow(
        (position, *place, *who, *_write_counts(members, able), *risk, helper or "（未填）", *measures, gaps_text)
    )


def _write_counts(members: int | None, able: int | None) -> tuple[str | int, str | int]:
    return ("未报", "未报") if members is None or able is None else (members, f"{able}人" if able else "全户无")


def _write_scope(risks: int) -> str:
    return "多重风险" if risks > 1 else "单一风险" if risks else "未填"
