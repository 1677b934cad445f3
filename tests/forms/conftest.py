"""One warehouse in which every specimen has come back, each a return of a form of its own."""

import os
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shouwang.settings import Settings
from shouwang.stages import land_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse
from tests.forms.copies import COUNTY, MONTH, Copy, Leaves, Save, as_workbook
from tests.forms.specimens import ZOO, returned

ARRIVED = datetime(2022, 10, 8, 1, tzinfo=UTC).timestamp()
LEDGER = """
select delivery_id, feed, scope, state_code, message, rows_found, rows_accepted, rows_held, rows_dropped
from ops.deliveries where county_code = %s and file_name like %s order by file_name
"""


class Entry(NamedTuple):
    """What the ledger says of a file."""

    delivery_id: int
    feed: str | None
    scope: str
    state_code: str
    message: str | None
    found: int
    accepted: int
    held: int
    dropped: int


class Landed(NamedTuple):
    """A warehouse with forms that came back."""

    settings: Settings

    def put(self, form: Copy, name: str, save: Save | None = None) -> Path:
        """Give a form back: the file's name begins with ``name``."""
        inbox = self.settings.inbox / COUNTY / f"{MONTH:%Y-%m}"
        inbox.mkdir(parents=True, exist_ok=True)
        saved = (save or as_workbook())(form, inbox)
        path = saved.rename(inbox / f"{name}~{saved.name}")
        os.utime(path, (ARRIVED, ARRIVED))
        return path

    def land(self) -> None:
        """Land and judge what has come, and write the receipts."""
        land_month(self.settings, COUNTY, MONTH)

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with connect(self.settings, "admin", "test") as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def entry(self, name: str) -> Entry:
        """The ledger's row of the one file given back under ``name``."""
        (row,) = self.ask(LEDGER, COUNTY, f"{name}~%")
        return Entry(*row)

    def held(self, delivery_id: int) -> list[tuple[int, str, str]]:
        """Row, column and reason of every held cell."""
        query = "select row_number, column_name, reason_code from landing.held_cells where delivery_id = %s"
        return sorted(self.ask(query, delivery_id))

    def dropped(self, delivery_id: int) -> dict[str, int]:
        """Reason to rows that are no answers."""
        return dict(
            self.ask("select reason_code, row_count from landing.dropped_rows where delivery_id = %s", delivery_id)
        )

    def answers(self, scope: str) -> dict[int, list[Any]]:
        """Row of a form to the days that count, of all its returns."""
        found: dict[int, list[Any]] = defaultdict(list)
        for row, day in self.ask(IN_FORCE, scope):
            found[row].append(day)
        return found


IN_FORCE = """
with chain as (
    select array_agg(delivery_id) as numbers from ops.deliveries where scope = %s and state_code <> 'duplicate'
)
select form.form_row_number, landed.step_date
from landing.form_rows as form
inner join landing.case_steps as landed
    on form.delivery_id = landed.delivery_id and form.row_number = landed.row_number and landed.is_accepted
cross join chain
where form.delivery_id = any(chain.numbers) and (form.delivery_id, form.row_number) not in (
    select delivery_id, row_number from landing.replaced_rows(chain.numbers)
)
order by form.form_row_number, landed.step_date
"""


@pytest.fixture(scope="module")
def zoo(make_warehouse: MakeWarehouse) -> Landed:
    """Every specimen given back and landed."""
    landed = Landed(make_warehouse())
    for revision, (name, specimen) in enumerate(ZOO.items(), start=1):
        landed.put(returned(specimen, Leaves(specimen.form, revision)), name, specimen.save)
    landed.land()
    return landed
