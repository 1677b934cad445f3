"""Lists that departments send again, late, to the wrong month or in another's name."""

import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shouwang.landing import Delivery, collect, land, question
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.unit.landing.files import COUNTY, id_number, write_text

ARRIVED = datetime(2022, 2, 8, 9, 30, tzinfo=UTC)
Rows = Sequence[Sequence[str]]


def dibao_rows(count: int, month: str = "2022-01", first: int = 1) -> list[tuple[str, str, str, str, str]]:
    """People newly on dibao, one after the other."""
    return [
        ("张三", id_number(number), f"{month}-{1 + number % 28:02d}", f"{300 + number}", "")
        for number in range(first, first + count)
    ]


def deliver_rows(
    settings: Settings, name: str | Path, rows: Rows = (), month: str = "2022-01", minute: int = 0
) -> Path:
    """A csv with the rows, or a file that stands somewhere, in the inbox as if arrived some minutes after the first."""
    directory = settings.inbox / COUNTY / month
    directory.mkdir(parents=True, exist_ok=True)
    if isinstance(name, Path):
        path = Path(shutil.copyfile(name, directory / name.name))
    else:
        path = write_text(directory / f"{name}.csv", rows)
    os.utime(path, (ARRIVED.timestamp() + 60 * minute,) * 2)
    return path


def land_files(
    settings: Settings, name: str | Path, rows: Rows = (), month: str = "2022-01", minute: int = 0
) -> list[Delivery]:
    """Deliver one file, collect, land and question all that waits; the deliveries landed."""
    deliver_rows(settings, name, rows, month, minute)
    waiting = [found for found in collect(settings, COUNTY) if found.state_code == "archived"]
    landed = [land(settings, found.delivery_id) for found in waiting]
    question(settings, [found.delivery_id for found in landed])
    return landed


def ledger_states(settings: Settings) -> list[tuple[str, int | None, str]]:
    """File name, revision and state of every delivery, by month and arrival."""
    return rows_of(settings, "select file_name, revision, state_code from ops.deliveries order by month, received_at")


def rows_of(settings: Settings, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a statement finds."""
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
