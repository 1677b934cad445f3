"""核查后静默: risks that are not handed out again, because the last check found none and nothing is new."""

from datetime import date
from decimal import Decimal

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import UNKNOWN, read_identities
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_day, write_month

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
        places = (name_place(township, version.month), name_place(village, version.month))
        name = names[person].name if person in names else UNKNOWN
        said = (_amount(value), _amount(checked), _day(day), write_month(until))
        rows.append(SheetRow((position, *places, name, label, *said)))
    return [Sheet("核查后静默", f"{title}·核查后静默", f"{subtitle}　　{NOTE}", COLUMNS, tuple(rows), frozen=2)]


def _amount(amount: Decimal | None) -> str:
    return "—" if amount is None else f"{amount:,.2f}"


def _day(day: date | None) -> str:
    return write_day(day) if day else "—"
