"""Urgent referrals as they were known at a moment."""

from datetime import date, datetime
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor


class UrgentReferral(NamedTuple):
    """One household's misfortune as handed out; pseudonymous."""

    month: date
    township_code: str
    village_code: str
    household_id: int
    head_person_id: int
    member_count: int
    urgent_kind_code: str
    kind_label: str
    event_date: date
    reported_date: date
    reporter_code: str
    struck_person_id: int
    check_due_date: date
    relief_due_date: date
    lane_label: str
    lane_department_code: str
    subject_person_ids: tuple[int, ...]
    source_count: int
    reason_text: str

    @property
    def key(self) -> tuple[int, str, date]:
        """Household, kind and day of the event."""
        return (self.household_id, self.urgent_kind_code, self.event_date)

    @property
    def said(self) -> tuple[object, ...]:
        """What makes a list say something else: where, whom, who said so when; not the wording, nor further reports."""
        return (self.village_code, self.head_person_id, self.struck_person_id, self.reporter_code, self.reported_date)


READ = f"""
select {", ".join(UrgentReferral._fields)}
from publication.rpt_urgent_referrals_v1
where county_code = %(county)s and (
    %(at)s::timestamptz is null and known_to = 'infinity' or known_from <= %(at)s and %(at)s < known_to
)
order by month, township_code, reported_date, village_code, household_id, urgent_kind_code, event_date
"""  # noqa: S608 -- our own column names


def read_known(cursor: Cursor, county_code: str, at: datetime | None) -> list[UrgentReferral]:
    """Every urgent referral of the county as known at a moment, now when None; by month, township and day."""
    cursor.execute(READ, {"county": county_code, "at": at})
    found = [UrgentReferral(*row) for row in cursor.fetchall()]
    return [referral._replace(subject_person_ids=tuple(referral.subject_person_ids or ())) for referral in found]
