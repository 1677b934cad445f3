"""Which grid a household belongs to and who works for it, as a version of a month said; names come from the vault."""

from collections import defaultdict
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.publication.versions import Version


class Grid(NamedTuple):
    """A household's grid as a list shows it: its name, and those in office, one to a line."""

    name: str
    staff: str


NO_GRID = Grid("", "")
HOUSEHOLDS = """
select placed.household_id, placed.grid_code, grid.grid_name
from marts.bridge_grid_households_v1 as placed
inner join marts.dim_grids_v1 as grid on grid.county_code = placed.county_code and grid.grid_code = placed.grid_code
where placed.county_code = %(county)s
    and placed.valid_from <= %(month)s and %(month)s < placed.valid_to
    and placed.known_from <= %(at)s and %(at)s < placed.known_to
    and grid.valid_from <= %(month)s and %(month)s < grid.valid_to
    and grid.known_from <= %(at)s and %(at)s < grid.known_to
"""
STAFF = """
select distinct worker.grid_code, worker.grid_role_code, named.person_name, coalesce(named.phone, '') as phone
from marts.dim_grid_workers_v1 as worker
inner join ops.publication_inputs as input
    on input.county_code = worker.county_code and input.month = %(month)s and input.version = %(version)s
        and input.feed = 'grid_staff'
inner join landing.grid_staff as landed
    on landed.delivery_id = input.delivery_id and landed.is_accepted
        and landed.village_code || '-' || landed.grid_number = worker.grid_code
        and landed.person_name_id = worker.person_name_id
        and landed.duty_started_date = worker.duty_started_date
        and (landed.row_number <@ input.replaced_rows) is not true
inner join vault.grid_staff as named
    on named.delivery_id = landed.delivery_id and named.row_number = landed.row_number
where worker.county_code = %(county)s and worker.is_on_duty
    and worker.valid_from <= %(month)s and %(month)s < worker.valid_to
    and worker.known_from <= %(at)s and %(at)s < worker.known_to
order by worker.grid_code, named.person_name, phone
"""
ROLES = ("leader", "worker", "part_time_worker", "adviser")


def read_grids(cursor: Cursor, version: Version) -> dict[int, Grid]:
    """Household to its grid; households without one are left out."""
    bound = {
        "county": version.county_code,
        "month": version.month,
        "version": version.version,
        "at": version.published_at,
    }
    cursor.execute(STAFF, bound)
    staff = write_staff(cursor.fetchall())
    cursor.execute(HOUSEHOLDS, bound)
    return {household: Grid(name, staff.get(code, "（无在岗网格员）")) for household, code, name in cursor.fetchall()}


def write_staff(rows: list[tuple[str, str, str, str]]) -> dict[str, str]:
    """Grid to its staff of ``rows`` (grid, role, name, telephone), leaders first."""
    labels = feed("grid_staff").column("grid_role_code").label_of
    lines: dict[str, list[str]] = defaultdict(list)
    for grid, role, name, phone in sorted(rows, key=lambda row: (row[0], ROLES.index(row[1]))):
        lines[grid].append(f"{name}（{labels[role]}）{phone}".strip())
    return {grid: "\n".join(said) for grid, said in lines.items()}
