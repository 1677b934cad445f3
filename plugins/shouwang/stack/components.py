"""Airflow's four components: started, waited for, ended."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.stack.airflow import airflow_environment, write_passwords
from shouwang.stack.airflow_client import AirflowClient, Health
from shouwang.stack.endpoints import find_endpoints
from shouwang.stack.errors import StackError
from shouwang.stack.processes import Registry, end_processes, kill_processes
from shouwang.stack.records import last_lines

Report = Callable[[str], None]

HEALTHY_WITHIN_SECONDS = 300
POLL_SECONDS = 0.25
END_SECONDS = 20
HEALTHY = "healthy"


@dataclass(frozen=True)
class Component:
    """What people call a component, its options, and its name in the health document."""

    title: str
    options: tuple[str, ...]
    health_name: str

    def is_well(self, health: Health, process: psutil.Process) -> bool:
        """Whether this very process, not an earlier one, was heard of and is healthy."""
        heartbeat = health.heartbeats.get(self.health_name)
        is_fresh = self.health_name == "metadatabase" or (heartbeat and heartbeat.timestamp() > process.create_time())
        return bool(is_fresh) and health.statuses.get(self.health_name) == HEALTHY


COMPONENTS = {
    "api-server": Component("界面与接口", (), "metadatabase"),
    "scheduler": Component("调度器", ("--skip-serve-logs",), "scheduler"),
    "dag-processor": Component("流程解析器", (), "dag_processor"),
    "triggerer": Component("触发器", ("--skip-serve-logs",), "triggerer"),
}


def component_log(settings: Settings, component: str) -> Path:
    """Where a component writes what it prints."""
    return settings.home.resolve() / "logs" / f"airflow-{component}.log"


def start_components(settings: Settings, registry: Registry, report: Report) -> None:
    """Start the components that do not run; what a killed one left behind is ended first."""
    write_passwords(settings)
    environment = airflow_environment(settings)
    for name, component in COMPONENTS.items():
        if registry.find(name) is None:
            kill_processes(registry.leftovers(name))
            report(f"Airflow {component.title}：启动中 …")
            command = ["-m", "shouwang.stack.component", name, *component.options]
            registry.launch(name, command, environment, component_log(settings, name))


def await_health(settings: Settings, registry: Registry, report: Report) -> None:
    """Wait until every component is well. StackError when one ends or is not well within 300 seconds."""
    endpoints = find_endpoints(settings)
    waiting = dict(COMPONENTS)
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    with AirflowClient(endpoints.airflow_url, endpoints.airflow_user, endpoints.airflow_password) as client:
        while waiting:
            for name in find_well(waiting, registry, find_health(client), settings):
                report(f"Airflow {waiting.pop(name).title}：就绪")
            if waiting and time.monotonic() > deadline:
                raise StackError(failure(settings, next(iter(waiting)), f"在 {HEALTHY_WITHIN_SECONDS} 秒内没有就绪"))
            if waiting:
                time.sleep(POLL_SECONDS)


def await_dags(settings: Settings, report: Report) -> None:
    """Wait until every file in ``dags/`` was read. StackError names those that cannot be or are not in 300 seconds."""
    expected = {path.name for path in (PROJECT_ROOT / "dags").glob("*.py")}
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    endpoints = find_endpoints(settings)
    with AirflowClient(endpoints.airflow_url, endpoints.airflow_user, endpoints.airflow_password) as client:
        while missing := expected - client.dag_files():
            broken = {name: text for name, text in client.import_errors().items() if name in missing}
            if broken or time.monotonic() > deadline:
                reasons = "\n".join(f"{name}：{broken.get(name, '没有读到流程')}" for name in sorted(broken or missing))
                raise StackError(f"流程文件读不出来：\n{reasons}")
            time.sleep(POLL_SECONDS)
    report(f"Airflow 流程：已读入 {len(expected)} 个文件")


def find_well(
    waiting: dict[str, Component], registry: Registry, health: Health | None, settings: Settings
) -> list[str]:
    """Those of the components that are well by now. StackError when one of them has ended."""
    well = []
    for name, component in waiting.items():
        process = registry.find(name)
        if process is None:
            raise StackError(failure(settings, name, "启动后退出了"))
        if health is not None and component.is_well(health, process):
            well.append(name)
    return well


def find_health(client: AirflowClient) -> Health | None:
    """What the server says of everybody's health; None while it does not answer."""
    try:
        return client.health()
    except httpx.HTTPError:
        return None


def end_components(registry: Registry) -> None:
    """Ask every component to end, then end whatever is left of them, orphans of killed ones included."""
    leaders = [process for name in COMPONENTS if (process := registry.find(name))]
    end_processes(leaders, END_SECONDS)
    kill_processes(registry.leftovers())


def failure(settings: Settings, name: str, what: str) -> str:
    """What to tell about a component that failed."""
    log = component_log(settings, name)
    return f"Airflow {COMPONENTS[name].title}（{name}）{what}；日志 {log} 的最后几行：\n{last_lines(log)}"
