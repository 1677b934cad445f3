"""One large file from inbox to landing: a workbook of 400,000 rows, a GB18030 file of 1,000,000, and a zip bomb."""

import statistics
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

from shouwang.benchmark.memory import MemoryWatch
from shouwang.benchmark.plain import copy_plain
from shouwang.feeds import feed
from shouwang.settings import Settings
from shouwang.simulation.identity_numbers import identity_numbers, ranks
from shouwang.stack.cluster import fresh_warehouse

COUNTY = "411024"
MONTH = date(2022, 1, 1)
FEED = feed("medical_insurance_settlements")
WORKBOOK_ROWS, TEXT_ROWS = 400_000, 1_000_000
BOMB_BYTES = 600 << 20
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Intake:
    """Seconds the plain way and ours took for one file, side by side; rows landed; the peak of our memory in bytes."""

    name: str
    plain: tuple[float, ...]
    ours: tuple[float, ...]
    rows: int
    peak: int

    @property
    def ratio(self) -> float:
        """Median against median."""
        return statistics.median(self.ours) / statistics.median(self.plain)


class TakenIn(NamedTuple):
    """Seconds, rows in, and the peak of memory in bytes where it was watched."""

    seconds: float
    rows: int
    peak: int


def settlements(rows: int) -> pl.DataFrame:
    """Medical settlements of January as text, twelve columns, three of them to a person; every row is sound."""
    rng = np.random.default_rng(7)
    people = rows // 3 + 1
    births = np.datetime64("1930-01-01") + rng.integers(0, 30_000, people)
    males = rng.random(people) < 0.5  # noqa: PLR2004 -- half of them
    areas = np.full(people, int(COUNTY))
    numbers = identity_numbers(areas, births, males, ranks(areas, births, males))
    who = np.arange(rows) // 3
    names = pl.Series(["王秀兰", "李建国", "张玉梅", "刘长海", "陈小红"]).gather(who % 5)
    days = pl.Series(np.datetime64("2022-01-01") + rng.integers(0, 31, rows)).cast(pl.Date).cast(pl.String)
    amounts = [pl.Series(rng.integers(1_001, 9_000_000, rows) / 100).cast(pl.Decimal(14, 2)).cast(pl.String)] * 5
    number = pl.Series(np.arange(rows)).cast(pl.String).str.zfill(9)
    place = [pl.Series(["马栏镇"]).gather(np.zeros(rows, int)), pl.Series(["李家村"]).gather(np.zeros(rows, int))]
    note = pl.Series([None], dtype=pl.String).gather(np.zeros(rows, int))
    cells = [names, numbers.gather(who), "JS" + number, days, *amounts, *place, note]
    return pl.DataFrame([cell.alias(column.header) for cell, column in zip(cells, FEED.columns, strict=True)])


def write_workbook(path: Path) -> None:
    """The workbook."""
    frame = settlements(WORKBOOK_ROWS)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, frame.columns)
    for position, row in enumerate(frame.iter_rows(), start=1):
        sheet.write_row(position, 0, row)
    book.close()


def write_text(path: Path) -> None:
    """The delimited file."""
    path.write_bytes(settlements(TEXT_ROWS).write_csv(line_terminator="\r\n").encode("gb18030"))


def write_bomb(path: Path) -> None:
    """A workbook of 600 KB whose sheet unpacks to 600 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(BOMB_BYTES >> 20):
                sheet.write(b" " * MEBIBYTE)


def measure_intake(place: Path, name: str, write: Callable[[Path], None], rounds: int) -> Intake:
    """Write the file once, then read and copy it plainly and land it, in turn, each time in a fresh warehouse.

    Memory is measured in one more round: looking at it fifty times a second takes from what is being timed.
    """
    place.mkdir(parents=True)
    path = place / name
    write(path)
    plain, ours = [], []
    for number in range(rounds):
        with fresh_warehouse(place / f"{number}") as settings:
            plain.append(copy_plain(settings, [path]))
            ours.append(take_in(settings, path).seconds)
    with fresh_warehouse(place / "watched") as settings:
        watched = take_in(settings, path, is_watched=True)
    return Intake(name, tuple(plain), tuple(ours), watched.rows, watched.peak)


def take_in(settings: Settings, path: Path, *, is_watched: bool = False) -> TakenIn:
    """Put a file into the inbox; what collecting and landing it took."""
    inbox = settings.inbox / COUNTY / f"{MONTH:%Y-%m}"
    inbox.mkdir(parents=True)
    (inbox / f"{FEED.title}{path.suffix}").hardlink_to(path)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        watch = MemoryWatch(worker.submit(_prepare).result())
        if is_watched:
            watch.start()
        seconds, rows = worker.submit(_collect_and_land, settings).result()
        return TakenIn(seconds, rows, watch.end().own if is_watched else 0)


def _prepare() -> int:
    """Import what the plain way has at hand too, before the clock runs; the process's number."""
    import os
    from importlib import import_module

    for module in ("collection", "loading"):
        import_module(f"shouwang.landing.{module}")
    return os.getpid()


def _collect_and_land(settings: Settings) -> tuple[float, int]:
    from shouwang.landing import collect, land

    started = time.perf_counter()
    found = [land(settings, d.delivery_id) for d in collect(settings, COUNTY, MONTH) if d.state_code == "archived"]
    return time.perf_counter() - started, sum(delivery.rows_in or 0 for delivery in found)


def refuse_bomb(place: Path) -> tuple[int, float, int, str]:
    """Bytes of the bomb; seconds and peak memory of guarding against it in a process of its own; what it says."""
    import subprocess
    import sys

    path = place / "bomb.xlsx"
    write_bomb(path)
    program = (
        "import re, sys, time; from pathlib import Path; started = time.perf_counter()\n"
        "from shouwang.landing.files.packages import inspect_package\n"
        "from shouwang.landing.errors import RefusalError\n"
        "try: inspect_package(Path(sys.argv[1])); words = 'not refused'\n"
        "except RefusalError as refusal: words = str(refusal)\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())[1]\n"
        "print(time.perf_counter() - started, peak, words)"
    )
    said = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)  # noqa: S603 -- our own program
    seconds, kilobytes, words = said.stdout.strip().split(" ", 2)
    return path.stat().st_size, float(seconds), int(kilobytes) << 10, words
