"""Airflow's configuration as a value."""

import json
from pathlib import Path

import pytest

from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.stack.airflow import airflow_environment, passwords_file, write_passwords
from shouwang.stack.credentials import ensure_credentials
from shouwang.stack.records import write_record


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(home=tmp_path)
    ensure_credentials(made.run_directory)
    write_record(made.run_directory / "endpoints.json", {"warehouse_port": 5541, "airflow_port": 8081})
    return made


def test_says_to_start_the_stack_when_it_never_ran(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="shouwang up"):
        airflow_environment(Settings(home=tmp_path))


def test_depends_on_the_settings_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = airflow_environment(settings)
    monkeypatch.setenv("AIRFLOW__API__PORT", "1")
    monkeypatch.setenv("AIRFLOW_HOME", "/elsewhere")

    assert airflow_environment(settings) == before


def test_everything_is_reached_over_the_loopback_interface(settings: Settings) -> None:
    found = airflow_environment(settings)

    assert found["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert found["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:8081"
    assert found["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:8081/execution/"
    password = settings.secret("airflow_database")
    database = found["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    assert database == f"postgresql+psycopg2://airflow:{password}@127.0.0.1:5541/airflow"


def test_code_comes_from_the_project_and_data_stays_in_the_home(settings: Settings) -> None:
    found = airflow_environment(settings)

    assert found["AIRFLOW__CORE__DAGS_FOLDER"] == str(PROJECT_ROOT / "dags")
    assert found["AIRFLOW__CORE__PLUGINS_FOLDER"] == str(PROJECT_ROOT / "plugins")
    for name in ("AIRFLOW_HOME", "AIRFLOW__LOGGING__BASE_LOG_FOLDER", "SHOUWANG_HOME"):
        assert Path(found[name]).is_relative_to(settings.home)


def test_nothing_is_reported_to_anybody(settings: Settings) -> None:
    found = airflow_environment(settings)

    assert found["GX_ANALYTICS_ENABLED"] == "false"
    assert found["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert found["DO_NOT_TRACK"] == "1"


def test_the_password_file_holds_the_admin_s_alone(settings: Settings) -> None:
    write_passwords(settings)

    path = passwords_file(settings)
    assert json.loads(path.read_text(encoding="utf-8")) == {"admin": settings.secret("airflow_admin")}
    assert path.stat().st_mode & 0o077 == 0
