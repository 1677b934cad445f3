"""One month of a large county by stage, and its landing against a plain read and a raw COPY of the same files."""

import shutil
import statistics
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psycopg2 import sql

from shouwang.benchmark.judging import Judging, measure_judging
from shouwang.benchmark.memory import MemoryWatch
from shouwang.benchmark.plain import copy_plain
from shouwang.landing import collect
from shouwang.settings import Settings
from shouwang.simulation import Plan, simulate
from shouwang.stack.cluster import fresh_warehouse
from shouwang.stages import land_month, land_side_by_side, publish_month
from shouwang.warehouse import connect
from shouwang.warehouse.overview import deliveries
from shouwang.warehouse.published_tables import published_tables
from shouwang.what_if import compare, save_workbook

COUNTY = "411024"
MONTHS = [date(2022, 1, 1), date(2022, 2, 1)]

HIGHER_AND_LOWER = ("medical_self_paid=5000", "medical_self_paid=20000")

Stages = dict[str, dict[str, float]]
Tried = tuple[float, bool]


@dataclass(frozen=True)
class Month:
    """What was measured; seconds, rows of a month, and the peak of memory in bytes.

    ``tried``: seconds that trying another limit out on the last month took, workbook included (the longer of two), and
    whether every published row stood as before. ``judged``: the last month judged, against DuckDB.
    """

    households: int
    rows: int
    simulated: float
    plain: tuple[float, ...]
    landed: tuple[float, ...]
    stages: Stages
    tried: Tried
    judged: list[Judging]
    peak: int

    @property
    def ratio(self) -> float:
        """Landing against the plain way, median against median."""
        return statistics.median(self.landed) / statistics.median(self.plain)


def measure_month(place: Path, households: int, rounds: int) -> Month:
    """Simulate two months, land the first in turn with the plain way, then run both through every stage."""
    files = place / "inbox"
    started = time.perf_counter()
    simulate(Plan(COUNTY, MONTHS[0], MONTHS[-1], households, 7), files, place / "truth")
    simulated = time.perf_counter() - started
    pairs = []
    for number in range(rounds):
        with fresh_warehouse(place / f"landing-{number}") as settings:
            pairs.append(_landing_pair(settings, files))
    with fresh_warehouse(place / "month") as settings:
        watch = MemoryWatch()
        watch.start()
        stages = _stages(settings, files)
        peak = watch.end().own
        tried = _try_out(settings)
        judged = measure_judging(settings, place, COUNTY, MONTHS[-1], rounds)
    plain, landed, rows = zip(*pairs, strict=True)
    return Month(households, rows[0], simulated, plain, landed, stages, tried, judged, peak)


def _landing_pair(settings: Settings, files: Path) -> tuple[float, float, int]:
    """Seconds of plain reading and copying, seconds of landing from the archive, and the rows landed."""
    _deliver(files, settings)
    paths = sorted((settings.inbox / COUNTY / f"{MONTHS[0]:%Y-%m}").iterdir())
    plain = copy_plain(settings, [path for path in paths if path.is_file()])
    waiting = collect(settings, COUNTY, MONTHS[0])
    started = time.perf_counter()
    land_side_by_side(settings, [delivery.delivery_id for delivery in waiting])
    seconds = time.perf_counter() - started
    return plain, seconds, sum(row["rows_in"] or 0 for row in deliveries(settings))


def _deliver(files: Path, settings: Settings) -> None:
    """Copy the simulated files into the inbox, times kept."""
    shutil.copytree(files, settings.inbox, dirs_exist_ok=True)


def _stages(settings: Settings, files: Path) -> Stages:
    """Month to stage to seconds, two months one after the other."""
    _deliver(files, settings)
    found: Stages = {}
    for month in MONTHS:
        stages: dict[str, float] = {}
        land_month(settings, COUNTY, month, stages.__setitem__)
        publish_month(settings, COUNTY, month, stages.__setitem__)
        found[f"{month:%Y-%m}"] = stages
    return found


def _try_out(settings: Settings) -> Tried:
    before, seconds = _published(settings), []
    for asked in HIGHER_AND_LOWER:
        started = time.perf_counter()
        save_workbook(settings, compare(settings, COUNTY, MONTHS[-1], [asked]))
        seconds.append(time.perf_counter() - started)
    return max(seconds), _published(settings) == before


def _published(settings: Settings) -> list[str]:
    """A digest of every published table with its versions."""
    digest = "select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from {} as t"
    found = []
    with connect(settings, "publisher", "benchmark") as connection, connection.cursor() as cursor:
        for table in (*(t.table for t in published_tables()), "ops.publications"):
            cursor.execute(sql.SQL(digest).format(sql.SQL(table)))
            found.append(str((cursor.fetchone() or ("",))[0]))
    return found
