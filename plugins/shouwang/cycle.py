"""A month's cycle through Airflow: start it, follow it, say how it ended.

Landing announces the month, the announcement starts the build, the build the publication; a month that changed makes the
next published one stale. This module only triggers and watches: Airflow's scheduler runs every task.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from shouwang.build import newest_build_state
from shouwang.months import parse_month
from shouwang.publication import later_published_months, published_months
from shouwang.settings import Settings
from shouwang.stack.airflow_client import AirflowClient, Run
from shouwang.stack.control import client
from shouwang.warehouse.overview import months

STEPS = (("land_deliveries", "收数入库"), ("build_month", "研判建表"), ("publish_month", "发布交办"))
FINISHED = {"success", "failed"}
PATIENCE_SECONDS = 1800
POLL_SECONDS = 0.5
STARTS_WITHIN_SECONDS = 120

Say = Callable[[str], None]


class CycleStopped(RuntimeError):
    """A step of the cycle failed; the message says which and where to look."""


def run_month(settings: Settings, county_code: str, month: date, say: Say) -> list[dict[str, Any]]:
    """Run a month and every later month it changed; one outcome per month.

    Each outcome: month, state (published | stopped | failed), seconds, version, referral_count. Raises LookupError when
    the stack is not up and TimeoutError when Airflow does not get on.
    """
    airflow = client(settings)
    for prefix, _ in STEPS:
        airflow.unpause(f"{prefix}_{county_code}")
    since = datetime.now(UTC)
    airflow.trigger(f"land_deliveries_{county_code}", f"{month:%Y-%m}")
    outcomes = [_follow(settings, airflow, county_code, month, since, STEPS, say)]
    for later in later_published_months(settings, county_code, month):
        before = since
        if outcomes[-1]["state"] != "published" or not outcomes[-1]["is_changed"]:
            break
        outcomes.append(_follow(settings, airflow, county_code, later, before, STEPS[1:], say))
    return outcomes


def needs_run(settings: Settings, county_code: str, month: date) -> bool:
    """Whether a month is not published yet or files wait for it in the inbox."""
    waiting = settings.inbox / county_code / f"{month:%Y-%m}"
    has_files = waiting.is_dir() and any(waiting.iterdir())
    return has_files or month not in published_months(settings, county_code)


def known_outcome(settings: Settings, county_code: str, month: date) -> dict[str, Any]:
    """How a month stands that is not run again: state, version and referrals as published, seconds of its last cycle."""
    airflow = client(settings)
    key = f"{month:%Y-%m}"
    spans = [airflow.runs(f"{prefix}_{county_code}", key)[-1:] for prefix, _ in STEPS]
    return {**_month_row(settings, county_code, month), "seconds": _seconds([run for runs in spans for run in runs])}


def _follow(
    settings: Settings, airflow: AirflowClient, county_code: str, month: date, since: datetime, steps: Any, say: Say
) -> dict[str, Any]:
    version_before = _month_row(settings, county_code, month)["version"]
    runs = []
    for prefix, label in steps:
        run = _finished_run(airflow, f"{prefix}_{county_code}", month, since, lambda text, label=label: say(f"{month:%Y-%m} {label} {text}"))
        runs.append(run)
        if run.state != "success":
            say(f"{month:%Y-%m} {label} 没有成功：{_failure(airflow, run)}")
            if prefix != "land_deliveries":
                break
    row = _month_row(settings, county_code, month)
    if any(run.state != "success" for run in runs[1:]) or len(runs) < len(steps):
        row["state"] = "stopped" if newest_build_state(settings, county_code, month) == "stopped" else "failed"
    return {**row, "seconds": _seconds(runs), "is_changed": row["version"] != version_before}


def _finished_run(airflow: AirflowClient, dag_id: str, month: date, since: datetime, say: Say) -> Run:
    run = _first(airflow, dag_id, month, since)
    shown: set[str] = set()
    for _ in _ticks(f"{dag_id} {month:%Y-%m}"):
        for line in _progress(airflow, run):
            if line not in shown:
                shown.add(line)
                say(line)
        newest = next(found for found in airflow.runs(dag_id, f"{month:%Y-%m}") if found.run_id == run.run_id)
        if newest.state in FINISHED:
            return newest
    raise AssertionError("unreachable: ticks end by raising")


def _first(airflow: AirflowClient, dag_id: str, month: date, since: datetime) -> Run:
    for waited in _ticks(f"{dag_id} {month:%Y-%m}"):
        fresh = [run for run in airflow.runs(dag_id, f"{month:%Y-%m}") if run.queued_at and run.queued_at >= since]
        if fresh:
            return fresh[-1]
        if waited > STARTS_WITHIN_SECONDS:
            raise TimeoutError(f"{dag_id} did not start for {month:%Y-%m}: look at the scheduler in `shouwang status`")
    raise AssertionError("unreachable: ticks end by raising")


def _progress(airflow: AirflowClient, run: Run) -> Iterator[str]:
    for task in airflow.task_instances(run.dag_id, run.run_id):
        if task.state in {"success", "failed", "up_for_retry"}:
            label = task.rendered_map_index or ("" if task.map_index < 0 else str(task.map_index))
            mark = {"success": "✓", "failed": "✗", "up_for_retry": "↻"}[task.state]
            yield f"{mark} {task.task_id} {label}".rstrip()


def _failure(airflow: AirflowClient, run: Run) -> str:
    failed = [task.task_id for task in airflow.task_instances(run.dag_id, run.run_id) if task.state == "failed"]
    return f"任务 {'、'.join(sorted(set(failed))) or '?'} 失败，日志见 Airflow 界面中的 {run.dag_id} / {run.run_id}"


def _month_row(settings: Settings, county_code: str, month: date) -> dict[str, Any]:
    for row in months(settings):
        if row["county_code"] == county_code and parse_month(row["month"]) == month:
            return row
    return {"month": f"{month:%Y-%m}", "state": "unknown", "version": None, "revision": None, "referral_count": 0, "list_count": 0}


def _seconds(runs: list[Run]) -> float | None:
    starts = [run.queued_at for run in runs if run.queued_at]
    ends = [run.end_date for run in runs if run.end_date]
    return round((max(ends) - min(starts)).total_seconds(), 1) if starts and ends else None


def _ticks(what: str) -> Iterator[float]:
    started = time.monotonic()
    while (waited := time.monotonic() - started) < PATIENCE_SECONDS:
        yield waited
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{what} is still not finished after {PATIENCE_SECONDS} seconds: look at it in the Airflow UI")
