"""A month's cycle through Airflow: start it, follow it, say how it ended.

Landing announces the month, the announcement starts the build, the build the publication; a month that changed makes
the next published one stale. This module only triggers and watches: Airflow's scheduler runs every task.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from shouwang.build.newest import newest_build
from shouwang.months import parse_month
from shouwang.publication import later_published_months
from shouwang.settings import Settings
from shouwang.stack.airflow_client import AirflowClient, Run
from shouwang.warehouse.overview import months, published_months

ASKING = "decide_deliveries"
STEPS = {"land_deliveries": "收数入库", "build_month": "研判建表", "publish_month": "发布交办"}
MARKS = {"success": "✓", "failed": "✗", "up_for_retry": "↻"}
FINISHED = {"success", "failed"}
PATIENCE_SECONDS = 1800
STARTS_WITHIN_SECONDS = 120
POLL_SECONDS = 0.5

Say = Callable[[str], None]
Outcome = dict[str, Any]


@dataclass(frozen=True)
class Cycle:
    """The cycles of one county, watched through Airflow's REST interface; ``say`` takes lines of progress."""

    settings: Settings
    county_code: str
    airflow: AirflowClient
    say: Say

    def run(self, month: date) -> list[Outcome]:
        """Run a month and every later month it changed; one outcome each.

        An outcome has month, state (published | stopped | failed), seconds, version, referral_count, is_changed.
        Raises TimeoutError when Airflow does not get on.
        """
        for step in (*STEPS, ASKING):
            self._await_dag(self._dag(step))
            self.airflow.unpause(self._dag(step))
        since = datetime.now(UTC)
        self.airflow.trigger(self._dag("land_deliveries"), f"{month:%Y-%m}")
        outcomes = [self._follow(month, since, list(STEPS))]
        for later in later_published_months(self.settings, self.county_code, month):
            if outcomes[-1]["state"] != "published" or not outcomes[-1]["is_changed"]:
                break
            outcomes.append(self._follow(later, since, ["build_month", "publish_month"]))
        return outcomes

    def needs_run(self, month: date) -> bool:
        """Whether a month is not published yet or files wait for it in the inbox."""
        waiting = self.settings.inbox / self.county_code / f"{month:%Y-%m}"
        has_files = waiting.is_dir() and any(waiting.iterdir())
        return has_files or month not in published_months(self.settings, self.county_code)

    def known_outcome(self, month: date) -> Outcome:
        """How a month stands that is not run again; seconds are those of its last cycle."""
        last = [self.airflow.runs(self._dag(step), f"{month:%Y-%m}")[-1:] for step in STEPS]
        return {
            **self._month_row(month),
            "seconds": _seconds([run for runs in last for run in runs]),
            "is_changed": False,
        }

    def _dag(self, step: str) -> str:
        return f"{step}_{self.county_code}"

    def _await_dag(self, dag_id: str) -> None:
        for waited in _ticks(dag_id):
            if dag_id in self.airflow.dags():
                return
            if waited > STARTS_WITHIN_SECONDS:
                raise LookupError(f"Airflow 里没有 {dag_id}；请检查 SHOUWANG_COUNTIES 是否含 {self.county_code}")

    def _follow(self, month: date, since: datetime, steps: list[str]) -> Outcome:
        before = self._month_row(month)["version"]
        runs: list[Run] = []
        for step in steps:
            runs.append(self._finished(step, month, since))
            if runs[-1].state != "success" and step != "land_deliveries":
                break
        row = self._month_row(month)
        if len(runs) < len(steps) or runs[-1].state != "success":
            newest = newest_build(self.settings, self.county_code, month)
            row["state"] = "stopped" if newest and newest.state_code == "stopped" else "failed"
        return {**row, "seconds": _seconds(runs), "is_changed": row["version"] != before}

    def _finished(self, step: str, month: date, since: datetime) -> Run:
        run = self._started(step, month, since)
        shown: set[str] = set()
        for _ in _ticks(f"{run.dag_id} {month:%Y-%m}"):
            newest = next(r for r in self.airflow.runs(run.dag_id, f"{month:%Y-%m}") if r.run_id == run.run_id)
            for line in self._progress(newest):
                if line not in shown:
                    shown.add(line)
                    self.say(f"{month:%Y-%m} {STEPS[step]} {line}")
            if newest.state in FINISHED:
                return newest
        raise AssertionError("ticks end by raising")

    def _started(self, step: str, month: date, since: datetime) -> Run:
        for waited in _ticks(f"{self._dag(step)} {month:%Y-%m}"):
            runs = self.airflow.runs(self._dag(step), f"{month:%Y-%m}")
            if fresh := [run for run in runs if run.queued_at and run.queued_at >= since]:
                return fresh[-1]
            if waited > STARTS_WITHIN_SECONDS:
                raise TimeoutError(f"{self._dag(step)} 没有为 {month:%Y-%m} 启动；用 `shouwang status` 查看调度器")
        raise AssertionError("ticks end by raising")

    def _progress(self, run: Run) -> Iterator[str]:
        for task in self.airflow.task_instances(run.dag_id, run.run_id):
            if task.state in MARKS:
                yield f"{MARKS[task.state]} {task.task_id} {task.rendered_map_index or ''}".rstrip()
        if run.state == "failed":
            yield f"没有成功，日志见 Airflow 界面 {run.dag_id} / {run.run_id}"

    def _month_row(self, month: date) -> Outcome:
        for row in months(self.settings):
            if row["county_code"] == self.county_code and parse_month(row["month"]) == month:
                return row
        return {"month": f"{month:%Y-%m}", "state": "unknown", "version": None, "referral_count": 0}


def _seconds(runs: list[Run]) -> float | None:
    starts = [run.queued_at for run in runs if run.queued_at]
    ends = [run.end_date for run in runs if run.end_date]
    return round((max(ends) - min(starts)).total_seconds(), 1) if starts and ends else None


def _ticks(what: str) -> Iterator[float]:
    started = time.monotonic()
    while (waited := time.monotonic() - started) < PATIENCE_SECONDS:
        yield waited
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{what} {PATIENCE_SECONDS} 秒后仍未结束；请在 Airflow 界面查看")
