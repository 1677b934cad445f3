"""A county whose townships merge, whose village is split and whose code changes, with its grids, month by month.

August: two townships, each with grids of its own. September: the second is merged into the first and a village of the
first is split in two, while the register is still August's. October: the county has another code, and the register,
the grids and everything else are sent with the new ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shouwang.divisions import children, codes_until, county, county_of, places_of, seat
from shouwang.divisions.register import PLACE
from shouwang.publication import issue_lists
from shouwang.publication.place_counts import read_place_counts
from shouwang.receipts import issued_receipts
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.department_files import Cells, Person, households, put_list, put_register
from tests.place_changes import change, renumbered, write_changes

COUNTY, RECODED = "340604", "340699"
AUGUST, SEPTEMBER, OCTOBER = date(2023, 8, 1), date(2023, 9, 1), date(2023, 10, 1)
MONTHS = (AUGUST, SEPTEMBER, OCTOBER)
FIRST, SECOND = "340604001", "340604002"
SPLIT, MAIN_HALF, OTHER_HALF = "340604001001", "340604001091", "340604001092"
COUNT = 210
MEMBERS = list(households(COUNTY, COUNT))  # in the villages of August, before anything changes
STAFF = {FIRST: "甘守田", SECOND: "卫巡山", "": "接班人"}


def changes() -> Iterator[dict[str, str]]:
    """The merger and the split of September, and October's new code of everything."""
    villages = [village.code for village in children(SECOND)]
    moved = {code: f"{FIRST}1{number:02d}" for number, code in enumerate(villages)}
    yield change(SEPTEMBER, SECOND, FIRST)
    yield from (change(SEPTEMBER, old, new) for old, new in moved.items())
    yield change(SEPTEMBER, SPLIT, MAIN_HALF, "淮选东社区", is_main=True)
    yield change(SEPTEMBER, SPLIT, OTHER_HALF, "淮选西社区")
    below = [*places_of(COUNTY, "township", AUGUST), *places_of(COUNTY, "village", AUGUST)]
    standing = {COUNTY, *(place.code for place in below)}
    standing = standing - {SECOND, SPLIT, *villages} | {MAIN_HALF, OTHER_HALF, *moved.values()}
    recoded = renumbered(sorted(standing), {COUNTY: RECODED})
    yield from (change(OCTOBER, old, new, "烈山新区" if old == COUNTY else "") for old, new in recoded.items())


@dataclass(frozen=True)
class Lived:
    """The county after its three months; ``people`` are the heads as the first register has them."""

    settings: Settings
    heads: list[Person]

    def lists(self, month: date) -> dict[Path, list[dict[str, str]]]:
        """Each township's workbook to its lines."""
        found = {}
        place = self.settings.outbox / COUNTY / f"{month:%Y-%m}"
        for path in sorted(place.glob("[0-9]*/*入户核查名单*.xlsx")):
            rows = [[str(cell or "") for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].values]
            top = next(number for number, row in enumerate(rows) if "户主身份证号" in row)
            found[path] = [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]
        return found

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as the publisher sees them."""
        with connect(self.settings, "publisher", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()


@pytest.fixture(scope="module", autouse=True)
def changed_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The county keeps its own changes in a directory of its own."""
    place = write_changes(tmp_path_factory.mktemp("changes"), list(changes()))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(PLACE, str(place))
        yield


@pytest.fixture(scope="module")
def lived(changed_places: None, make_warehouse: MakeWarehouse) -> Lived:  # noqa: ARG001 -- must be in place
    """August to October: everybody is found in need each month, and each township sends its grids."""
    settings = make_warehouse()
    heads = [head for head, _ in MEMBERS]
    put_register(settings, COUNTY, AUGUST, [person for pair in MEMBERS for person in pair])
    for township in (FIRST, SECOND):
        put_grids(settings, AUGUST, township, [head for head in heads if head.village_code.startswith(township)])
    october = [[moved_in(person, number) for person in pair] for number, pair in enumerate(MEMBERS)]
    put_register(settings, COUNTY, OCTOBER, [person for pair in october for person in pair])
    put_grids(settings, OCTOBER, "", [pair[0] for pair in october])
    stale = replace(heads[0], village_code=SPLIT)
    put(settings, SEPTEMBER, "grids", "迟报", [(stale, grid_cells(SPLIT)), (stale, grid_cells(MAIN_HALF))])
    for month in MONTHS:
        put_list(settings, COUNTY, month, "patrol_reports", [(head, {"change_code": "支出骤增"}) for head in heads])
        land_month(settings, COUNTY, month)
        publish_month(settings, COUNTY, month)
    return Lived(settings, heads)


def moved_in(person: Person, number: int) -> Person:
    """The person with October's code: of the split village, a quarter lives in the smaller half."""
    half = OTHER_HALF if number % 8 == 0 else MAIN_HALF
    village = half if person.village_code == SPLIT else person.village_code.replace(SECOND, FIRST + "1")
    village = f"{FIRST}100" if village.startswith(FIRST + "1") and village != half else village
    return replace(person, village_code=RECODED + village[len(COUNTY) :])


def put_grids(settings: Settings, month: date, township: str, heads: Sequence[Person]) -> None:
    """The township's three lists: a grid in every village, all but its last head in it, one person in office."""
    villages = sorted({head.village_code for head in heads})
    sample = {village: next(head for head in heads if head.village_code == village) for village in villages}
    stated: Cells = {} if township else {"grid_exception_note": "楼院相连，不宜再分"}  # October's grids say why
    put(settings, month, "grids", township, [(sample[v], {**grid_cells(v), **stated}) for v in villages])
    placed = heads[:-1] if township else heads
    put(settings, month, "grid_households", township, [(head, {"grid_number": "01"}) for head in placed])
    served = villages[:1] if township != SECOND else []
    staff: Cells = {
        "grid_number": "01",
        "person_name": STAFF[township],
        "phone": "13800001111",
        "grid_role_code": "网格长",
    }
    office = {"duty_started_date": month, "remark": None}
    left = {"duty_started_date": date(2021, 1, 1), "duty_ended_date": month, "person_name": "离任人"}
    rows = [(sample[v], {**staff, **office}) for v in served]
    rows += [(sample[v], {**staff, **left}) for v in villages]
    put(settings, month, "grid_staff", township, rows)


def grid_cells(village: str) -> Cells:
    return {"village_code": village, "grid_number": "01", "grid_name": "第一网格"}


def put(settings: Settings, month: date, feed: str, sender: str, rows: Sequence[tuple[Person, Cells]]) -> None:
    """A list in a file that bears the name of its sender."""
    path = put_list(settings, COUNTY, month, feed, rows)
    path.rename(path.with_stem(f"{sender}{path.stem}"))


@pytest.mark.requirement("LA-06", "QD-11")
def test_every_household_stands_on_exactly_one_list_in_every_month(lived: Lived) -> None:
    expected = sorted(head.id_number for head in lived.heads)
    for month, townships in ((AUGUST, 2), (SEPTEMBER, 1), (OCTOBER, 1)):
        lists = lived.lists(month)
        assert sorted(line["户主身份证号"] for lines in lists.values() for line in lines) == expected, month
        assert len(lists) == townships, month


@pytest.mark.requirement("LA-06")
def test_who_is_routed_by_an_older_register_goes_to_what_the_village_became(lived: Lived) -> None:
    query = "select distinct township_code, village_code from publication.rpt_township_referrals where month = %s"
    assert sorted(lived.ask(query, SEPTEMBER)) == [(FIRST, MAIN_HALF), (FIRST, f"{FIRST}100")]
    recoded = {(RECODED + township[6:], RECODED + village[6:]) for township, village in lived.ask(query, SEPTEMBER)}
    assert set(lived.ask(query, OCTOBER)) == recoded | {(RECODED + FIRST[6:], RECODED + OTHER_HALF[6:])}
    names = {line["村"] for lines in lived.lists(SEPTEMBER).values() for line in lines}
    assert names == {"淮选东社区", children(SECOND, AUGUST)[0].name}


def test_a_month_counts_the_same_by_the_townships_of_then_and_of_now(lived: Lived) -> None:
    as_known = read_place_counts(lived.settings, COUNTY, AUGUST, OCTOBER)
    assert {c.township_code: c.household_count for c in as_known.as_was} == {FIRST: 105, SECOND: 105}
    assert {(c.township_code, c.household_count, c.assumed_count) for c in as_known.as_is} == {("340699001", COUNT, 0)}
    assert sum(c.risk_count for c in as_known.as_was) == sum(c.risk_count for c in as_known.as_is)
    assert as_known.as_was == read_place_counts(lived.settings, COUNTY, AUGUST, AUGUST).as_is
    summary = "select sum(household_count), count(*) from publication.rpt_county_summary where month = %s"
    assert [lived.ask(summary, month)[0] for month in MONTHS] == [(COUNT, 8), (COUNT, 7), (COUNT, 7)]


def test_what_was_referred_before_a_merger_is_still_followed(lived: Lived) -> None:
    query = (
        "select referral_month, sum(referral_count) from publication.rpt_township_progress where month = %s group by 1"
    )
    assert sorted(lived.ask(query, OCTOBER)) == [(month, COUNT) for month in MONTHS]


def test_old_lists_come_out_the_same_to_the_byte(lived: Lived) -> None:
    (first, *_) = lived.lists(AUGUST)
    before = {path.name: path.read_bytes() for path in first.parent.iterdir() if path.is_file()}
    first.parent.rename(first.parent.with_name("moved"))
    issue_lists(lived.settings, COUNTY, AUGUST)
    assert {path.name: path.read_bytes() for path in first.parent.iterdir() if path.is_file()} == before
    assert "烈山区" in first.name


def test_a_county_keeps_the_code_it_is_called_by(lived: Lived) -> None:
    assert (seat(COUNTY, SEPTEMBER), seat(COUNTY, OCTOBER), county_of("340699001100")) == (COUNTY, RECODED, COUNTY)
    assert len(children(COUNTY, OCTOBER)) == 7
    assert SECOND in codes_until(COUNTY, "township", OCTOBER)
    with pytest.raises(LookupError, match="沿用 340604"):
        county(RECODED)
    assert lived.ask("select distinct county_code from ops.deliveries") == [(COUNTY,)]
    kinds = "select kind_code, count(*) from marts.bridge_division_successions where valid_to = 'infinity' group by 1"
    found = dict(lived.ask(kinds))
    assert (found["split"], found["merged"]) == (2, 1)


def test_a_village_that_was_split_is_held_with_what_it_became(lived: Lived) -> None:
    (delivery,) = [d for d in issued_receipts(lived.settings, COUNTY, SEPTEMBER) if d.feed == "grids"]
    assert delivery.held_count == 1
    held = lived.ask("select reason_code, seen_shape from landing.held_cells where column_name = 'village_code'")
    assert held == [("division_split", f"“{SPLIT}”，已拆分为 {MAIN_HALF} 淮选东社区、{OTHER_HALF} 淮选西社区")]


@pytest.mark.requirement("LS-01")
def test_grid_and_staff_stand_on_every_row(lived: Lived) -> None:
    august = {line["户主身份证号"]: line for lines in lived.lists(AUGUST).values() for line in lines}
    shown = {(line["网格"], line["网格员"]) for line in august.values()}
    assert shown == {
        ("第一网格", f"{STAFF[FIRST]}（网格长）13800001111"),
        ("第一网格", "（无在岗网格员）"),
        ("", ""),
    }
    october = [line for lines in lived.lists(OCTOBER).values() for line in lines]
    assert all(line["网格"] == "第一网格" for line in october)
    assert {line["网格员"] for line in october} == {f"{STAFF['']}（网格长）13800001111", "（无在岗网格员）"}


@pytest.mark.requirement("LS-01")
def test_grids_over_the_limit_without_staff_and_households_without_grid_are_reported(lived: Lived) -> None:
    query = (
        "select finding_code, village_code, household_count from publication.rpt_county_grid_findings where month = %s"
    )
    first, second = (children(township, AUGUST)[0].code for township in (FIRST, SECOND))
    assert sorted(lived.ask(query, AUGUST)) == [
        ("over_limit", first, 104),
        ("over_limit", second, 104),
        ("without_grid", first, 1),
        ("without_grid", second, 1),
        ("without_staff", second, 104),
    ]
    (path,) = (lived.settings.outbox / COUNTY / "2023-08").glob("01/*县级汇总*.xlsx")
    sheet = openpyxl.load_workbook(path)["网格问题"]
    said = [str(cell) for row in sheet.values for cell in row if cell]
    assert "网格有104户，超过100户，没有写明超户数原因" in said


@pytest.mark.requirement("LS-01")
def test_a_stated_exception_is_allowed(lived: Lived) -> None:
    largest = (
        "select max(n) from (select count(*) as n from marts.bridge_grid_households where valid_from <= %s"
        " and %s < valid_to group by grid_code) as counted"
    )
    assert lived.ask(largest, OCTOBER, OCTOBER) == [(105,)]
    query = "select distinct finding_code from publication.rpt_county_grid_findings where month = %s"
    assert lived.ask(query, OCTOBER) == [("without_staff",)]


@pytest.mark.requirement("LS-01")
def test_the_history_of_grids_and_staff_is_kept(lived: Lived) -> None:
    query = "select grid_code, valid_from, valid_to::text from marts.dim_grids where grid_code like %s order by 1, 2"
    assert lived.ask(query, f"{SECOND}%") == [(f"{children(SECOND, AUGUST)[0].code}-01", AUGUST, "2023-09-01")]
    on_duty = "select count(*) from marts.dim_grid_workers where is_on_duty and valid_from <= %s and %s < valid_to"
    assert [lived.ask(on_duty, month, month)[0][0] for month in MONTHS] == [1, 1, 1]
    columns = "select column_name from information_schema.columns where table_name = 'dim_grid_workers_v1'"
    assert not {"person_name", "phone"} & {name for (name,) in lived.ask(columns)}
