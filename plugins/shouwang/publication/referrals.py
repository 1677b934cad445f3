"""Referrals as one version of a month said them, and what a later version says differently."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version

Change = Literal["新增", "更正", "撤回"]


class Referral(NamedTuple):
    """One household of a township's list; pseudonymous.

    ``carried_month``: the month it was referred in, where it waited below the line of an earlier list.
    """

    township_code: str
    list_position: int
    village_code: str
    household_id: int
    head_person_id: int
    member_count: int
    priority_label: str | None
    risk_labels: str
    reason_text: str
    subject_person_ids: tuple[int, ...]
    first_known_month: date
    previous_status_label: str | None
    previous_check_date: date | None
    grade_text: str = "—"
    expectation_text: str = ""
    is_below_line: bool = False
    carried_month: date | None = None
    urban_dibao_count: int = 0
    is_urgent: bool = False

    @property
    def said(self) -> tuple[object, ...]:
        """What makes a list say something else: where, who, why, how urgent; not its place, grade, expectation."""
        return (self.village_code, self.head_person_id, self.priority_label, self.risk_labels, self.reason_text)


class Line(NamedTuple):
    """A line of a list; ``change`` is None on a whole list. A withdrawn line shows the referral as it was."""

    referral: Referral
    change: Change | None


# Of a household's risks the most pressing grade and widest extent; of its members those on the city's dibao (LS-08).
# What is carried over stands among the others.
READ = """
with graded as (
    select household_id,
        (array_agg(grade_label order by array_position(array['urgent', 'high', 'ordinary'], grade_code)))[1]
        || '，' || (array_agg(consulted_label order by array_position(
            array['large_scale', 'prominent', 'individual'], extent_code)))[1] || '会商' as grade_text
    from marts.fct_household_risk_months_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
    group by household_id
),
composed as (
    select household_id, urban_dibao_member_count
    from marts.dim_household_compositions_v1
    where county_code = %(county)s and valid_from <= %(month)s and %(month)s < valid_to
        and known_from <= %(at)s and %(at)s < known_to
),
visits as (
    select * from marts.fct_township_visits_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
),
referred as (
    select * from publication.rpt_township_referrals_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
)
select r.township_code, coalesce(v.visit_position, r.list_position) as place, r.village_code, r.household_id,
    r.head_person_id, r.member_count, r.priority_label, r.risk_labels, r.reason_text, r.subject_person_ids,
    r.first_known_month, r.previous_status_label, r.previous_check_date, coalesce(g.grade_text, '—'),
    coalesce(v.expectation_text, ''), coalesce(v.is_below_line, false), null::date,
    coalesce(c.urban_dibao_member_count, 0)
from referred as r
left join graded as g using (household_id)
left join visits as v using (household_id)
left join composed as c using (household_id)
union all
select township_code, visit_position, village_code, household_id, head_person_id, member_count, priority_label,
    risk_labels, reason_text, subject_person_ids, first_known_month, null, null, '—', coalesce(expectation_text, ''),
    is_below_line, referral_month, coalesce(urban_dibao_member_count, 0)
from visits
left join composed using (household_id)
where is_carried
order by 1, 2
"""


def read_referrals(cursor: Cursor, version: Version) -> list[Referral]:
    """Every referral of the month as that version said it, by township and place on the list."""
    cursor.execute(READ, {"county": version.county_code, "month": version.month, "at": version.published_at})
    referrals = [Referral(*row) for row in cursor.fetchall()]
    return [referral._replace(subject_person_ids=tuple(referral.subject_person_ids or ())) for referral in referrals]


def whole_lists(now: Iterable[Referral]) -> dict[str, list[Line]]:
    """Township to its whole list."""
    return _by_township(Line(referral, None) for referral in now)


def supplements(before: Iterable[Referral], now: Iterable[Referral]) -> dict[str, list[Line]]:
    """Township to what changed on its list: added and corrected in the new order, withdrawn last."""
    old = {(referral.township_code, referral.household_id): referral for referral in before}
    new = {(referral.township_code, referral.household_id): referral for referral in now}
    added = [Line(new[key], "新增" if key not in old else "更正") for key in new if _differs(old.get(key), new[key])]
    withdrawn = [Line(old[key], "撤回") for key in old if key not in new]
    return _by_township([*added, *withdrawn])


def _differs(before: Referral | None, now: Referral) -> bool:
    return before is None or before.said != now.said


def _by_township(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.referral.township_code, []).append(line)
    return dict(sorted(found.items()))
