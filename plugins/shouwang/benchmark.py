"""``make bench``: one month of a large county by stage, and landing against a plain read and a raw COPY.

The machine is shared and noisy, so the ratio is taken side by side in one run: plain, ours, plain, ours …, each pair on
the same files, and the medians are compared. Prints, and keeps the figures in ``docs/benchmarks.md``.
"""

import argparse
import io
import platform
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import psutil

from shouwang.landing import collect
from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.simulation import Plan, simulate
from shouwang.stack.cluster import fresh_warehouse
from shouwang.stages import land_month, land_side_by_side, publish_month
from shouwang.warehouse import connect
from shouwang.warehouse.overview import deliveries

COUNTY = "411024"
MONTHS = [date(2022, 1, 1), date(2022, 2, 1)]
REPORT = PROJECT_ROOT / "docs" / "benchmarks.md"
MEBIBYTE = 2**20
UTF8_MARK = b"\xef\xbb\xbf"


class MemoryWatch(threading.Thread):
    """The largest resident memory this process and its children reached, in bytes; the database server apart."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Sample until ended."""
        process = psutil.Process()
        while not self._ended.wait(0.1):
            self.peak = max(self.peak, sum(part.memory_info().rss for part in [process, *living_children(process)]))

    def end(self) -> int:
        """Stop sampling; the peak."""
        self._ended.set()
        self.join()
        return self.peak


def living_children(process: psutil.Process) -> Iterator[psutil.Process]:
    """The process's own workers: what has not ended and is not a database server."""
    for child in process.children(recursive=True):
        try:
            if not child.name().startswith("postgres") and child.status() != psutil.STATUS_ZOMBIE:
                child.memory_info()
                yield child
        except psutil.NoSuchProcess:
            continue


def plain_text(path: Path) -> bytes:
    """The fastest plain read: the cells of a file as UTF-8 CSV, nothing cleaned and nothing checked."""
    if path.suffix in {".csv", ".txt", ".tsv"}:
        data = path.read_bytes()
        return data[3:] if data.startswith(UTF8_MARK) else data.decode("gb18030").encode()
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    return sheet.to_polars().write_csv(include_header=False).encode()


def copy_plain(settings: Settings, paths: list[Path]) -> float:
    """Seconds to read every file plainly and to COPY its rows as text into a table without anything."""
    started = time.perf_counter()
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        for path in paths:
            text = plain_text(path)
            separator = "\t" if b"\t" in text[:2000] and path.suffix != ".xlsx" else ","
            rows = pl.read_csv(
                io.BytesIO(text), has_header=False, separator=separator, n_rows=50, truncate_ragged_lines=True
            )
            columns = ", ".join(f"c{number} text" for number in range(max(rows.width, 1)))
            cursor.execute(f"create table plain ({columns})")
            cursor.copy_expert(f"copy plain from stdin (format csv, delimiter E'{separator}')", io.BytesIO(text))
            cursor.execute("drop table plain")
    return time.perf_counter() - started


def landing_pair(settings: Settings, files: Path) -> tuple[float, float, int]:
    """Seconds of plain reading and copying, seconds of landing, and the rows landed."""
    deliver(files, settings)
    paths = sorted((settings.inbox / COUNTY / f"{MONTHS[0]:%Y-%m}").iterdir())
    plain = copy_plain(settings, [path for path in paths if path.is_file()])
    waiting = collect(settings, COUNTY, MONTHS[0])
    started = time.perf_counter()
    land_side_by_side(settings, [delivery.delivery_id for delivery in waiting])
    seconds = time.perf_counter() - started
    return plain, seconds, sum(row["rows_in"] or 0 for row in deliveries(settings))


def deliver(files: Path, settings: Settings) -> None:
    """Copy the simulated files into the inbox, times kept."""
    shutil.copytree(files, settings.inbox, dirs_exist_ok=True)


def month_stages(settings: Settings, files: Path) -> dict[str, dict[str, float]]:
    """Month to stage to seconds, two months one after the other."""
    deliver(files, settings)
    found: dict[str, dict[str, float]] = {}
    for month in MONTHS:
        stages: dict[str, float] = {}
        land_month(settings, COUNTY, month, stages.__setitem__)
        publish_month(settings, COUNTY, month, stages.__setitem__)
        found[f"{month:%Y-%m}"] = stages
    return found


def main() -> None:
    """Simulate, measure, print, and write the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--households", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=5, help="pairs of plain and ours")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as place:
        text = measure(Path(place), chosen.households, chosen.rounds)
    print(text)  # noqa: T201 -- the result of the command
    REPORT.write_text(text, encoding="utf-8")


def measure(root: Path, households: int, rounds: int) -> str:
    """Run everything in ``root``; the report as Markdown."""
    files = root / "inbox"
    started = time.perf_counter()
    simulate(Plan(COUNTY, MONTHS[0], MONTHS[-1], households, 7), files, root / "truth")
    simulated = time.perf_counter() - started
    pairs = []
    for number in range(rounds):
        with fresh_warehouse(root / f"landing-{number}") as settings:
            pairs.append(landing_pair(settings, files))
    with fresh_warehouse(root / "month") as settings:
        watch = MemoryWatch()
        watch.start()
        stages = month_stages(settings, files)
        peak = watch.end()
    return report(households, simulated, pairs, stages, peak)


def report(
    households: int,
    simulated: float,
    pairs: list[tuple[float, float, int]],
    stages: dict[str, dict[str, float]],
    peak: int,
) -> str:
    """The figures as Markdown."""
    plain, ours = (
        statistics.median(values) for values in (list(column) for column in list(zip(*pairs, strict=True))[:2])
    )
    months = list(stages)
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` wrote this: {households:,} households of county {COUNTY}, {pairs[0][2]:,} rows delivered a",
        f"month, {psutil.cpu_count()} cores, Python {platform.python_version()}. Seconds depend on the machine; ratios",
        f"were taken side by side, {len(pairs)} pairs, medians.",
        "",
        "| what | seconds |",
        "|---|---|",
        f"| simulating {len(months)} months | {simulated:.1f} |",
        f"| plain read + raw COPY of the same rows | {plain:.2f} |",
        f"| landing (read, clean, check, load) | {ours:.2f} |",
        f"| **landing ÷ (plain read + raw COPY)** | **{ours / plain:.2f} ×** |",
        "",
        f"| stage | {' | '.join(months)} |",
        f"|---|{'---|' * len(months)}",
        *(f"| {stage} | {' | '.join(f'{stages[m][stage]:.2f}' for m in months)} |" for stage in stages[months[0]]),
        f"| **month, without Airflow** | {' | '.join(f'**{sum(stages[m].values()):.1f}**' for m in months)} |",
        "",
        f"Whole month ÷ (plain read + raw COPY): {sum(stages[months[0]].values()) / plain:.1f} ×.",
        f"Peak memory of the process and its workers: {peak / MEBIBYTE:,.0f} MiB.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
