"""What is filed with each department (备案): every record of it handed out, and what became of the rest (LA-04).

The records of a department that make risks are, taken together by household and rule, exactly its part of the risks on
the township lists; its rows received are exactly those handed out, not matched, not judged a risk and held.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version


class FiledRecord(NamedTuple):
    """One record under one rule, and the list its household stands on; pseudonymous."""

    township_code: str
    village_code: str
    household_id: int
    head_person_id: int
    person_id: int
    rule_code: str
    risk_label: str
    event_date: date | None
    value_amount: Decimal | None
    file_name: str
    row_number: int

    @property
    def risk(self) -> tuple[int, str]:
        """What the lists count: a household under a rule."""
        return (self.household_id, self.rule_code)


class Reconciliation(NamedTuple):
    """Rows received of one list: ``received`` = handed out + not matched + no risk + quiet after a check + held."""

    feed_title: str
    received: int
    referred: int
    unmatched: int
    unjudged: int
    quieted: int
    held: int


class Filing(NamedTuple):
    """What is filed with one department for a month."""

    department_code: str
    department_name: str
    records: tuple[FiledRecord, ...]
    reconciliations: tuple[Reconciliation, ...]

    @property
    def risk_count(self) -> int:
        """The department's part of the risks on the township lists."""
        return len({record.risk for record in self.records})

    @property
    def said(self) -> tuple[object, ...]:
        """All it says, whatever the order of its records: equals stand in that of their numbers, which say nothing."""
        return (self.department_code, self.department_name, Counter(self.records), self.reconciliations)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was received of the department."""
        return not self.records and not any(found.received for found in self.reconciliations)


RECONCILIATIONS = """
select department_code, department_name, feed_title, received_count, referred_signal_count, unmatched_count,
    unjudged_count, quieted_count, held_count
from publication.rpt_department_reconciliations_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by department_code, feed
"""
RECORDS = """
with signals as (
    select * from marts.fct_signals_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
),
risks as (
    select * from marts.fct_household_risk_months_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
),
referrals as (
    select * from publication.rpt_township_referrals_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
)
select s.department_code, r.township_code, r.village_code, r.household_id, r.head_person_id, s.person_id,
    k.rule_code, k.risk_label, s.event_date, s.value_amount, d.file_name, s.row_number
from signals as s
cross join unnest(s.rule_codes) as counted (rule_code)
inner join risks as k
    on s.household_id = k.household_id and s.person_id = k.person_id and counted.rule_code = k.rule_code
inner join referrals as r on s.household_id = r.household_id
inner join ops.deliveries as d on s.delivery_id = d.delivery_id
order by s.department_code, r.township_code, r.list_position, k.rule_code, s.person_id, s.delivery_id, s.row_number
"""


def read_filings(cursor: Cursor, version: Version) -> dict[str, Filing]:
    """Department to what is filed with it as the version said it, in order; those that sent nothing are empty."""
    county_code, month, at, _ = version.known
    cursor.execute(RECONCILIATIONS, version.known)
    names: dict[str, str] = {}
    reconciled: dict[str, list[Reconciliation]] = {}
    for code, name, *counts in cursor.fetchall():
        names[code] = name
        reconciled.setdefault(code, []).append(Reconciliation(*counts))
    cursor.execute(RECORDS, {"county": county_code, "month": month, "at": at})
    records: dict[str, list[FiledRecord]] = {}
    for code, *said in cursor.fetchall():
        records.setdefault(code, []).append(FiledRecord(*said))
    return {code: Filing(code, names[code], tuple(records.get(code, ())), tuple(reconciled[code])) for code in names}


def new_filings(before: Mapping[str, Filing] | None, now: Mapping[str, Filing]) -> list[Filing]:
    """What must be filed: everything that is not empty at first, later whatever differs from what was filed."""
    if before is None:
        return [filing for filing in now.values() if not filing.is_empty]
    said = {code: filing.said for code, filing in before.items()}
    return [filing for code, filing in now.items() if filing.said != said.get(code) and not _is_nothing(filing, before)]


def _is_nothing(filing: Filing, before: Mapping[str, Filing]) -> bool:
    earlier = before.get(filing.department_code)
    return filing.is_empty and (earlier is None or earlier.is_empty)
