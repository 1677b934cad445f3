"""``python -m shouwang.benchmark``: measure, print, and keep the figures in ``docs/benchmarks.md``."""

import argparse
import tempfile
from pathlib import Path

from shouwang.benchmark.large_files import measure_intake, refuse_bomb, write_text, write_workbook
from shouwang.benchmark.month import measure_month
from shouwang.benchmark.register import measure_register, register_lines
from shouwang.benchmark.report import write_report
from shouwang.settings import PROJECT_ROOT

REPORT = PROJECT_ROOT / "docs" / "benchmarks.md"
CITY_ROWS = 5_900_000
CHANGED = 0.01  # of the rows, from one month to the next
WRITERS = {"workbook.xlsx": write_workbook, "gb18030.csv": write_text}


def main() -> None:
    """Measure everything and write the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--households", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=5, help="pairs of plain and ours")
    options.add_argument("--register-rows", type=int, default=600_000, help="people of the register")
    options.add_argument("--register-months", type=int, default=25, help="months of it, one after the other")
    options.add_argument("--register-alone", action="store_true", help="measure the register only, write no report")
    options.add_argument("--city", action="store_true", help="take in a register of 5,900,000 people too")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="shouwang-bench-") as name:
        place = Path(name)
        months = chosen.register_months
        registers = [measure_register(place / "county", chosen.register_rows, months, CHANGED)] if months else []
        registers += [measure_register(place / "city", CITY_ROWS, 1, CHANGED, is_watched=True)] if chosen.city else []
        lines = "\n".join(line for found in registers for line in ("", *register_lines(found)))
        if chosen.register_alone:
            print(lines)  # noqa: T201 -- the result of the command
            return
        intakes = [measure_intake(place / file, file, write, chosen.rounds) for file, write in WRITERS.items()]
        text = write_report(intakes, refuse_bomb(place), measure_month(place, chosen.households, chosen.rounds))
    text += f"{lines}\n"
    print(text)  # noqa: T201 -- the result of the command
    REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
