"""Referrals as one version of a month said them, and what a later version says differently."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version

Change = Literal["新增", "更正", "撤回"]


class Referral(NamedTuple):
    """One household of a township's list; pseudonymous."""

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

    @property
    def said(self) -> tuple[object, ...]:
        """What makes a list say something else: where, who, why, how urgent; not its place, nor its grade."""
        return (self.village_code, self.head_person_id, self.priority_label, self.risk_labels, self.reason_text)


class Line(NamedTuple):
    """A line of a list; ``change`` is None on a whole list. A withdrawn line shows the referral as it was."""

    referral: Referral
    change: Change | None


# Of a household's risks the most pressing grade and the widest extent.
READ = """
with graded as (
    select household_id,
        (array_agg(grade_label order by array_position(array['urgent', 'high', 'ordinary'], grade_code)))[1]
        || '，' || (array_agg(consulted_label order by array_position(
            array['large_scale', 'prominent', 'individual'], extent_code)))[1] || '会商' as grade_text
    from marts.fct_household_risk_months_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
    group by household_id
)
select township_code, list_position, village_code, household_id, head_person_id, member_count, priority_label,
    risk_labels, reason_text, subject_person_ids, first_known_month, previous_status_label, previous_check_date,
    coalesce(grade_text, '—')
from publication.rpt_township_referrals_v1
left join graded using (household_id)
where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
order by township_code, list_position
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
