"""核查后静默: risks that are not handed out again, because the last check found none and nothing is new."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home, write_amount, write_day, write_month

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 20),
    SheetColumn("涉及的人", 12),
    SheetColumn("规则", 24),
    SheetColumn("本月数值（元）", 15),
    SheetColumn("核查时数值（元）", 15),
    SheetColumn("核查日期", 16),
    SheetColumn("静默到（不含）", 14),
)
NOTE = "上次入户核查未发现风险，也没有新情况，本月不再交办；到期、数额明显增加或有新的规则触发即重新交办"
READ = """
select township_code, village_code, person_id, risk_label, value_amount, checked_amount, check_date, quiet_until_month
from marts.fct_quiet_risk_months_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C", village_code collate "C", household_id, rule_code collate "C", person_id
"""


def read_quiet_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The quiet risks as the version said them; no sheet when there are none."""
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    if not found:
        return []
    names = read_identities(cursor, version, [row[2] for row in found])
    rows = []
    for position, (township, village, person, label, value, checked, day, until) in enumerate(found, start=1):
        home = name_home(township, village, version.month)
        said = (write_amount(value), write_amount(checked), write_day(day), write_month(until))
        rows.append(SheetRow((position, *home, name_head(names, person), label, *said)))
    return [Sheet("核查后静默", f"{title}·核查后静默", f"{subtitle}　　{NOTE}", COLUMNS, tuple(rows), frozen=2)]
