"""``python -m shouwang.benchmark``: measure, print, and keep the figures in ``docs/benchmarks.md``."""

import argparse
import tempfile
from pathlib import Path

from shouwang.benchmark.large_files import measure_intake, refuse_bomb, write_text, write_workbook
from shouwang.benchmark.month import measure_month
from shouwang.benchmark.report import write_report
from shouwang.settings import PROJECT_ROOT

REPORT = PROJECT_ROOT / "docs" / "benchmarks.md"
WRITERS = {"workbook.xlsx": write_workbook, "gb18030.csv": write_text}


def main() -> None:
    """Measure everything and write the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--households", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=5, help="pairs of plain and ours")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as name:
        place = Path(name)
        intakes = [measure_intake(place / file, file, write, chosen.rounds) for file, write in WRITERS.items()]
        text = write_report(intakes, refuse_bomb(place), measure_month(place, chosen.households, chosen.rounds))
    print(text)  # noqa: T201 -- the result of the command
    REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
