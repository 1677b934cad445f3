"""The whole zoo through collecting and landing: ledger, held cells, dropped rows, extras and values say the same."""

import os
import shutil
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shouwang.feeds import feed
from shouwang.landing import collect, land
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.landing_tables import vault_columns
from tests.conftest import MakeWarehouse
from tests.unit.landing.files import COUNTY
from tests.zoo.specimen import Read, Refused, Specimen
from tests.zoo.specimens import ZOO

Files = dict[str, Path]
Found = dict[str, list[tuple[Any, ...]]]
ARRIVED = datetime(2022, 2, 8, 9, 30, tzinfo=UTC).timestamp()
READ = {name: specimen for name, specimen in ZOO.items() if isinstance(specimen.verdict, Read)}
MONTHS = {name: date(2005 + number // 12, number % 12 + 1, 1) for number, name in enumerate(ZOO)}
BORN_BY = date(2005, 1, 1)


@pytest.fixture(scope="module")
def landed_zoo(make_warehouse: MakeWarehouse, zoo_files: Files) -> Settings:
    """A warehouse in which every specimen was landed, each in a month of its own."""
    settings = make_warehouse()
    for name, path in zoo_files.items():
        room = settings.inbox / COUNTY / f"{MONTHS[name]:%Y-%m}"
        room.mkdir(parents=True)
        arrived = shutil.copyfile(path, room / path.name)
        os.utime(arrived, (ARRIVED, ARRIVED))
    for delivery in collect(settings, COUNTY):
        land(settings, delivery.delivery_id)
    return settings


@pytest.fixture(scope="module")
def ledger(landed_zoo: Settings) -> dict[str, tuple[Any, ...]]:
    """Specimen to its row of the ledger."""
    counts = "rows_found, rows_accepted, rows_held, rows_dropped"
    text = f"select month, delivery_id, state_code, message, {counts} from ops.deliveries"  # noqa: S608 -- our own names
    names = {month: name for name, month in MONTHS.items()}
    return {names[month]: row for month, *row in query(landed_zoo, text)}  # type: ignore[misc]  # a list is a row too


@pytest.fixture(scope="module")
def beside(landed_zoo: Settings) -> dict[str, dict[int, list[tuple[Any, ...]]]]:
    """Table to delivery to its rows of held cells, dropped rows and extra cells."""
    texts = {
        "held": "select delivery_id, row_number, column_name, reason_code, seen_shape from landing.held_cells",
        "dropped": "select delivery_id, reason_code, row_count from landing.dropped_rows",
        "extras": "select delivery_id, row_number, cells from vault.extra_cells",
    }
    return {name: by_delivery(query(landed_zoo, text)) for name, text in texts.items()}


def by_delivery(rows: list[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for delivery_id, *row in rows:
        found[delivery_id].append(tuple(row))
    return found


def query(settings: Settings, text: str) -> list[tuple[Any, ...]]:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def test_every_specimen_stands_in_the_ledger(ledger: dict[str, tuple[Any, ...]]) -> None:
    refused = {name for name, row in ledger.items() if row[1] == "refused"}
    assert set(ledger) == set(ZOO)
    assert refused == {name for name, specimen in ZOO.items() if isinstance(specimen.verdict, Refused)}
    assert all(ledger[name][2] for name in refused)


@pytest.mark.parametrize("specimen", READ.values(), ids=READ)
def test_landing_counts_what_the_check_counted(
    specimen: Specimen, ledger: dict[str, tuple[Any, ...]], beside: dict[str, dict[int, list[tuple[Any, ...]]]]
) -> None:
    verdict = specimen.verdict
    assert isinstance(verdict, Read)
    number, _, _, *counts = ledger[specimen.name]
    assert counts == [verdict.found, verdict.accepted, verdict.held_rows, sum(verdict.dropped.values())]
    held = [(row, reason, seen) for row, _, reason, seen in beside["held"][number]]
    assert sorted(held) == sorted((cell.row, cell.reason, cell.seen) for cell in verdict.held)
    assert dict(beside["dropped"][number]) == dict(verdict.dropped)
    if verdict.extras:
        assert dict(beside["extras"][number]) == dict(verdict.extras)


@pytest.mark.parametrize(
    "specimen",
    [one for one in READ.values() if isinstance(one.verdict, Read) and one.verdict.values],
    ids=lambda s: s.name,
)
def test_what_lands_is_what_the_cells_say(
    specimen: Specimen, landed_zoo: Settings, ledger: dict[str, tuple[Any, ...]]
) -> None:
    assert isinstance(specimen.verdict, Read)
    declared = feed(specimen.feed or "")
    for column, values in specimen.verdict.values.items():
        place = "vault" if column in vault_columns(declared) else "landing"
        rows = query(
            landed_zoo,
            f"select {column} from {place}.{declared.feed} where delivery_id = {ledger[specimen.name][0]} order by row_number",  # noqa: E501, S608 -- names of the declaration
        )
        assert [_shown(value) for (value,) in rows] == list(values), column


def _shown(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
