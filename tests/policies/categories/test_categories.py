"""Every category, limit and term of the packs, just inside and just outside: landed, built and published."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import openpyxl
import pytest

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.department_files import put_list
from tests.policies.categories.households import Case, Locality, localities

CASES = [(policy, case.name) for policy, locality in localities().items() for case in locality.cases]
STANDS = """
select household_id, category_code from marts.fct_household_category_months
where county_code = %s and is_assigned order by household_id, category_rank
"""
SAYS = """
select household_id, suggestion_code || ' ' || category_code from publication.rpt_county_category_suggestions
where county_code = %s
"""
RECHECKS = "select household_id, recheck_code from publication.rpt_county_category_rechecks where county_code = %s"
ALONE = """
select household_id, person_id from publication.rpt_county_single_proposals where county_code = %s order by 1, 2
"""
TEXTS = """
select basis_text from marts.fct_household_category_months
union all select reason_text from publication.rpt_county_category_suggestions
union all select found_text from publication.rpt_county_category_rechecks
union all select reason_text from publication.rpt_county_single_proposals
"""


class Published(NamedTuple):
    """The localities' months as they were published, and a way to tell whom a row is about."""

    settings: Settings
    pseudonyms: Pseudonyms

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def of(self, query: str, policy: str, case: Case) -> list[Any]:
        """The second column of the rows about the case's household."""
        county = localities()[policy].county
        household = self.pseudonyms.household_id(county, case.people[0].household_number)
        return [value for about, value in self.ask(query, county) if about == household]

    def rows(self, policy: str, sheet: str) -> Iterator[dict[str, Any]]:
        """The rows of a sheet of the county's workbook by header."""
        locality = localities()[policy]
        place = self.settings.outbox / locality.county / f"{locality.month:%Y-%m}" / "01"
        (path,) = place.glob("*县级汇总*.xlsx")
        rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
        header = next(number for number, row in enumerate(rows) if "户主" in row)
        return (dict(zip(map(str, rows[header]), row, strict=True)) for row in rows[header + 1 :] if any(row))


@pytest.fixture(scope="module")
def published(make_warehouse: MakeWarehouse) -> Published:
    """The month of every locality, one after the other in one warehouse."""
    settings = make_warehouse()
    for locality in localities().values():
        publish(settings, locality)
    return Published(settings, Pseudonyms(settings.secret("pseudonym_key")))


def publish(settings: Settings, locality: Locality) -> None:
    for name, listed in locality.lists.items():
        put_list(settings, locality.county, locality.month, name, listed)
    land_month(settings, locality.county, locality.month)
    publish_month(settings, locality.county, locality.month)


def find(policy: str, name: str) -> Case:
    return next(case for case in localities()[policy].cases if case.name == name)


@pytest.mark.requirement("QD-01", "QD-02", "QD-03", "QD-04", "LF-01", "LA-01")
@pytest.mark.parametrize(("policy", "name"), CASES)
def test_each_household_stands_where_the_lists_put_it_and_is_told_what_fits(
    published: Published, policy: str, name: str
) -> None:
    case = find(policy, name)
    assert published.of(STANDS, policy, case) == case.said.get("stands", [])
    assert published.of(SAYS, policy, case) == ([case.said["says"]] if "says" in case.said else [])


@pytest.mark.requirement("QD-05")
def test_the_old_stock_is_rechecked_as_its_term_ends(published: Published) -> None:
    cases = localities()["qidong"].cases
    found = {case.name: published.of(RECHECKS, "qidong", case) for case in cases}
    assert found == {case.name: [case.said["recheck"]] if "recheck" in case.said else [] for case in cases}


@pytest.mark.requirement("LF-07")
def test_single_persons_of_edge_households_are_proposed(published: Published) -> None:
    cases = localities()["linfen"].cases
    numbers = {
        published.pseudonyms.person_id(person.id_number): (case.name, place)
        for case in cases
        for place, person in enumerate(case.people)
    }
    found = [numbers[person] for _, person in published.ask(ALONE, localities()["linfen"].county)]
    assert sorted(found) == sorted((case.name, place) for case in cases for place in case.said.get("alone", []))


def test_no_text_carries_a_name_or_a_number_of_a_person(published: Published) -> None:
    texts = [text for (text,) in published.ask(TEXTS)]
    cells = [
        c for loc in localities().values() for case in loc.cases for p in case.people for c in (p.name, p.id_number)
    ]
    assert len(texts) > len(CASES) / 2
    assert [text for text in texts if any(cell in text for cell in cells)] == []
