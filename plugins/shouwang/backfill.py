"""A county's months through Airflow's own backfill: started, followed until every month stands, cancelled.

A backfill lands the months; each landing announces its month to be built and published. Those runs are no part of the
backfill, so whoever waits for its result waits for them too.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shouwang.build.newest import newest_build, stale_months
from shouwang.cycle import FINISHED, STEPS, Say
from shouwang.months import following
from shouwang.settings import Settings
from shouwang.stack.airflow_client import Again, AirflowClient, Run
from shouwang.stack.airflow_client import Backfill as Started

LAND, BUILD, PUBLISH = STEPS
JUDGED = {"published", "stopped"}
STILL_SECONDS = 1800  # without anything happening
POLL_SECONDS = 2.0

ANNOUNCES = "judge_deliveries"  # the task of a landing that announces its month

Judged = dict[str, datetime | None]  # landing run to the moment
Runs = dict[str, list[Run]]  # step to its runs, the oldest first


@dataclass(frozen=True)
class Backfill:
    """The backfills of one county; ``say`` takes lines of progress."""

    settings: Settings
    county_code: str
    airflow: AirflowClient
    say: Say

    def start(
        self, first: date, last: date, *, backwards: bool = False, side_by_side: int = 1, again: Again = "none"
    ) -> Started:
        """Have the months from ``first`` to ``last`` landed, so many at a time; see ``create_backfill``."""
        self._unpause()
        end = following(last) - timedelta(days=1)
        return self.airflow.create_backfill(
            self._dag(LAND), first, end, backwards=backwards, side_by_side=side_by_side, again=again
        )

    def follow(self, started: Started, months: Sequence[date]) -> dict[date, str]:
        """Wait until nothing more will happen; month to its state (published | stopped | failed | unknown).

        TimeoutError when nothing happens for half an hour and there is something to be done.
        """
        said: dict[date, str] = {}
        judged: Judged = {}
        for runs in self.changes():
            states = {month: self._state(month, runs, judged) for month in months}
            for month, state in states.items():
                if said.get(month) != state:
                    self.say(f"{self.county_code} {month:%Y-%m} {state}")
            said = states
            is_over = self.airflow.backfill(started.backfill_id).completed_at is not None
            if is_over and self._is_settled(states, runs) and self._runs() == runs:
                return states
        raise AssertionError("changes end by raising")

    def changes(self) -> Iterator[Runs]:
        """All runs of the county, again and again; TimeoutError when they stay the same for half an hour."""
        before, since = "", time.monotonic()
        while time.monotonic() - since < STILL_SECONDS:
            runs = self._runs()
            if repr(runs) != before:
                before, since = repr(runs), time.monotonic()
            yield runs
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"{self.county_code} 的回填 {STILL_SECONDS} 秒没有进展；用 `shouwang status` 查看调度器")

    def seconds(self, month: date) -> float:
        """What all runs of the month took together, those that began again too."""
        key = f"{month:%Y-%m}"
        runs = [run for found in self._runs().values() for run in found if run.partition_key == key]
        return sum((run.end_date - run.start_date).total_seconds() for run in runs if run.end_date and run.start_date)

    @staticmethod
    def is_under_way(runs: Runs) -> bool:
        """Whether any run waits or works."""
        return any(run.state not in FINISHED for found in runs.values() for run in found)

    def _is_settled(self, states: dict[date, str], runs: Runs) -> bool:
        if self.is_under_way(runs):
            return False
        is_stale = bool(stale_months(self.settings, self.county_code))
        return "waiting" not in states.values() and (not is_stale or bool(set(states.values()) - {"published"}))

    def _state(self, month: date, runs: Runs, judged: Judged) -> str:
        """The state of the month; ``waiting`` while one of its steps must follow another."""
        landed, built = (_newest(runs[step], month) for step in (LAND, BUILD))
        if landed is None:
            return "unknown"
        if landed.state not in FINISHED:
            return "waiting"
        announced = self._announced_at(landed, judged)
        if announced is None:
            return "failed"
        if built is None or built.queued_at is None or built.queued_at < announced:
            return "waiting"
        if built.state == "failed":
            newest = newest_build(self.settings, self.county_code, month)
            return "stopped" if newest and newest.state_code == "stopped" else "failed"
        return self._published_state(month, runs)

    def _announced_at(self, landed: Run, judged: Judged) -> datetime | None:
        """When a landing that is over announced its month to be built; None when it did not come to that."""
        if landed.run_id not in judged:
            tasks = self.airflow.task_instances(landed.dag_id, landed.run_id)
            ends = [task.end_date for task in tasks if (task.task_id, task.state) == (ANNOUNCES, "success")]
            judged[landed.run_id] = ends[0] if ends else None
        return judged[landed.run_id]

    def _published_state(self, month: date, runs: Runs) -> str:
        newest = newest_build(self.settings, self.county_code, month)
        if newest and newest.state_code in JUDGED:
            return newest.state_code
        published = _newest(runs[PUBLISH], month)
        return "failed" if published and published.state == "failed" else "waiting"

    def _unpause(self) -> None:
        for step in STEPS:
            self.airflow.unpause(self._dag(step))

    def _runs(self) -> Runs:
        return {step: self.airflow.runs(self._dag(step)) for step in STEPS}

    def _dag(self, step: str) -> str:
        return f"{step}_{self.county_code}"


def _newest(runs: Sequence[Run], month: date) -> Run | None:
    key = f"{month:%Y-%m}"
    return next((run for run in reversed(runs) if run.partition_key == key), None)


def outcomes(states: dict[date, str]) -> list[dict[str, Any]]:
    """Months and their states as JSON knows them, in order."""
    return [{"month": f"{month:%Y-%m}", "state": state} for month, state in sorted(states.items())]
