"""Urgent reports in force, and who the people they name are in the register: read, never decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.build.inputs import Listed, choose_inputs
from shouwang.feeds import REGISTER
from shouwang.landing.mending.chains import Link
from shouwang.landing.rows.identification import URGENT


class Report(NamedTuple):
    """One accepted row of a report: whom (pseudonymous) what befell when, and which department said so on which day.

    ``received_at`` and ``month`` are those under which the report first came, whichever delivery of it is in force.
    """

    received_at: datetime
    reported_date: date
    month: date
    event_date: date
    delivery_id: int
    row_number: int
    reporter_code: str
    person_id: int
    kind: str


class Home(NamedTuple):
    """A person's household as a register has it; ``delivery_ids`` are that register's."""

    household_id: int
    head_person_id: int
    member_count: int
    village_code: str
    relation_code: str
    delivery_ids: tuple[int, ...]


KNOWN = """
select feed, month, scope, delivery_id, mends_delivery_id, revision, state_code
from ops.deliveries where county_code = %s and feed = %s and revision is not null
"""
FIRST = """
select scope, min(received_at), min(month) from ops.deliveries
where county_code = %s and feed = %s and state_code = 'accepted' group by scope
"""
READ_REPORTS = """
select %s::timestamptz, reported_date, %s::date, event_date, delivery_id, row_number, urgent_reporter_code, person_id,
    urgent_kind_code
from landing.urgent_reports
where delivery_id = any(%s) and is_accepted
    and (delivery_id, row_number) not in (select * from landing.replaced_rows(%s))
"""
READ_HOMES = """
with register as (
    select person_id, household_id, village_code, coalesce(relation_code, '') as relation_code, row_number
    from landing.household_register
    where delivery_id = any(%(register)s) and is_accepted
        and (delivery_id, row_number) not in (select * from landing.replaced_rows(%(register)s))
        and household_id in (
            select household_id from landing.household_register
            where delivery_id = any(%(register)s) and is_accepted and person_id = any(%(people)s)
        )
),
homes as (
    select household_id, count(*)::integer as member_count,
        (array_agg(person_id order by (relation_code = 'head') desc, row_number, person_id))[1] as head_person_id,
        (array_agg(village_code order by (relation_code = 'head') desc, row_number, person_id))[1] as village_code
    from register group by household_id
)
select distinct on (register.person_id) register.person_id, homes.household_id, homes.head_person_id,
    homes.member_count, homes.village_code, register.relation_code
from register inner join homes using (household_id)
where register.person_id = any(%(people)s)
order by register.person_id, register.row_number
"""


def read_reports(cursor: Cursor, county_code: str) -> list[Report]:
    """Every accepted row of the reports in force: of each report its newest delivery, mended copies with it."""
    listed = _listed(cursor, county_code, URGENT)
    scopes = {one.link.delivery_id: one.scope for one in listed}
    cursor.execute(FIRST, (county_code, URGENT))
    first = {scope: (received_at, month) for scope, received_at, month in cursor.fetchall()}
    standing: dict[str, list[int]] = defaultdict(list)
    for chosen in choose_inputs(listed, {URGENT}):
        standing[scopes[chosen.delivery_id]].append(chosen.delivery_id)
    reports: list[Report] = []
    for scope, numbers in standing.items():
        cursor.execute(READ_REPORTS, (*first[scope], numbers, numbers))
        reports += [Report(*row) for row in cursor.fetchall()]
    return sorted(reports)


def read_homes(cursor: Cursor, county_code: str, reports: Iterable[Report]) -> Mapping[tuple[date, int], Home]:
    """(month of the report, person) to the household in the newest register up to that month, else in the next later.

    People whom none of these knows are left out.
    """
    registers = _registers(cursor, county_code)
    asked: dict[date, set[int]] = defaultdict(set)
    for report in reports:
        asked[report.month].add(report.person_id)
    found: dict[tuple[date, int], Home] = {}
    for month, people in asked.items():
        up_to = [known for known in registers if known <= month][-1:]
        for register in (*up_to, *(known for known in registers if known > month)):
            unknown = {person for person in people if (month, person) not in found}
            homes = _homes(cursor, registers[register], unknown) if unknown else {}
            found |= {(month, person): home for person, home in homes.items()}
    return found


def _homes(cursor: Cursor, register: Collection[int], people: Collection[int]) -> dict[int, Home]:
    cursor.execute(READ_HOMES, {"register": list(register), "people": sorted(people)})
    return {person: Home(*home) for person, *home in ((*row, tuple(register)) for row in cursor.fetchall())}


def _registers(cursor: Cursor, county_code: str) -> dict[date, list[int]]:
    """Month to the deliveries of its register that are in force, the oldest month first."""
    registers: dict[date, list[int]] = defaultdict(list)
    for found in choose_inputs(_listed(cursor, county_code, REGISTER), ()):
        registers[found.month].append(found.delivery_id)
    return dict(sorted(registers.items()))


def _listed(cursor: Cursor, county_code: str, feed: str) -> list[Listed]:
    cursor.execute(KNOWN, (county_code, feed))
    return [Listed(name, month, scope, Link(*link)) for name, month, scope, *link in cursor.fetchall()]
