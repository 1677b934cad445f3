"""未登记低收入: whom departments help although no roll of civil affairs has the household, to be looked at (LF-03)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments, feed
from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home, write_amount, write_day

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("涉及的人", 12),
    SheetColumn("部门", 18),
    SheetColumn("名单", 34, "left"),
    SheetColumn("日期", 16),
    SheetColumn("金额（元）", 13),
    SheetColumn("条款", 12),
)
ROLLS = (
    "civil_affairs_dibao_roll",
    "civil_affairs_tekun_roll",
    "civil_affairs_dibao_edge",
    "civil_affairs_expenditure_poverty",
)
READ = """
select township_code, village_code, head_person_id, person_id, department_code, feed, event_date, value_amount, clause
from publication.rpt_county_unregistered_people_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C", village_code collate "C", household_id, feed collate "C", person_id
"""
NOTE = "已获救助或列为监测对象而低保、特困、低保边缘、支出型困难名册上没有其家庭的人；请民政核实是否登记，不是认定结论"


def read_registration_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The people as the version said them; no sheet when there are none, or when no roll ever came to compare with."""
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    basis = read_basis(cursor, version, ROLLS)
    if not found or not basis.known:
        return []
    people = read_identities(cursor, version, [person for row in found for person in row[2:4]])
    rows = []
    for position, (township, village, head, person, department, name, day, amount, clause) in enumerate(found, start=1):
        who = (*name_home(township, village, version.month), name_head(people, head), name_head(people, person))
        record = (departments()[department].name, feed(name).title, write_day(day), write_amount(amount), clause)
        rows.append(SheetRow((position, *who, *record)))
    note = f"{subtitle}　　{NOTE}。{basis.text}"
    return [Sheet("未登记低收入", f"{title}·未登记低收入", note, COLUMNS, tuple(rows), frozen=5)]
