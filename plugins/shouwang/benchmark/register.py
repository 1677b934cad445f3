"""The register month by month: what a month costs when nearly everything of it is known, in time and in storage."""

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from shouwang.benchmark.memory import MemoryWatch
from shouwang.benchmark.plain import copy_plain
from shouwang.benchmark.register_files import COUNTY, write_registers
from shouwang.gates import judge_deliveries
from shouwang.landing import collect, land
from shouwang.settings import Settings
from shouwang.stack.cluster import fresh_warehouse
from shouwang.warehouse import connect

STORED = """
select sum(pg_total_relation_size(oid)) from pg_class
where relkind = 'r' and relnamespace in ('landing'::regnamespace, 'vault'::regnamespace)
"""


@dataclass(frozen=True)
class RegisterMonth:
    """Seconds of collecting, landing and judging one month's register, and the bytes it added to the database."""

    collected: float
    landed: float
    judged: float
    stored: int

    @property
    def seconds(self) -> float:
        """What it took until the register counts."""
        return self.collected + self.landed + self.judged


@dataclass(frozen=True)
class Register:
    """What was measured of registers of ``rows`` people, ``share`` of them changed each month."""

    rows: int
    share: float
    months: tuple[RegisterMonth, ...]
    plain: float
    peak: int

    def around(self, month: int) -> float:
        """Median seconds of a month (counted from 0), the one before and the one after."""
        return statistics.median(found.seconds for found in self.months[month - 1 : month + 2])

    @property
    def ratio(self) -> float:
        """The last months against the first load."""
        return self.around(len(self.months) - 2) / self.months[0].seconds

    @property
    def rate(self) -> float:
        """The first register, archive to landing, against reading it plainly and copying its rows."""
        return (self.months[0].collected + self.months[0].landed) / self.plain


def measure_register(place: Path, rows: int, months: int, share: float) -> Register:
    """Take in so many registers one after the other, each judged, in a warehouse of its own."""
    with fresh_warehouse(place / "register") as settings:
        _warm_up(settings, place)
        found: list[RegisterMonth] = []
        plain = 0.0
        watch = MemoryWatch()
        watch.start()
        for month, path in write_registers(place / "registers", rows, months, share):
            plain = plain or copy_plain(settings, [path])
            found.append(_take_in(settings, month, path))
        return Register(rows, share, tuple(found), plain, watch.end())


def _warm_up(settings: Settings, place: Path) -> None:
    """Import what a scheduler's process has at hand, by a small register of a month long ago."""
    ((_, path),) = write_registers(place / "small", 300, 1, 0)
    _take_in(settings, date(2020, 1, 1), path)


def _take_in(settings: Settings, month: date, path: Path) -> RegisterMonth:
    inbox = settings.inbox / COUNTY / f"{month:%Y-%m}" / path.name
    inbox.parent.mkdir(parents=True)
    os.utime(path, (0, 0))  # it stands there long enough
    path.rename(inbox)
    before, clock = _stored(settings), [time.perf_counter()]
    waiting = [found.delivery_id for found in collect(settings, COUNTY, month) if found.state_code == "archived"]
    clock.append(time.perf_counter())
    for number in waiting:
        land(settings, number)
    clock.append(time.perf_counter())
    judge_deliveries(settings, waiting)
    clock.append(time.perf_counter())
    collected, landed, judged = (later - earlier for earlier, later in pairwise(clock))
    return RegisterMonth(collected, landed, judged, _stored(settings) - before)


def _stored(settings: Settings) -> int:
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        cursor.execute(STORED)
        (size,) = cursor.fetchone() or (0,)
    return int(size)


def register_lines(measured: Register) -> Sequence[str]:
    """The figures as Markdown."""
    months, first = measured.months, measured.months[0]
    shown = sorted({0, *(number for number in (1, 6, 12, 24) if number < len(months)), len(months) - 1})
    lines = [
        f"## A register of {measured.rows:,} people, {measured.share:.1%} of them changed each month",
        "",
        "| month | collect, s | land, s | gate, s | together ÷ first | MiB added |",
        "|---|---|---|---|---|---|",
        *(
            f"| {number} | {m.collected:.2f} | {m.landed:.2f} | {m.judged:.2f} | {m.seconds / first.seconds:.2f} | "
            f"{m.stored / 2**20:.1f} |"
            for number, m in ((number, months[number]) for number in shown)
        ),
        "",
        f"The first register ÷ (plain read + raw COPY), until it stands in landing: {measured.rate:.2f} ×;",
        f"peak memory of the process and its workers {measured.peak / 2**20:,.0f} MiB.",
    ]
    if len(months) > 3:  # noqa: PLR2004 -- three months have a median of their own
        lines += ["", f"The last months ÷ the first load: **{measured.ratio:.2f} ×**."]
    if len(months) > 24:  # noqa: PLR2004 -- months of history
        lines += ["", f"Growth from month 6 to month 24: {measured.around(23) / measured.around(6) - 1:+.1%}."]
    return lines
