"""``make bench``: one month of a large county by stage, and landing against a plain read and a raw COPY.

The machine is shared and noisy, so the ratio is measured side by side in one run: plain, ours, plain, ours … and the
medians are compared. Prints, and keeps the figures in ``docs/benchmarks.md``.
"""

import argparse
import io
import os
import platform
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import psutil

from shouwang.landing import collect, land
from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.simulation import Plan, simulate
from shouwang.stack.cluster import fresh_warehouse
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from shouwang.warehouse.overview import deliveries

COUNTY = "411024"
MONTH = date(2022, 1, 1)
REPORT = PROJECT_ROOT / "docs" / "benchmarks.md"


class MemoryWatch(threading.Thread):
    """The largest resident memory this process reached, in bytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Sample until ended."""
        process = psutil.Process()
        while not self._ended.wait(0.05):
            self.peak = max(self.peak, process.memory_info().rss)

    def end(self) -> int:
        """Stop sampling; the peak."""
        self._ended.set()
        self.join()
        return self.peak


def plain_text(path: Path) -> bytes:
    """The fastest plain read: the file's cells as UTF-8 CSV, nothing cleaned or checked."""
    if path.suffix == ".csv":
        return (
            path.read_bytes()
            .decode("gb18030" if not path.read_bytes()[:3] == b"\xef\xbb\xbf" else "utf-8-sig")
            .encode()
        )
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    frame = pl.from_arrow(sheet.to_arrow())
    assert isinstance(frame, pl.DataFrame)
    return frame.write_csv(include_header=False).encode()


def copy_plain(settings: Settings, paths: list[Path]) -> float:
    """Seconds to read every file plainly and COPY its rows as text."""
    started = time.perf_counter()
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        for number, path in enumerate(paths):
            text = plain_text(path)
            width = max(pl.read_csv(io.BytesIO(text[:4000].rpartition(b"\n")[0]), has_header=False).width, 1)
            cursor.execute(f"create table raw_{number} ({', '.join(f'c{i} text' for i in range(width))})")
            cursor.copy_expert(f"copy raw_{number} from stdin (format csv)", io.BytesIO(text))
            cursor.execute(f"drop table raw_{number}")
    return time.perf_counter() - started


def landing_ratio(root: Path, inbox: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of plain reading and copying, and of landing, one pair per round."""
    plain, ours = [], []
    for number in range(rounds):
        with fresh_warehouse(root / f"landing-{number}") as settings:
            place = settings.inbox / COUNTY / f"{MONTH:%Y-%m}"
            place.parent.mkdir(parents=True)
            os.system(f'cp -a "{inbox / COUNTY / f"{MONTH:%Y-%m}"}" "{place}"')
            plain.append(copy_plain(settings, sorted(place.iterdir())))
            waiting = collect(settings, COUNTY, MONTH)
            started = time.perf_counter()
            for delivery in waiting:
                land(settings, delivery.delivery_id)
            ours.append(time.perf_counter() - started)
    return plain, ours
