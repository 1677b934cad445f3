"""The register month by month: what a month costs when nearly everything of it is known, in time and in storage."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from shouwang.benchmark.memory import MemoryWatch, Peak, processor_seconds
from shouwang.benchmark.plain import copy_plain
from shouwang.benchmark.register_files import COUNTY, write_registers
from shouwang.gates import judge_deliveries
from shouwang.landing import collect, land
from shouwang.settings import Settings
from shouwang.stack.cluster import fresh_warehouse
from shouwang.stack.postgres import PostgresServer
from shouwang.warehouse import connect

ROUNDS = 3  # of the plain way
FEWEST = 4  # months: the first and three others
HISTORY = 24  # months of history
SHARED = "select pg_size_bytes(current_setting('shared_buffers'))"
STORED = """
select sum(pg_total_relation_size(oid)) from pg_class
where relkind = 'r' and relnamespace in ('landing'::regnamespace, 'vault'::regnamespace)
"""
Files = list[tuple[date, Path]]
T = TypeVar("T")


class Effort(NamedTuple):
    """Seconds on the clock, and seconds that processors worked for us and for the database."""

    seconds: float
    processor: float


@dataclass(frozen=True)
class RegisterMonth:
    """What collecting, landing and judging one month's register took, and the bytes it added to the database."""

    collected: Effort
    landed: Effort
    judged: Effort
    stored: int

    @property
    def whole(self) -> Effort:
        """What it took until the register counts."""
        parts = (self.collected, self.landed, self.judged)
        return Effort(sum(part.seconds for part in parts), sum(part.processor for part in parts))


@dataclass(frozen=True)
class Register:
    """What was measured of registers of ``rows`` people, ``share`` of them changed each month.

    ``plain``: seconds of reading the first one plainly and copying its rows; ``shared``: bytes of the server's shared
    buffers.
    """

    rows: int
    share: float
    months: tuple[RegisterMonth, ...]
    plain: float
    peak: Peak | None
    shared: int

    def around(self, month: int) -> Effort:
        """Median efforts of a month (counted from 0), the one before and the one after."""
        near = [found.whole for found in self.months[month - 1 : month + 2]]
        return Effort(*(statistics.median(values) for values in zip(*near, strict=True)))

    @property
    def loaded(self) -> float:
        """Seconds until the first register stood in landing."""
        return self.months[0].collected.seconds + self.months[0].landed.seconds


def measure_register(place: Path, rows: int, months: int, share: float, *, is_watched: bool = False) -> Register:
    """Take in so many registers one after the other, each judged, in a warehouse of its own.

    Memory is looked at in a run for itself: looking takes from what is being timed.
    """
    with fresh_warehouse(place / "register") as settings:
        _warm_up(settings, place)
        files = _apart(_written, place / "registers", rows, months, share)
        path = files[0][1]
        plain = _apart(_plain, settings, path)
        server = PostgresServer(settings.home).pid or 0
        watch = MemoryWatch(server=server)
        if is_watched:
            watch.start()
        found = tuple(_take_in(settings, server, month, path) for month, path in files)
        peak = watch.end() if is_watched else None
        return Register(rows, share, found, plain, peak, _asked(settings, SHARED))


def _apart(work: Callable[..., T], *values: object) -> T:
    """Have it done by a process of its own, whose memory is not ours."""
    with ProcessPoolExecutor(1, get_context("spawn")) as worker:
        return worker.submit(work, *values).result()


def _written(directory: Path, rows: int, months: int, share: float) -> Files:
    return list(write_registers(directory, rows, months, share))


def _plain(settings: Settings, path: Path) -> float:
    return statistics.median(copy_plain(settings, [path]) for _ in range(ROUNDS))


def _warm_up(settings: Settings, place: Path) -> None:
    """Import what a scheduler's process has at hand, by a small register of a month long ago."""
    ((_, path),) = write_registers(place / "small", 300, 1, 0)
    _take_in(settings, os.getpid(), date(2020, 1, 1), path)


def _take_in(settings: Settings, server: int, month: date, path: Path) -> RegisterMonth:
    inbox = settings.inbox / COUNTY / f"{month:%Y-%m}" / path.name
    inbox.parent.mkdir(parents=True)
    os.utime(path, (0, 0))  # it stands there long enough
    path.rename(inbox)
    before, clock = _asked(settings, STORED), [_now(server)]
    waiting = [found.delivery_id for found in collect(settings, COUNTY, month) if found.state_code == "archived"]
    clock.append(_now(server))
    for number in waiting:
        land(settings, number)
    clock.append(_now(server))
    judge_deliveries(settings, waiting)
    clock.append(_now(server))
    collected, landed, judged = (
        Effort(*(b - a for a, b in zip(earlier, later, strict=True))) for earlier, later in pairwise(clock)
    )
    return RegisterMonth(collected, landed, judged, _asked(settings, STORED) - before)


def _now(server: int) -> Effort:
    return Effort(time.perf_counter(), processor_seconds(server))


def _asked(settings: Settings, question: str) -> int:
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        cursor.execute(question)
        (size,) = cursor.fetchone() or (0,)
    return int(size)


def register_lines(measured: Register) -> Sequence[str]:
    """The figures as Markdown."""
    months, first = measured.months, measured.months[0].whole
    shown = sorted({0, *(number for number in (1, 2, 6, 12, 18) if number < len(months)), len(months) - 1})
    lines = [
        f"## A register of {measured.rows:,} people, {measured.share:.1%} of them changed each month",
        "",
        "| month | collect, s | land, s | gate, s | together, s | ÷ first | processors, s | ÷ first | MiB added |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_line(number, months[number], first) for number in shown),
        "",
        "Month 0 is the first load; the others follow in their order. Processors: what all of them worked, the",
        "database's too; what else the machine does shows in it less than in the seconds on the clock.",
        "",
        f"The first register until it stands in landing ÷ (plain read + raw COPY, {measured.plain:.2f} s):",
        f"**{measured.loaded / measured.plain:.2f} ×**.",
    ]
    return [*lines, *_memory_lines(measured), *_history_lines(measured)]


def _memory_lines(measured: Register) -> Sequence[str]:
    if measured.peak is None:
        return []
    return [
        f"Peak memory of the process and its workers {_mebibytes(measured.peak.own)} MiB, with what the database's",
        f"processes have for themselves {_mebibytes(measured.peak.with_server)} MiB; its shared buffers are",
        f"{_mebibytes(measured.shared)} MiB.",
    ]


def _line(number: int, month: RegisterMonth, first: Effort) -> str:
    parts = " | ".join(f"{part.seconds:.2f}" for part in (month.collected, month.landed, month.judged, month.whole))
    whole, stored = month.whole, month.stored / 2**20
    return (
        f"| {number} | {parts} | {whole.seconds / first.seconds:.2f} | "
        f"{whole.processor:.2f} | {whole.processor / first.processor:.2f} | {stored:.1f} |"
    )


def _history_lines(measured: Register) -> Sequence[str]:
    first, count = measured.months[0].whole, len(measured.months)
    if count < FEWEST:
        return []
    last = measured.around(count - 2)
    said = f"**{last.seconds / first.seconds:.2f} ×**, of the processors {last.processor / first.processor:.2f} ×."
    lines = ["", f"The last months (median of three) ÷ the first load: {said}"]
    if count <= HISTORY:
        return lines
    early, late = measured.around(6), measured.around(HISTORY - 1)
    grown = f"{late.seconds / early.seconds - 1:+.1%}, of the processors {late.processor / early.processor - 1:+.1%}."
    return [*lines, "", f"Growth from months 5–7 to months 22–24: {grown}"]


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:,.0f}"
