"""Every case of every policy: sent as files, landed, built, published, and found exactly as written."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.policies.delivery.county_cases import Case, cases_of, county_of, documents, live_through, months_of

DOUBTS = """
select person_id, doubt_code from marts.fct_integrity_doubts where county_code = %s and month = %s
"""
GAPS = """
select household_id, person_id, gap_code || '/' || disposition_code from marts.fct_delivery_gaps
where county_code = %s and month = %s
"""
Found = Mapping[str, Mapping[str, list[str]]]


@pytest.fixture(scope="module")
def lived(make_warehouse: MakeWarehouse) -> Settings:
    """Every policy's county has lived through its months."""
    settings = make_warehouse()
    for policy in documents():
        live_through(settings, policy)
    return settings


def ask(settings: Settings, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def found_in(settings: Settings, policy: str) -> Found:
    """Case to its doubts and gaps as published for the last month."""
    pseudonyms, county = Pseudonyms(settings.secret("pseudonym_key")), county_of(policy)
    place = (county, months_of(policy)[-1])
    who: dict[int, str] = {}
    for case in cases_of(policy):
        who |= {pseudonyms.person_id(person.id_number): case.name for person in (case.head, case.son)}
        who[pseudonyms.household_id(county, case.head.household_number)] = case.name
    found: dict[str, dict[str, list[str]]] = {"doubts": defaultdict(list), "gaps": defaultdict(list)}
    for person, doubt in ask(settings, DOUBTS, *place):
        found["doubts"][who[person]].append(doubt)
    for household, person, gap in ask(settings, GAPS, *place):
        found["gaps"][who[person or household]].append(gap)
    return found


@pytest.mark.parametrize("policy", documents())
def test_exactly_what_is_written_is_found(lived: Settings, policy: str) -> None:
    found = found_in(lived, policy)
    cases: list[Case] = list(cases_of(policy))
    for kind in ("doubts", "gaps"):
        expected = {case.name: sorted(getattr(case, kind)) for case in cases}
        assert {case.name: sorted(found[kind].get(case.name, [])) for case in cases} == expected
