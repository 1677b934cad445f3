"""已消除监测对象: kept with their past; who has a new risk stands first, to be marked again (LS-11, LA-07)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.list_basis import read_basis
from shouwang.publication.record_names import read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, name_home, write_month

FEED = "monitored_households"
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("建议", 14),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("识别时间", 14),
    SheetColumn("原有风险", 20, "left"),
    SheetColumn("消除时间", 14),
    SheetColumn("新的风险", 24, "left"),
    SheetColumn("说明", 70, "left"),
)
READ = """
select delivery_id, row_number, is_recurring, township_code, village_code, identified_month, coalesce(risks_text, '—'),
    eliminated_month, coalesce(risk_labels, '—'), reason_text
from marts.fct_eliminated_households_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by not is_recurring, township_code collate "C", village_code collate "C", household_id
"""


def read_eliminated_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The eliminated as the version said them; no sheet without a list of the monitored."""
    basis = read_basis(cursor, version, [FEED])
    if not basis.known:
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_record_names(cursor, "head_name", [(FEED, delivery, row) for delivery, row, *_ in found])
    rows = []
    for position, (delivery, row, is_recurring, township, village, identified, risks, *rest) in enumerate(found, 1):
        eliminated, labels, text = rest
        advice = "核查后再标注" if is_recurring else "继续监测"
        home = (*name_home(township, village, version.month), heads[delivery, row] or NOT_SAID)
        rows.append(
            SheetRow((position, advice, *home, write_month(identified), risks, write_month(eliminated), labels, text))
        )
    note = f"{subtitle}　　风险消除后基础信息保留、定期更新；新的风险须按程序核查；{basis.text}"
    return [Sheet("已消除监测对象", f"{title}·已消除监测对象", note, COLUMNS, tuple(rows), frozen=5)]
