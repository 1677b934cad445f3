"""The mission rows and the tests that hold them: ``make requirements``.

A row is *done* when it stands in ``docs/requirements.csv`` as done and a collected test is marked with it; the command
fails when a row says done without a test, or a test names a row there is none of.
"""

import ast
import csv
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from shouwang.settings import PROJECT_ROOT

PRINTED_WIDTH = 180
ROWS = PROJECT_ROOT / "docs" / "requirements.csv"


def read_rows(path: Path = ROWS) -> dict[str, dict[str, str]]:
    """Row id to its state (done, started, open) and demand."""
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["row"]: row for row in csv.DictReader(handle)}


def collect_tests(root: Path = PROJECT_ROOT) -> dict[str, list[str]]:
    """Row id to the tests whose ``@pytest.mark.requirement`` names it, by file and name."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for row in _rows_named(node):
                    found.setdefault(row, []).append(f"{path.relative_to(root)}::{node.name}")
    return found


def _rows_named(test: ast.FunctionDef) -> list[str]:
    marks = [mark for mark in test.decorator_list if isinstance(mark, ast.Call)]
    ours = [mark for mark in marks if ast.unparse(mark.func) == "pytest.mark.requirement"]
    return [ast.literal_eval(argument) for mark in ours for argument in mark.args]


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
    console = Console(width=None if sys.stdout.isatty() else PRINTED_WIDTH)
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
