"""诚信疑点: doubts about relief that is given, each with its record and who must look into it (LF-09, YL-03)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import UNKNOWN, name_head, read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.policy_rules import has_rules
from shouwang.publication.record_names import read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("疑点", 20),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("户主", 10),
    SheetColumn("人员", 10),
    SheetColumn("查到的情况", 56, "left"),
    SheetColumn("救助情况", 36, "left"),
    SheetColumn("由谁核实", 14),
)
LISTS = (
    *("police_deaths", "police_vehicles", "taxation_assets", "market_companies", "finance_public_employees"),
    *("finance_office_assets", "human_resources_enterprise_pension", "civil_affairs_relief_payments"),
)
READ = """
select doubt_label, township_code, village_code, head_person_id, person_id, feed, delivery_id, row_number, found_text,
    coalesce(relief_text, '—'), checker_name
from publication.rpt_county_integrity_doubts_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by check_position, township_code collate "C", village_code collate "C", household_id, person_id, feed collate "C"
"""
NOTE = "所列均为待核实的疑点，不是结论；核实前不得据此停发"


def read_integrity_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The doubts as the version said them; no sheet where the policy asks none or none of its lists ever came."""
    basis = read_basis(cursor, version, LISTS)
    if not has_rules(cursor, version, "policy_integrity_checks") or not basis.known:
        return []
    note = f"{subtitle}　　{NOTE}。{basis.text}"
    return [Sheet("诚信疑点", f"{title}·诚信疑点", note, COLUMNS, _read_rows(cursor, version), frozen=2)]


def _read_rows(cursor: Cursor, version: Version) -> tuple[SheetRow, ...]:
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [head for _, _, _, head, *_ in found if head])
    names = read_record_names(cursor, "person_name", [(row[5], row[6], row[7]) for row in found])
    rows = []
    for position, (label, township, village, head, _, _, delivery, row, text, relief, checker) in enumerate(found, 1):
        who = (
            *name_home(township, village, version.month),
            name_head(heads, head),
            names.get((delivery, row)) or UNKNOWN,
        )
        rows.append(SheetRow((position, label, *who, text, relief, checker)))
    return tuple(rows)
