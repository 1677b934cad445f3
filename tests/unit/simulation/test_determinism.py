"""Equal arguments give equal bytes, in any process and whichever other months are asked for."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from shouwang.simulation import Plan, simulate

from .conftest import COUNTY, FEBRUARY, JANUARY, Simulated, simulated

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from shouwang.simulation import Plan, simulate
root = Path(sys.argv[1])
simulate(Plan("411024", date(2022, 1, 1), date(2022, 2, 1), 300, 7), root / "inbox", root / "truth")
"""


def digests(root: Path) -> dict[str, str]:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_another_process_writes_the_same_bytes(county: Simulated, tmp_path: Path, hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], check=True, env=environment, timeout=120)  # noqa: S603 - our own program
    assert digests(tmp_path) == digests(county.root)


def test_a_month_is_the_same_alone_as_among_others(county: Simulated, tmp_path: Path) -> None:
    alone = simulated(Plan(COUNTY, FEBRUARY, FEBRUARY, 300, 7), tmp_path)
    assert digests(alone.inbox / COUNTY / "2022-02") == digests(county.inbox / COUNTY / "2022-02")
    assert alone.facts(FEBRUARY) == county.facts(FEBRUARY)


def test_another_seed_or_month_is_another_truth(county: Simulated, tmp_path: Path) -> None:
    other = simulated(Plan(COUNTY, JANUARY, JANUARY, 300, 8), tmp_path)
    assert other.facts(JANUARY) != county.facts(JANUARY)
    assert {f.subject_id_number for f in county.facts(JANUARY)} != {f.subject_id_number for f in county.facts(FEBRUARY)}


def test_the_summary_sums_the_months(county: Simulated) -> None:
    document = county.summary.as_document()
    said = [county.facts(month) for month in (JANUARY, FEBRUARY)]
    assert document["row_count"] == sum(len(facts) for facts in said)
    assert document["file_count"] == sum(len(files) for _, _, files in os.walk(county.inbox))
    assert document["covered_household_months"] == sum(
        len({f.household_number for f in facts if f.is_covered == "true"}) for facts in said
    )


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    plan = Plan(COUNTY, JANUARY, date(2022, 3, 1), 20, 1)
    simulate(plan, tmp_path / "inbox", tmp_path / "truth", lambda *stage: told.append(stage))
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4]
    assert told[-1] == ("完成", 4, 4)
