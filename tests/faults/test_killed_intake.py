"""kill -9 of collecting and landing, again and again: it ends with the ledger and the rows of an undisturbed run."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shouwang.feeds import feeds
from shouwang.months import parse_month
from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.simulation import Plan, simulate
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse

COUNTY = "411024"
MONTH = parse_month("2022-01")
FURTHER_EACH_TIME = [0.05 * step for step in range(1, 13)]  # seconds of work before the blow
TAKE_IN = """
import sys
from shouwang.landing import collect, land
from shouwang.months import parse_month
from shouwang.settings import settings
print("ready", flush=True)
sys.stdin.readline()
for delivery in collect(settings(), "411024", parse_month("2022-01")):
    if delivery.state_code == "archived":
        land(settings(), delivery.delivery_id)
print("done", flush=True)
"""
KEPT = ["held_cells", "dropped_rows", "mended_rows"], ["original_cells", "extra_cells", "identity_proposals"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of a small county, damaged cells, late and odd files included."""
    place = tmp_path_factory.mktemp("files")
    simulate(Plan(COUNTY, MONTH, MONTH, 3000, 11), place / "inbox", place / "truth")
    return place / "inbox"


def test_intake_killed_again_and_again_ends_like_an_undisturbed_one(make_warehouse: MakeWarehouse, files: Path) -> None:
    undisturbed, killed = make_warehouse(), make_warehouse()
    for settings in (undisturbed, killed):
        shutil.copytree(files, settings.inbox, copy_function=shutil.copy2)
    assert take_in(undisturbed, None)
    blows = [not take_in(killed, seconds) for seconds in FURTHER_EACH_TIME]
    assert sum(blows) >= len(blows) // 2, "the work was nearly always done before the blow fell"
    assert take_in(killed, None)
    assert rows_of(killed) == rows_of(undisturbed)
    assert ledger_of(killed) == ledger_of(undisturbed)
    assert files_of(killed) == files_of(undisturbed)


def take_in(settings: Settings, seconds: float | None) -> bool:
    """Collect and land in a process of its own, killed after ``seconds`` of work; whether it came to its end."""
    process = subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", TAKE_IN],
        env=environment(settings),
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    try:
        said, _ = process.communicate("go\n", timeout=seconds or 120)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return said == "done\n"


def environment(settings: Settings) -> dict[str, str]:
    """What a process of its own needs to find the warehouse."""
    return {
        **os.environ,
        "SHOUWANG_HOME": str(settings.home),
        "SHOUWANG_WAREHOUSE_PORT": str(settings.port),
        "SHOUWANG_WAREHOUSE_DATABASE": settings.warehouse_database,
    }


def rows_of(settings: Settings) -> dict[str, str]:
    """Table of landing or vault to the digest of all its rows in order."""
    tables = [(schema, name) for schema in ("landing", "vault") for name in feeds()]
    tables += [(schema, name) for schema, names in zip(("landing", "vault"), KEPT, strict=True) for name in names]
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        found = {}
        for schema, name in tables:
            cursor.execute(f"select t::text from {schema}.{name} as t order by t::text")  # noqa: S608 -- our own table names
            found[f"{schema}.{name}"] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def ledger_of(settings: Settings) -> list[dict[str, object]]:
    """The ledger without the times of the clock."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select to_jsonb(d) - 'archived_at' - 'landed_at' from ops.deliveries as d order by delivery_id")
        return [row[0] for row in cursor.fetchall()]


def files_of(settings: Settings) -> dict[str, list[str]]:
    """What lies in the inbox, in the archive and among the readings, by name."""
    places = {"inbox": settings.inbox, "archive": settings.archive, "readings": settings.home / "readings"}
    return {
        name: sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
        for name, place in places.items()
    }
