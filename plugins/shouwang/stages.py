"""A county's month, stage by stage, in one process: the same functions Airflow's tasks call, in the same order.

For backfilling without a scheduler, for tests and for the benchmark. Airflow adds retries, schedule and a screen.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from shouwang.build import build, prepare
from shouwang.build.newest import discard_builds
from shouwang.gates import GateVerdict, judge_build, judge_deliveries, write_gate_report
from shouwang.landing import collect, land, landed_deliveries, question
from shouwang.landing.identities.proposals import propose_month
from shouwang.publication import Publication, issue_lists, publish
from shouwang.receipts import issue_receipts
from shouwang.settings import Settings
from shouwang.urgent.lane import refer_urgent

SIDE_BY_SIDE = 2

Clock = Callable[[str, float], None]


def unheard(_stage: str, _seconds: float) -> None:
    """Nobody asked how long a stage took."""


class PublicationStopped(RuntimeError):
    """The publication gate did not pass; ``verdict`` says which rows, why, and who must mend them."""

    def __init__(self, verdict: GateVerdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict


def land_month(settings: Settings, county_code: str, month: date, timed: Clock = unheard) -> None:
    """Collect, land, question and judge what of ``month`` and before is still to be; who is asked waits."""
    with _clock("collect", timed):
        waiting = collect(settings, county_code, month)
    with _clock("land", timed):
        land_side_by_side(settings, [found.delivery_id for found in waiting if found.state_code == "archived"])
    with _clock("question", timed):
        question(settings, [found.delivery_id for found in landed_deliveries(settings, county_code, month)])
    with _clock("gate landing", timed):
        landed = landed_deliveries(settings, county_code, month)
        judge_deliveries(settings, [delivery.delivery_id for delivery in landed])
    with _clock("identities", timed):
        propose_month(settings, county_code, month)
    with _clock("urgent", timed):
        refer_urgent(settings, county_code)
    with _clock("receipts", timed):
        issue_receipts(settings, county_code, month)


def land_side_by_side(settings: Settings, delivery_ids: list[int]) -> None:
    """Land deliveries, as many at a time as Airflow's tasks would on a small machine; the first error comes out."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as workers:
        for landed in [workers.submit(land, settings, delivery_id) for delivery_id in delivery_ids]:
            landed.result()


def publish_month(settings: Settings, county_code: str, month: date, timed: Clock = unheard) -> Publication:
    """Build aside, judge, publish, issue lists; PublicationStopped when the gate does not pass."""
    with _clock("build", timed):
        made = prepare(settings, county_code, month)
        build(settings, made.build_id)
    with _clock("gate publication", timed):
        verdict = judge_build(settings, made.build_id)
        write_gate_report(settings, county_code, month)
    if not verdict.is_passed:
        raise PublicationStopped(verdict)
    with _clock("publish", timed):
        publication = publish(settings, made.build_id)
    with _clock("lists", timed):
        issue_lists(settings, county_code, month)
        discard_builds(settings, county_code, month)
    return publication


@contextmanager
def _clock(stage: str, timed: Clock) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timed(stage, time.perf_counter() - started)
