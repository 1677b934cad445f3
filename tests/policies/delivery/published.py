"""What a county's month says of its cases: facts by case, and the rows of its workbook."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import openpyxl

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.policies.delivery.county_cases import cases_of, county_of, month_of

DOUBTS = "select person_id, doubt_code from marts.fct_integrity_doubts where county_code = %s and month = %s"
GAPS = """
select coalesce(person_id, household_id), gap_code || '/' || disposition_code from marts.fct_delivery_gaps
where county_code = %s and month = %s
"""
Rows = list[dict[str, Any]]


def ask(settings: Settings, query: str, policy: str) -> list[tuple[Any, ...]]:
    """Rows of the policy's county and month."""
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(query, (county_of(policy), month_of(policy)))
        return cursor.fetchall()


def found_in(settings: Settings, policy: str, query: str) -> Mapping[str, list[str]]:
    """Case to what ``query`` says of its people or its household, every case of the policy among them."""
    pseudonyms, county = Pseudonyms(settings.secret("pseudonym_key")), county_of(policy)
    cases = list(cases_of(policy))
    who: dict[int, str] = {}
    for case in cases:
        who |= {pseudonyms.person_id(person.id_number): case.name for person in (case.head, case.son)}
        who[pseudonyms.household_id(county, case.head.household_number)] = case.name
    found: dict[str, list[str]] = defaultdict(list)
    for subject, code in ask(settings, query, policy):
        found[who[subject]].append(code)
    return {case.name: sorted(found[case.name]) for case in cases}


def expected_of(policy: str, kind: str) -> Mapping[str, list[str]]:
    """Case to what is written of it."""
    return {case.name: sorted(getattr(case, kind)) for case in cases_of(policy)}


def read_workbook(settings: Settings, policy: str) -> openpyxl.Workbook:
    """The county's workbook of the policy's month."""
    place = settings.outbox / county_of(policy) / f"{month_of(policy):%Y-%m}" / "01"
    (path,) = place.glob("*县级汇总*.xlsx")
    return openpyxl.load_workbook(path)


def read_rows(workbook: openpyxl.Workbook, sheet: str) -> tuple[str, Rows]:
    """The line below the title, and the rows below the header by header."""
    rows = [list(row) for row in workbook[sheet].iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if row[0] == "序号")
    header = [str(cell) for cell in rows[top]]
    return str(rows[1][0]), [dict(zip(header, row, strict=True)) for row in rows[top + 1 :]]
