"""January's households under other limits: who enters and who leaves, and nothing that was published moves."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import psycopg2
import pytest

from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import published_tables
from shouwang.what_if import Comparison, NeverJudged, compare, save_workbook
from shouwang.what_if.judging import judge, newest_version
from tests.world.test_watch import ask, household_of
from tests.world.test_world import COUNTY, MONTHS

JANUARY, FEBRUARY, _ = MONTHS
OVER = "medical_self_paid_over"


def moved(settings: Settings, found: Comparison) -> dict[str, bool]:
    """Household number to whether it enters."""
    numbers = {household_of(settings, f"YL{number:04}"): f"YL{number:04}" for number in range(1, 13)}
    return {numbers[change.household_id]: change.is_entering for change in found.households}


def everything_published(settings: Settings) -> list[tuple[str, str]]:
    """Every published table with a digest over all its rows."""
    digest = "select coalesce(md5(string_agg(t::text, '|' order by t::text collate \"C\")), '') from {} as t"
    return [(table.table, ask(settings, digest.replace("{}", table.table))[0][0]) for table in published_tables()]


@pytest.mark.requirement("WH-08")
@pytest.mark.parametrize(
    ("month", "limit", "expected"),
    [
        (JANUARY, "10000", {}),
        (JANUARY, "9999.99", {"YL0002": True}),  # exactly 10,000 yuan
        (JANUARY, "9000", {"YL0002": True}),  # a month of exactly 9,000 yuan belongs to a household listed for a flood
        (JANUARY, "11000.49", {}),
        (JANUARY, "11000.50", {"YL0003": False}),  # two stays, together 11,000.50 yuan
        (JANUARY, "100000", {"YL0003": False}),  # YL0001 is over no longer, but its house is dangerous
        (FEBRUARY, "10000.01", {"YL0002": False}),
        (FEBRUARY, "20000", {"YL0001": False, "YL0002": False}),
    ],
)
def test_a_household_just_inside_and_just_outside(
    world: Settings, month: date, limit: str, expected: dict[str, bool]
) -> None:
    found = compare(world, COUNTY, month, [f"medical_self_paid={limit}"])
    assert moved(world, found) == expected
    before = ask(
        world,
        "select township_code, count(distinct household_id) from marts.fct_household_risk_months "
        "where county_code = %s and month = %s group by township_code order by township_code",
        COUNTY,
        month,
    )
    assert [(township.township_code, township.before) for township in found.townships] == before
    assert found.total.after - found.total.before == sum(1 if enters else -1 for enters in expected.values())
    assert {(rule, change.is_entering) for change in found.households for rule in change.rules} == {
        (OVER, enters) for enters in expected.values()
    }


@pytest.mark.requirement("WH-08")
def test_under_its_own_parameters_a_month_is_judged_as_it_was_published(world: Settings) -> None:
    published = "select distinct household_id, rule_code from marts.fct_household_risk_months where month = %s"
    with connect(world, "publisher", "test") as connection, connection.cursor() as cursor:
        for month in MONTHS:
            judged = {risk[:2] for risk in judge(cursor, newest_version(cursor, COUNTY, month), {})}
            assert judged == set(ask(world, published, month))


@pytest.mark.requirement("WH-08")
def test_what_is_published_stays_and_cannot_be_written(world: Settings, tmp_path: Path) -> None:
    before = everything_published(world)
    outbox = {path: path.stat().st_mtime_ns for path in sorted(world.outbox.rglob("*"))}
    path = save_workbook(world, compare(world, COUNTY, JANUARY, ["medical_self_paid_amount=100000"]))
    assert everything_published(world) == before
    assert {path: path.stat().st_mtime_ns for path in sorted(world.outbox.rglob("*"))} == outbox
    with connect(world, "publisher", "test") as connection, connection.cursor() as cursor:
        judge(cursor, newest_version(cursor, COUNTY, JANUARY), {"medical_self_paid_amount": Decimal(1)})
        with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
            cursor.execute("update ops.publications set version = version")
        connection.rollback()
    assert path.name == "medical_self_paid_amount=100000.xlsx"
    book = openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as members:
        assert members.read("xl/charts/chart1.xml").count(b"<c:ser>") == 2
    rows = list(book["户"].iter_rows(min_row=4, values_only=True))
    assert [(row[3], row[4], row[5]) for row in rows] == [
        (str(household_of(world, "YL0003")), "退出", "医疗救助后自费超限")
    ]
    again = tmp_path / "again.xlsx"
    path.rename(again)
    save_workbook(world, compare(world, COUNTY, JANUARY, ["medical_self_paid_amount=100000"]))
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("month", "asked", "said"),
    [
        (date(2022, 5, 1), ["medical_self_paid=1"], "没有已发布的数据"),
        (JANUARY, [], "没有给出要改的参数"),
        (JANUARY, ["medical_self_paid=viele"], "不是“参数=数值”"),
        (JANUARY, ["medical_self_paid=-1"], "不是“参数=数值”"),
        (JANUARY, ["medical_self_paid=0.001"], "不是“参数=数值”"),
        (JANUARY, ["medical_self_paid=NaN"], "不是“参数=数值”"),
        (JANUARY, ["medical_self_paid"], "不是“参数=数值”"),
        (JANUARY, ["unknown=1"], "没有唯一的参数 'unknown'；有：home_check_days（"),
        (JANUARY, ["=1"], "没有唯一的参数"),
        (JANUARY, ["medical_self_paid=1", "medical_self_paid_amount=2"], "给了两次"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_what_to_do(
    world: Settings, month: date, asked: list[str], said: str
) -> None:
    refusals = (NeverJudged, LookupError, ValueError)
    with pytest.raises(refusals) as refused:
        compare(world, COUNTY, month, asked)
    assert said in str(refused.value)
