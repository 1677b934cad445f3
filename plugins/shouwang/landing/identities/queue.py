"""What of the queue of identity cells still waits for a person: counts for anyone, the rows for the county office."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from shouwang.settings import Settings
from shouwang.warehouse import connect

# A list that a newer accepted one has replaced, or a row that a mended copy has, waits for nobody.
WAITING = """
with standing as (
    select d.*
    from ops.deliveries as d
    where d.county_code = %(county_code)s and d.state_code in ('landed', 'questioned', 'accepted', 'rejected')
        and not exists (
            select from ops.deliveries as newer
            where (newer.county_code, newer.month, newer.feed, newer.scope)
                = (d.county_code, d.month, d.feed, d.scope)
                and newer.revision > d.revision and newer.state_code = 'accepted' and newer.mends_delivery_id is null
        )
),
mended as (
    select replaced.*
    from landing.replaced_rows(array(select delivery_id from standing where state_code = 'accepted')) as replaced
),
waiting as (
    select
        q.*, d.month, d.feed, d.file_name, f.feed_title, p.department_name
    from vault.identity_proposals as q
    inner join standing as d on q.delivery_id = d.delivery_id
    inner join reference.feeds as f on d.feed = f.feed
    inner join reference.departments as p on f.department_code = p.department_code
    where not exists (
        select from mended
        where mended.delivery_id = q.delivery_id and mended.row_number = q.row_number
    )
)
"""
COUNTS = """
select
    delivery_id, month, feed, department_name, feed_title, file_name,
    count(*) filter (where candidate_count = 1)::int as proposed_count,
    count(*) filter (where candidate_count > 1)::int as ambiguous_count,
    count(*) filter (where candidate_count = 0 and reason_code <> 'name_differs')::int as unknown_count,
    count(*) filter (where reason_code = 'name_differs')::int as name_differs_count
from waiting
group by delivery_id, month, feed, department_name, feed_title, file_name
order by month, department_name, feed, delivery_id
"""
ROWS = """
select
    month, department_name, feed_title, waiting.file_name, waiting.row_number, waiting.column_name, reason_code,
    coalesce(cell_text, ''), coalesce(proposed_id_number, ''), evidence
from waiting
left join vault.original_cells as cells
    on waiting.delivery_id = cells.delivery_id and waiting.row_number = cells.row_number
    and waiting.column_name = cells.column_name
order by month, department_name, waiting.feed, waiting.delivery_id, waiting.row_number, waiting.column_name
"""


@dataclass(frozen=True)
class WaitingCells:
    """Identity cells of one delivery that wait: one person proposed, several fit, none does, another name."""

    delivery_id: int
    month: date
    feed: str
    department_name: str
    feed_title: str
    file_name: str
    proposed_count: int
    ambiguous_count: int
    unknown_count: int
    name_differs_count: int

    def as_document(self) -> dict[str, Any]:
        """The counts as JSON knows them."""
        return {**asdict(self), "delivery_id": str(self.delivery_id), "month": f"{self.month:%Y-%m}"}


@dataclass(frozen=True)
class WaitingCell:
    """One cell that waits, with the identities in it: for the county office alone."""

    month: date
    department_name: str
    feed_title: str
    file_name: str
    row_number: int
    column_name: str
    reason_code: str
    cell_text: str
    proposed_id_number: str
    evidence: str


def waiting_cells(settings: Settings, county_code: str) -> list[WaitingCells]:
    """Counts by delivery, by month, department and list; no person in them."""
    with connect(settings, "publisher", "identities") as connection, connection.cursor() as cursor:
        cursor.execute(WAITING + COUNTS, {"county_code": county_code})
        return [WaitingCells(*row) for row in cursor.fetchall()]


def waiting_rows(settings: Settings, county_code: str) -> list[WaitingCell]:
    """Every waiting cell as it came, with the number that is proposed for it."""
    with connect(settings, "publisher", "identities") as connection, connection.cursor() as cursor:
        cursor.execute(WAITING + ROWS, {"county_code": county_code})
        return [WaitingCell(*row) for row in cursor.fetchall()]
