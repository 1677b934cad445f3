"""A month from landed rows to lists: prepared, built by dbt, published, issued, explained."""

from datetime import date
from typing import Any

import pytest

from shouwang.build import BuildFailed, Fenced, build, prepare
from shouwang.build.newest import discard_builds
from shouwang.publication import explain, issue_lists, publish
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.integration.hand_made_builds import COUNTY, month_of
from tests.integration.hand_made_people import ANLING, PEOPLE, land_register

JANUARY = month_of(1)
HOUSES = 30000001


@pytest.fixture
def landed(warehouse: Settings) -> Settings:
    """Everybody lives in one village; the second household's house is dangerous."""
    land_register(warehouse, JANUARY)
    with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "update landing.household_register_contents"
            " set village_code = %s, sex_code = 'male', birth_month = '1970-01-01'",
            (f"{ANLING}001",),
        )
        cursor.execute(
            "insert into ops.deliveries (delivery_id, county_code, month, feed, department_code, revision, sha256, "
            "file_name, received_at, state_code, rows_found, rows_in, rows_accepted, rows_held, rows_dropped) "
            "values (%s, %s, %s, "
            "'housing_dangerous_houses', 'housing', 1, 'x', '危房.xlsx', '2022-02-05 10:00+08', 'accepted', "
            "1, 1, 1, 0, 0)",
            (HOUSES, COUNTY, JANUARY),
        )
        cursor.execute(
            "insert into landing.housing_dangerous_houses (delivery_id, row_number, is_accepted, head_person_id, "
            "house_grade_code, appraised_date) values (%s, 4, true, 21, 'grade_d', '2022-01-05')",
            (HOUSES,),
        )
    return warehouse


def pass_gate(settings: Settings, build_id: str) -> None:
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(
            "update ops.builds set state_code = 'passed' where build_id = %s and state_code = 'built'", (build_id,)
        )


def find_schemas(settings: Settings) -> list[Any]:
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname like 'build%%' order by 1")
        return [row[0] for row in cursor.fetchall()]


def test_a_landed_month_becomes_a_list_that_explains_itself(landed: Settings) -> None:
    prepared = prepare(landed, COUNTY, JANUARY)
    build(landed, prepared.build_id)
    build(landed, prepared.build_id)  # as a task that is tried again
    pass_gate(landed, prepared.build_id)
    published = publish(landed, prepared.build_id)
    discard_builds(landed, COUNTY, JANUARY)
    assert find_schemas(landed) == []
    (parsed,) = (landed.home / "dbt").iterdir()
    assert parsed.name.startswith("parsed-")
    assert parsed.stat().st_mode & 0o777 == 0o600
    counts = published.changed_row_counts
    assert (counts["dim_people"], counts["dim_households"], counts["rpt_township_referrals"]) == (len(PEOPLE), 4, 1)
    issued = issue_lists(landed, COUNTY, JANUARY)
    assert [(known.addressee, known.row_count) for known in issued.lists] == [(COUNTY, 12), (ANLING, 1), ("housing", 1)]
    (reason,) = explain(landed, COUNTY, 2)
    assert (reason["rule_code"], reason["clause"]) == ("dangerous_house_listed", "四")
    assert (reason["file_name"], reason["row_number"]) == ("危房.xlsx", 4)
    assert (reason["received_date"], reason["known_since"] is not None) == (date(2022, 2, 5), True)
    assert (reason["department_name"], reason["first_known_month"]) == ("住建局", JANUARY)
    assert reason["policy_version"] == prepared.policy_version
    assert explain(landed, COUNTY, 2, month_of(2)) == explain(landed, COUNTY, 1) == []
    assert (reason["value_amount"], reason["threshold_amount"]) == (None, None)


def test_a_failed_build_names_what_failed_and_keeps_its_log(landed: Settings) -> None:
    with connect(landed, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("revoke select on landing.water_unsafe_households from transformer")
    prepared = prepare(landed, COUNTY, JANUARY)
    with pytest.raises(BuildFailed, match="stg_departments__signals") as failure:
        build(landed, prepared.build_id)
    assert "permission" not in str(failure.value)
    assert (landed.home / "dbt" / prepared.build_id / "logs" / "dbt.log").exists()
    newer = prepare(landed, COUNTY, JANUARY)
    assert find_schemas(landed) == []
    with pytest.raises(Fenced):
        build(landed, prepared.build_id)
    with connect(landed, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("grant select on landing.water_unsafe_households to transformer")
    build(landed, newer.build_id)
    assert find_schemas(landed) == [newer.schema_name]


SESSIONS = "select sessions from pg_stat_database where datname = current_database()"
FEW = 20  # of some 350 nodes


def count_sessions(settings: Settings) -> int:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(SESSIONS)
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def test_a_build_keeps_its_connections_from_model_to_model_and_leaves_none(landed: Settings) -> None:
    prepared = prepare(landed, COUNTY, JANUARY)
    before = count_sessions(landed)
    build(landed, prepared.build_id)
    assert 0 < count_sessions(landed) - before < FEW
    with connect(landed, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_stat_activity where application_name = 'shouwang build'")
        assert cursor.fetchone() == (0,)
