"""政策未落实: relief and help that was decided and does not arrive, or is not decided yet (QD-07, LF-05, LF-06)."""

from collections.abc import Sequence
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import UNKNOWN, name_head, read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.policy_rules import has_rules
from shouwang.publication.record_names import Record, read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, name_home

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("问题", 22),
    SheetColumn("处置", 18),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("户主", 10),
    SheetColumn("人员", 10),
    SheetColumn("查到的情况", 60, "left"),
    SheetColumn("主管部门", 14),
)
LISTS = (
    *("civil_affairs_dibao_roll", "civil_affairs_tekun_roll", "civil_affairs_dibao_edge"),
    *("civil_affairs_expenditure_poverty", "civil_affairs_relief_payments", "civil_affairs_temporary_relief"),
    *("medical_insurance_relief", "education_relief", "housing_relief", "human_resources_relief"),
    *("emergency_relief", "disability_relief"),
    *("monitored_households", "monitored_members", "assistance_measures"),
)
DISPOSITIONS = {"find_cause": "未落实：查明原因", "refer": "未纳入：转办救助"}
READ = """
select gap_label, disposition_code, township_code, village_code, head_person_id, person_id, delivery_id, row_number,
    found_text, in_charge_name
from publication.rpt_county_delivery_gaps_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by check_position, disposition_code, in_charge_code collate "C", township_code collate "C",
    village_code collate "C", household_id, gap_reference collate "C"
"""
FEED_OF = "select delivery_id, feed from ops.deliveries where delivery_id = any(%s)"


def read_delivery_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The gaps as the version said them; no sheet where the policy asks for none or none of the lists ever came."""
    basis = read_basis(cursor, version, LISTS)
    if not has_rules(cursor, version, "policy_delivery_checks") or not basis.known:
        return []
    cursor.execute(READ, version.known)
    note = f"{subtitle}　　所列为待查明的问题，不是结论。{basis.text}"
    rows = _write_rows(cursor, version, cursor.fetchall())
    return [Sheet("政策未落实", f"{title}·政策未落实", note, COLUMNS, rows, frozen=2)]


def _write_rows(cursor: Cursor, version: Version, found: Sequence[tuple[Any, ...]]) -> tuple[SheetRow, ...]:
    heads = read_identities(cursor, version, [row[4] for row in found if row[4]])
    names = _name_people(cursor, [(row[6], row[7]) for row in found if row[5]])
    rows = []
    for position, (label, disposition, township, village, head, person, delivery, row, text, in_charge) in enumerate(
        found, 1
    ):
        person_name = names.get((delivery, row), UNKNOWN) if person else NOT_SAID
        who = (*name_home(township, village, version.month), name_head(heads, head), person_name)
        rows.append(SheetRow((position, label, DISPOSITIONS[disposition], *who, text, in_charge)))
    return tuple(rows)


def _name_people(cursor: Cursor, records: Sequence[Record]) -> dict[Record, str]:
    cursor.execute(FEED_OF, ([delivery_id for delivery_id, _ in records],))
    feeds = dict(cursor.fetchall())
    return read_record_names(cursor, "person_name", [(feeds[record[0]], *record) for record in records])
