"""走访联系到期: who was not visited or called in time, and who is to be by the end of the next month (LS-02, LS-12)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.policy_rules import has_rules
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home

LOG = "household_visits"
LISTS = (LOG, "long_absent_households", "monitored_households")
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("状态", 14),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("走访联系要求", 26),
    SheetColumn("最近一次", 13),
    SheetColumn("应于何日前", 13),
    SheetColumn("已过天数", 9),
    SheetColumn("依据", 70, "left"),
)
STATES = {"missed": "到期未走访联系", "not_reported": "到期，记录未报", "coming": "下月底前到期"}
READ = """
select head_person_id, contact_state_code, township_code, village_code, duty_label,
    coalesce(last_contact_date::text, '—'), contact_due_date::text, days_overdue, reason_text
from marts.fct_due_contacts_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by array_position(array['missed', 'not_reported', 'coming'], contact_state_code), township_code collate "C",
    days_overdue desc, village_code collate "C", duty_position, household_id
"""


def read_contact_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The longest overdue first; no sheet where the policy sets no duty or no log of visits ever came."""
    basis = read_basis(cursor, version, LISTS)
    if not has_rules(cursor, version, "policy_contact_duties") or LOG not in basis.known:
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[0] for row in found])
    rows = [
        SheetRow((position, STATES[state], *name_home(township, village, version.month), name_head(heads, head), *said))
        for position, (head, state, township, village, *said) in enumerate(found, start=1)
    ]
    note = f"{subtitle}　　每月、每季度按自然月、自然季度计算，以走访联系记录为准。{basis.text}"
    return [Sheet("走访联系到期", f"{title}·走访联系到期", note, COLUMNS, tuple(rows), frozen=5)]
