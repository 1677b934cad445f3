"""Start, stop and look at the whole stack: PostgreSQL, the warehouse, Airflow's four components."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shouwang.settings import Settings
from shouwang.stack.airflow_client import AirflowClient
from shouwang.stack.components import (
    COMPONENTS,
    await_dags,
    await_health,
    component_log,
    end_components,
    start_components,
)
from shouwang.stack.endpoints import AIRFLOW_PORT, ENDPOINTS_FILE, Endpoints, find_endpoints
from shouwang.stack.errors import StackError
from shouwang.stack.lock import stack_lock
from shouwang.stack.migration import migrate_airflow
from shouwang.stack.places import make_home
from shouwang.stack.ports import choose_port
from shouwang.stack.postgres import PostgresServer
from shouwang.stack.processes import Registry
from shouwang.stack.records import read_record, update_record

Report = Callable[[str], None]

PREFERRED_AIRFLOW_PORT = 8080


@dataclass(frozen=True)
class ComponentStatus:
    """A part of the stack: whether its process lives, its process number, and where its log is."""

    name: str
    is_running: bool
    pid: int | None
    log: Path

    def as_document(self) -> dict[str, str | int | bool | None]:
        """Return the fields by name, for JSON."""
        return {"name": self.name, "is_running": self.is_running, "pid": self.pid, "log": str(self.log)}


def up(settings: Settings, report: Report) -> Endpoints:
    """Start what does not run yet and wait until all of it is well; doing so again changes nothing.

    StackError says which part failed, with the end of its log.
    """
    require_own_home(settings.home)
    make_home(settings.home)
    with stack_lock(settings.run_directory):
        registry = Registry(settings.home.resolve())
        before = read_record(settings.run_directory / ENDPOINTS_FILE)
        start_warehouse(settings, report)
        settle_airflow_port(settings, registry)
        if read_record(settings.run_directory / ENDPOINTS_FILE) != before:
            end_components(registry)  # they know the old addresses
        migrate_airflow(settings, report)
        start_components(settings, registry, report)
        await_health(settings, registry, report)
        await_dags(settings, report)
    return find_endpoints(settings)


def down(settings: Settings, report: Report) -> None:
    """Stop Airflow and PostgreSQL, data kept; what this home did not start is never touched."""
    if not settings.run_directory.is_dir():
        return
    with stack_lock(settings.run_directory):
        stop_everything(settings, report)


def clean(settings: Settings, report: Report) -> None:
    """Stop everything and delete the home with its data, archives and lists. There is no way back."""
    if not settings.home.is_dir():
        return
    require_own_home(settings.home)
    with stack_lock(settings.run_directory):
        stop_everything(settings, report)
        PostgresServer(settings.home).erase()
        shutil.rmtree(settings.home)


def status(settings: Settings) -> list[ComponentStatus]:
    """PostgreSQL and the components of Airflow, in the order they are started."""
    server, registry = PostgresServer(settings.home), Registry(settings.home.resolve())
    states = [ComponentStatus("postgres", server.is_running(), server.pid, server.log)]
    for component in COMPONENTS:
        found = registry.find(component)
        pid = found.pid if found else None
        states.append(ComponentStatus(component, found is not None, pid, component_log(settings, component)))
    return states


def client(settings: Settings) -> AirflowClient:
    """Return a client of this stack's Airflow; LookupError when it was never started."""
    endpoints = find_endpoints(settings)
    return AirflowClient(endpoints.airflow_url, endpoints.airflow_user, endpoints.airflow_password)


def start_warehouse(settings: Settings, report: Report) -> None:
    """Start PostgreSQL and bring the warehouse to the present version."""
    from shouwang.warehouse import migrate

    server = PostgresServer(settings.home)
    report("数据库：启动中 …")
    server.start()
    migrate(settings)
    report(f"数据库：就绪（127.0.0.1:{server.port}）")


def settle_airflow_port(settings: Settings, registry: Registry) -> None:
    """Keep Airflow's port while its server runs, else take the one of last time or the next free one."""
    file = settings.run_directory / ENDPOINTS_FILE
    written = read_record(file).get(AIRFLOW_PORT)
    if written is None or registry.find("api-server") is None:
        port = choose_port(PREFERRED_AIRFLOW_PORT, written, avoiding={settings.port})
        update_record(file, {AIRFLOW_PORT: port})


def stop_everything(settings: Settings, report: Report) -> None:
    """Stop Airflow, then PostgreSQL."""
    report("Airflow：停止中 …")
    end_components(Registry(settings.home.resolve()))
    report("数据库：停止中 …")
    PostgresServer(settings.home).stop()


def require_own_home(home: Path) -> None:
    """Refuse to work in a directory the present user cannot write; StackError says whose it is."""
    existing = next(path for path in (home, *home.resolve().parents) if path.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise StackError(
            f"当前用户不能写目录 {existing}（属于 {existing.owner()}）；请换用该用户运行，"
            "或用环境变量 SHOUWANG_HOME 指定另一个目录"
        )
