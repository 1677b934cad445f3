"""The mission rows and the tests that hold them: ``make requirements``.

A row is *done* when it stands in ``docs/requirements.csv`` as done and a collected test is marked with it; the command
fails when a row says done without a test, or a test names a row there is none of.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from shouwang.settings import PROJECT_ROOT

ROWS = PROJECT_ROOT / "docs" / "requirements.csv"


class Collector:
    """A pytest plugin that notes which test holds which row."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note every test under each row its marker names."""
        for item in items:
            for marker in item.iter_markers("requirement"):
                for row in marker.args:
                    self.tests[row].append(item.nodeid)


def read_rows(path: Path = ROWS) -> dict[str, dict[str, str]]:
    """Row id to its state (done, started, open) and demand."""
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["row"]: row for row in csv.DictReader(handle)}


def collect_tests(root: Path = PROJECT_ROOT) -> dict[str, list[str]]:
    """Row id to the tests that name it; RuntimeError when the tests cannot be collected."""
    collector = Collector()
    if code := pytest.main(
        ["--collect-only", "-qq", "--no-header", "-p", "no:terminal", str(root / "tests")], [collector]
    ):
        raise RuntimeError(f"the tests cannot be collected: pytest ended with {code!r}")
    return dict(collector.tests)


def problems(rows: dict[str, dict[str, str]], tests: dict[str, list[str]]) -> list[str]:
    """What does not hold together between rows and tests."""
    untested = [
        f"{row} is called done and no test names it"
        for row, r in rows.items()
        if r["state"] == "done" and row not in tests
    ]
    unknown = [f"{row} is named by {tests[row][0]} and is no row" for row in sorted(set(tests) - set(rows))]
    return untested + unknown


def main() -> int:
    """Print every row with state and tests; the number of problems."""
    rows, tests = read_rows(), collect_tests()
    console = Console()
    table = Table("row", "state", "demand", "tests")
    for row, fields in rows.items():
        table.add_row(row, fields["state"], fields["demand"], "\n".join(tests.get(row, [])))
    console.print(table)
    found = problems(rows, tests)
    for problem in found:
        console.print(f"✗ {problem}")
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
