"""What a version of a month says of comparing applicants: every thing asked of every person, and its answer (YL-03)."""

from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version


class Asked(NamedTuple):
    """One thing asked about one member of an applying household; place and household are None outside the register.

    ``state_code``: open, answered, compared_before (on dibao, not asked again) or not_in_register.
    """

    feed: str
    comparison_code: str
    label: str
    position: int
    clause: str
    department_code: str
    person_id: int
    household_id: int | None
    head_person_id: int
    township_code: str | None
    village_code: str | None
    relation_code: str | None
    application_date: date
    state_code: str
    compared_date: date | None
    answer_text: str | None
    delivery_id: int
    row_number: int

    @property
    def people(self) -> tuple[int, int]:
        """Head and member."""
        return (self.head_person_id, self.person_id)


READ = """
select feed, comparison_code, comparison_label, comparison_position, clause, department_code, person_id, household_id,
    head_person_id, township_code, village_code, relation_code, application_date, comparison_state_code, compared_date,
    answer_text, delivery_id, row_number
from publication.rpt_department_comparisons_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C" nulls last, village_code collate "C", household_id, person_id,
    comparison_position, feed collate "C", comparison_code collate "C"
"""


def read_comparisons(cursor: Cursor, version: Version) -> list[Asked]:
    """Everything asked, by village, household and person, whom the register lacks last."""
    cursor.execute(READ, version.known)
    return [Asked(*row) for row in cursor.fetchall()]
