"""主动发现走访: households outside of relief to be sought, one line each with all reasons (QD-10)."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.category_records import read_missing_rolls
from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_home

COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("走访原因", 36, "left"),
    SheetColumn("原因数", 8),
    SheetColumn("最近走访联系", 13),
    SheetColumn("依据", 80, "left"),
)
SOUGHT_BY = "select distinct feed from reference.policy_outreach_lists where policy_version = %s order by feed"
READ = """
select head_person_id, township_code, village_code, outreach_labels, cardinality(outreach_ground_codes),
    coalesce(last_contact_date::text, '—'), reason_text
from marts.fct_outreach_households_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C", cardinality(outreach_ground_codes) desc, village_code collate "C", household_id
"""


def read_outreach_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Those with the most reasons first in each township; no sheet where the policy seeks nobody or no list came."""
    cursor.execute(SOUGHT_BY, (version.policy_version,))
    basis = read_basis(cursor, version, [name for (name,) in cursor.fetchall()])
    if not basis.known:
        return []
    cursor.execute(READ, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[0] for row in found])
    rows = [
        SheetRow((position, *name_home(township, village, version.month), name_head(heads, head), *said))
        for position, (head, township, village, *said) in enumerate(found, start=1)
    ]
    rolls = read_missing_rolls(cursor, version)
    unknown = f"；{'、'.join(rolls)}未报，现有类别不清，未列户" if rolls else ""
    note = f"{subtitle}　　未纳入救助、应主动走访了解的户，不是认定结论。{basis.text}{unknown}"
    return [Sheet("主动发现走访", f"{title}·主动发现走访", note, COLUMNS, tuple(rows), frozen=4)]
