"""风险消除建议: whose risk may be eliminated, condition by condition, and who left the lists (LS-10, LA-07)."""

from collections.abc import Iterable

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.change_sheet import BASES
from shouwang.publication.identities import UNKNOWN, name_head, read_identities
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("建议", 16),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("收入", 8),
    SheetColumn("大额支出", 9),
    SheetColumn("三保障和饮水", 12),
    SheetColumn("劳动能力", 9),
    SheetColumn("未结风险", 9),
    SheetColumn("说明", 80, "left"),
)
CONCLUSIONS = {"propose": "建议消除", "natural": "自然消除", "unknown": "情况不全", "keep": "继续帮扶"}
EXITS = {"left_relief": "退出救助", "risk_eliminated": "已消除，退出", "missing_from_list": "名册已无"}
MARKS = {"met": "符合", "unmet": "不符合", "unknown": "不详"}
ASSESSED = """
select said.conclusion_code, said.township_code, said.village_code, coalesce(named.head_name, %s), said.income_code,
    said.expense_code, said.guarantee_code, said.able_code, said.open_risk_code, said.reason_text
from marts.fct_elimination_assessments_v1 as said
left join vault.monitored_households as named using (delivery_id, row_number)
where said.county_code = %s and said.month = %s and said.known_from <= %s and %s < said.known_to
order by array_position(array['propose', 'natural', 'unknown', 'keep'], said.conclusion_code),
    said.township_code collate "C", said.village_code collate "C", said.household_id
"""
EXITED = """
select exit_code, township_code, village_code, head_person_id, reason_text from marts.fct_exit_candidates_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by exit_code collate "C", township_code collate "C", village_code collate "C", household_id,
    monitored_code collate "C"
"""
NOT_ASKED = ("—",) * 5


def read_elimination_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Those proposed first, those to be kept last, exits after them; no sheet without a list of the monitored."""
    if not read_lists(cursor, version, [*BASES, "civil_affairs_left_relief"]):
        return []
    lines = [*_assessed(cursor, version), *_exited(cursor, version)]
    rows = tuple(SheetRow((position, *line)) for position, line in enumerate(lines, start=1))
    note = f"{subtitle}　　只是建议：须入户核实、民主评议公示、审核确认公告；缺少数据的条件写“不详”，不视为符合"
    return [Sheet("风险消除建议", f"{title}·风险消除建议", note, COLUMNS, rows, frozen=5)]


def _assessed(cursor: Cursor, version: Version) -> Iterable[tuple[str, ...]]:
    cursor.execute(ASSESSED, (UNKNOWN, *version.known))
    for conclusion, township, village, head, *codes, text in cursor.fetchall():
        home = name_home(township, village, version.month)
        yield (CONCLUSIONS[conclusion], *home, head, *(MARKS[code] for code in codes), text)


def _exited(cursor: Cursor, version: Version) -> Iterable[tuple[str, ...]]:
    cursor.execute(EXITED, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[3] for row in found])
    for code, township, village, head, text in found:
        yield (EXITS[code], *name_home(township, village, version.month), name_head(heads, head), *NOT_ASKED, text)
