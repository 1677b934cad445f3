"""The whole embedded stack, really started: up, again, a killed scheduler, down."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from shouwang import stack
from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.stack.airflow import airflow_home
from shouwang.stack.airflow_client import AirflowClient
from shouwang.stack.components import COMPONENTS
from shouwang.stack.control import client
from shouwang.stack.endpoints import find_endpoints
from shouwang.stack.errors import StackError
from shouwang.stack.processes import Registry


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A home with a space and Chinese in its path, cleaned at the end."""
    made = Settings(home=tmp_path_factory.mktemp("county") / "守 望")
    try:
        yield made
    finally:
        stack.clean(made, lambda _: None)
        assert not made.home.exists()


@pytest.fixture(scope="module")
def reports(settings: Settings) -> list[str]:
    """What ``up`` said while it started everything."""
    lines: list[str] = []
    stack.up(settings, lines.append)
    return lines


def pids(settings: Settings) -> dict[str, int | None]:
    return {state.name: state.pid for state in stack.status(settings)}


def listening_addresses(settings: Settings) -> set[str]:
    ours = {process.pid for process in Registry(settings.home.resolve()).leftovers()}
    sockets = psutil.net_connections(kind="tcp")
    return {
        found.laddr[0] for found in sockets if found.laddr and found.status == psutil.CONN_LISTEN and found.pid in ours
    }


@pytest.mark.usefixtures("reports")
def test_every_part_runs_and_every_dag_is_known(settings: Settings) -> None:
    assert all(state.is_running for state in stack.status(settings))
    assert settings.home.stat().st_mode & 0o077 == 0
    with client(settings) as airflow:
        assert set(airflow.health().statuses.values()) == {"healthy"}
        assert airflow.import_errors() == {}
        assert airflow.dag_files() == {path.name for path in (PROJECT_ROOT / "dags").glob("*.py")}


@pytest.mark.usefixtures("reports")
def test_nothing_listens_beyond_the_loopback_interface(settings: Settings) -> None:
    assert listening_addresses(settings) == {"127.0.0.1"}


@pytest.mark.usefixtures("reports")
def test_a_wrong_password_and_an_unknown_dag_are_refused(settings: Settings) -> None:
    with client(settings) as airflow, pytest.raises(StackError, match="404"):
        airflow.trigger("no_such_dag", "2022-01")
    endpoints = find_endpoints(settings)
    stranger = AirflowClient(endpoints.airflow_url, endpoints.airflow_user, "wrong")
    with stranger, pytest.raises(StackError, match="401"):
        stranger.dags()


def test_progress_is_told_and_no_password_is(settings: Settings, reports: list[str]) -> None:
    said = "\n".join(reports)

    assert all(f"{component.title}：就绪" in said for component in COMPONENTS.values())
    assert settings.secret("airflow_admin") not in said
    for log in sorted((settings.home / "logs").iterdir()):
        assert settings.secret("airflow_admin") not in log.read_text(encoding="utf-8", errors="replace")


@pytest.mark.usefixtures("reports")
def test_up_again_touches_nothing_and_a_killed_scheduler_alone_is_replaced(settings: Settings) -> None:
    before = pids(settings)
    stack.up(settings, lambda _: None)
    assert pids(settings) == before

    killed = Registry(settings.home.resolve()).find("scheduler")
    assert killed is not None
    orphans = killed.children(recursive=True)
    killed.kill()
    killed.wait(30)
    assert [state.name for state in stack.status(settings) if not state.is_running] == ["scheduler"]

    stack.up(settings, lambda _: None)

    after = pids(settings)
    assert {name for name in after if after[name] != before[name]} == {"scheduler"}
    assert orphans
    assert not [orphan for orphan in orphans if orphan.is_running() and orphan.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.usefixtures("reports")
def test_down_leaves_no_process_and_all_data(settings: Settings) -> None:
    stack.down(settings, lambda _: None)

    assert not [state.name for state in stack.status(settings) if state.is_running]
    assert Registry(settings.home.resolve()).leftovers() == []
    assert (airflow_home(settings) / "migrated.json").exists()
    assert settings.secret("pseudonym_key")
    stack.down(settings, lambda _: None)


def test_looking_at_a_stack_that_never_ran_says_so(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "never")

    assert not any(state.is_running for state in stack.status(settings))
    stack.down(settings, lambda _: None)
    assert not settings.home.exists()
    with pytest.raises(LookupError, match="shouwang up"):
        client(settings)
