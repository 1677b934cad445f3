"""The figures as Markdown, for the screen and for ``docs/benchmarks.md``."""

import platform
import statistics
from collections.abc import Sequence

import psutil

from shouwang.benchmark.judging import Judging
from shouwang.benchmark.large_files import Intake
from shouwang.benchmark.month import COUNTY, Month

MEBIBYTE = 1 << 20
Bomb = tuple[int, float, int, str]


def write_report(intakes: Sequence[Intake], bomb: Bomb, month: Month) -> str:
    """Everything that was measured."""
    opening = [
        "# Benchmarks",
        "",
        f"`make bench` wrote this, on {psutil.cpu_count()} cores, with Python {platform.python_version()}. Seconds",
        "depend on the machine; ratios were taken side by side in one run, medians of the rounds.",
    ]
    return "\n".join([*opening, "", *_intake_lines(intakes, bomb), "", *_month_lines(month), ""])


def _intake_lines(intakes: Sequence[Intake], bomb: Bomb) -> list[str]:
    size, seconds, peak, _ = bomb
    return [
        "## One large file, inbox to landing with every check of a cell",
        "",
        "| file | rows | plain read + raw COPY, s | ours, s | ratio | peak memory, MiB |",
        "|---|---|---|---|---|---|",
        *(
            f"| {found.name} | {found.rows:,} | {statistics.median(found.plain):.2f} | "
            f"{statistics.median(found.ours):.2f} | **{found.ratio:.2f} ×** | {found.peak / MEBIBYTE:,.0f} |"
            for found in intakes
        ),
        "",
        "Plain: fastexcel, or pyarrow on all cores while the server transcodes the file's own bytes; columns of text.",
        "",
        f"A zip bomb of {size / 1024:,.0f} KiB that unpacks to 600 MiB is refused in {seconds:.2f} s",
        f"with a peak of {peak / MEBIBYTE:,.0f} MiB.",
    ]


def _month_lines(month: Month) -> list[str]:
    names = list(month.stages)
    first = month.stages[names[0]]
    plain = statistics.median(month.plain)
    return [
        f"## A month of {month.households:,} households (county {COUNTY}, {month.rows:,} rows delivered a month)",
        "",
        "| what | seconds |",
        "|---|---|",
        f"| simulating {len(names)} months | {month.simulated:.1f} |",
        f"| plain read + raw COPY of the same rows | {plain:.2f} |",
        f"| landing from the archive | {statistics.median(month.landed):.2f} |",
        f"| **landing ÷ (plain read + raw COPY)** | **{month.ratio:.2f} ×** |",
        "",
        f"| stage | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
        *(f"| {stage} | {' | '.join(f'{month.stages[m][stage]:.2f}' for m in names)} |" for stage in first),
        f"| **month, without Airflow** | {' | '.join(f'**{sum(month.stages[m].values()):.1f}**' for m in names)} |",
        "",
        f"Whole month ÷ (plain read + raw COPY): {sum(first.values()) / plain:.1f} ×.",
        f"Another limit tried out on the last month, with its workbook: {month.tried[0]:.2f} s;",
        f"what is published {'stands as before' if month.tried[1] else '**was changed**'}.",
        f"Peak memory of the process and its workers: {month.peak / MEBIBYTE:,.0f} MiB.",
        "",
        *_judging_lines(month.judged),
    ]


def _judging_lines(judged: Sequence[Judging]) -> list[str]:
    return [
        "## The last month judged, by the same SQL over the same rows",
        "",
        "| signals of | signals | risks | PostgreSQL, s | DuckDB on native tables, s | ratio |",
        "|---|---|---|---|---|---|",
        *(
            f"| {found.name} | {found.signals:,} | {' = '.join(f'{count:,}' for count in found.risks)} | "
            f"{statistics.median(found.postgres):.3f} | {statistics.median(found.duckdb):.3f} | "
            f"**{found.ratio:.2f} ×** |"
            for found in judged
        ),
    ]
