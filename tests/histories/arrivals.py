"""Files that arrive in a warehouse and are landed for real: inbox, archive, reading, landing."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from shouwang.landing import collect, land, landed_deliveries, question
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.histories.county_year import COUNTY, File

FIRST = datetime(2023, 1, 8, 9, 30, tzinfo=UTC).timestamp()
ACCEPT = "update ops.deliveries set state_code = 'accepted' where county_code = %s and state_code = 'landed'"


def receive(settings: Settings, files: Iterable[File], day: int = 0) -> None:
    """Let files arrive a minute after each other, land them, ask what is to be asked, and accept them."""
    for minute, file in enumerate(files):
        path = settings.inbox / COUNTY / f"{file.month:%Y-%m}" / f"{file.name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
        os.utime(path, (FIRST + 86400 * day + 60 * minute,) * 2)
    for found in collect(settings, COUNTY):
        if found.state_code == "archived":
            land(settings, found.delivery_id)
    question(settings, [found.delivery_id for found in landed_deliveries(settings, COUNTY)])
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        cursor.execute(ACCEPT, (COUNTY,))
