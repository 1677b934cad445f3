"""``make backfill``: a county's years through Airflow's own backfill, in order and reversed, month by month.

Prints what each month cost, how the last compares with the sixth, and whether both orders end in the same.
"""

import argparse
import json
import os
import secrets
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from shouwang import stack
from shouwang.backfill import LAND, Backfill
from shouwang.cli.screen import result_console, say, table
from shouwang.months import months_before, months_between
from shouwang.publication.fingerprints import fingerprint_month
from shouwang.settings import Settings
from shouwang.simulation import Plan, simulate
from shouwang.stack.control import client
from shouwang.warehouse import connect

COUNTY, LAST, SEED = "411024", date(2024, 12, 1), 7
EARLY = 6  # the month that the last is held against
NEAR = 1  # months on either side that are taken with it
BAR = 1.15
KEY = "SHOUWANG_SECRET_PSEUDONYM_KEY"  # one for both orders: what they say is compared


class Filled(NamedTuple):
    """Seconds that the runs of every month took, and what is published of each in the end."""

    seconds: tuple[float, ...]
    known: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """The last months against those around the sixth, median against median."""
        early = self.seconds[EARLY - 1 - NEAR : EARLY + NEAR]
        return statistics.median(self.seconds[-1 - 2 * NEAR :]) / statistics.median(early)


def main() -> int:
    """Backfill both ways and print the figures; 0 when they end in the same and the last month costs little more."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--months", type=int, default=36, help="at least 9")
    options.add_argument("--households", type=int, default=20_000)
    options.add_argument("--in-order-alone", action="store_true", help="measure, do not compare with the reverse")
    chosen = options.parse_args()
    months = months_between(months_before(LAST, max(chosen.months, EARLY + 3) - 1), LAST)
    os.environ.setdefault(KEY, secrets.token_hex(32))
    os.environ["SHOUWANG_COUNTIES"] = json.dumps([COUNTY])  # what Airflow's own processes read
    found = [
        fill(months, chosen.households, backwards=backwards)
        for backwards in (False, True)
        if not (backwards and chosen.in_order_alone)
    ]
    rows = [
        (f"{month:%Y-%m}", *(f"{filled.seconds[place]:.1f}" for filled in found)) for place, month in enumerate(months)
    ]
    result_console.print(table(f"{chosen.households} 户，各月各步用时合计（秒）", ("月份", "顺序", "倒序"), rows))
    is_equal = len({filled.known for filled in found}) == 1
    said = f"末月 ÷ 第{EARLY}月（各取相邻三月的中位数）：{found[0].ratio:.2f}（标准 ≤ {BAR}）"
    compared = f"；两种顺序结果{'相同' if is_equal else '不同'}" if len(found) > 1 else ""
    result_console.print(said + compared, markup=False)
    return 0 if is_equal and found[0].ratio <= BAR else 1


def fill(months: Sequence[date], households: int, *, backwards: bool) -> Filled:
    """Backfill the months in a stack of their own, erased afterwards."""
    with tempfile.TemporaryDirectory(prefix="shouwang-backfill-") as home:
        settings = Settings(home=Path(home), counties=(COUNTY,))
        stack.up(settings, say)
        try:
            with client(settings) as airflow:
                filling = Backfill(settings, COUNTY, airflow, say)
                _let_schedule_pass(filling, months[0])
                simulate(Plan(COUNTY, months[0], months[-1], households, SEED), settings.inbox, Path(home) / "truth")
                started = filling.start(months[0], months[-1], backwards=backwards, again="completed")
                filling.follow(started, months)
                seconds = tuple(filling.seconds(month) for month in months)
            return Filled(seconds, _known(settings, months))
        finally:
            stack.clean(settings, say)


def _let_schedule_pass(filling: Backfill, month: date) -> None:
    """With the first backfill Airflow runs the last month too, which would land whatever is there: let nothing be."""
    filling.follow(filling.start(month, month), [month])
    for runs in filling.changes():
        begun = any(run.run_id.startswith("scheduled") for run in runs[LAND])
        if begun and not filling.is_under_way(runs):
            return


def _known(settings: Settings, months: Sequence[date]) -> tuple[str, ...]:
    with connect(settings, "publisher", "benchmark") as connection, connection.cursor() as cursor:
        return tuple(fingerprint_month(cursor, COUNTY, month) for month in months)


if __name__ == "__main__":
    sys.exit(main())
