"""Findings of the national quality rules as a version said them, with the names the county needs to mend them."""

from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import UNKNOWN
from shouwang.publication.versions import Version


class QualityFinding(NamedTuple):
    """One rule broken by a household or, when ``member_name`` is given, by one member of it; codes are None unknown."""

    rule_number: str
    rule_group_label: str
    rule_label: str
    township_code: str | None
    village_code: str | None
    head_name: str
    member_name: str | None
    found_text: str
    mender_name: str
    is_exempt: bool
    exemption_reason: str | None


INPUTS = """
select feed, max(data_month) from ops.publication_inputs
where county_code = %s and month = %s and version = %s and feed = any(%s) group by feed
"""
# Names stand in the vault beside the rows judged: the head's in the list of households, a member's in his own row.
# Which rows are accepted now is not asked: a decision about an identity, later than the version, may have changed it.
FINDINGS = """
with findings as (
    select *, subject_reference like 'household:%%' as is_household from publication.rpt_county_quality_findings_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
),
heads as (
    select distinct on (landed.household_id) landed.household_id, named.head_name
    from ops.publication_inputs as input
    join landing.monitored_households as landed using (delivery_id)
    join vault.monitored_households as named using (delivery_id, row_number)
    where input.county_code = %(county)s and input.month = %(month)s and input.version = %(version)s
        and input.feed = 'monitored_households' and landed.household_id in (select household_id from findings)
        and (landed.row_number <@ input.replaced_rows) is not true
    order by landed.household_id, input.data_month desc, landed.row_number, landed.delivery_id
)
select rule_number, rule_group_label, rule_label, township_code, village_code,
    coalesce(heads.head_name, %(unknown)s),
    case when not is_household then coalesce(members.person_name, %(unknown)s) end,
    found_text, mender_name, is_exempt, exemption_reason
from findings
left join heads using (household_id)
left join vault.monitored_members as members using (delivery_id, row_number)
order by is_exempt, rule_number collate "C", township_code collate "C", village_code collate "C", household_id,
    subject_reference collate "C"
"""


def read_lists(cursor: Cursor, version: Version, feeds: list[str]) -> dict[str, date]:
    """Those of the ``feeds`` the version was made from, each with the data month of its newest list."""
    cursor.execute(INPUTS, (version.county_code, version.month, version.version, feeds))
    return dict(cursor.fetchall())


def read_findings(cursor: Cursor, version: Version) -> list[QualityFinding]:
    """Every finding of the version by rule and place, the exempted ones last."""
    bound = {
        "county": version.county_code,
        "month": version.month,
        "version": version.version,
        "at": version.published_at,
        "unknown": UNKNOWN,
    }
    cursor.execute(FINDINGS, bound)
    return [QualityFinding(*row) for row in cursor.fetchall()]
