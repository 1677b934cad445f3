"""What of the queue of identity cells still waits for a person: counts for anyone, the rows for the county office."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from shouwang.settings import Settings
from shouwang.warehouse import connect

# What stands and what waits is said by functions of the warehouse (``vault/identity_desk.sql``).
WAITING = """
with standing as (select * from ops.standing_deliveries(%(county_code)s)),
waiting as (
    select
        q.*, d.month, d.feed, d.file_name, f.feed_title, p.department_name
    from vault.waiting_identities(%(county_code)s) as q
    inner join standing as d on q.delivery_id = d.delivery_id
    inner join reference.feeds as f on d.feed = f.feed
    inner join reference.departments as p on f.department_code = p.department_code
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
ROWS = """,
listed as (
    select
        waiting.month, waiting.department_name, waiting.feed_title, waiting.file_name, waiting.feed,
        waiting.delivery_id, waiting.row_number, waiting.column_name, waiting.reason_code, signed.signature,
        signed.record_text, not signed.is_distinct or waiting.candidate_count > 1 as is_for_row_alone,
        coalesce(candidate.candidate_rank, 0) as candidate_rank, candidate.id_number,
        candidate.record_text as candidate_text, candidate.score,
        case when waiting.candidate_count = 1 and coalesce(candidate.candidate_rank, 1) = 1 then waiting.evidence
            else coalesce(candidate.evidence, waiting.evidence) end as evidence,
        null::text as decision_code
    from waiting
    left join vault.identity_signatures as signed using (delivery_id, row_number, column_name)
    left join vault.identity_candidates as candidate using (delivery_id, row_number, column_name)
    union all
    select
        d.month, p.department_name, f.feed_title, d.file_name, d.feed,
        signed.delivery_id, signed.row_number, signed.column_name, 'decided', signed.signature,
        signed.record_text, decided.only_row is not null, -decided.decision_id::int, decided.id_number,
        null, null,
        format('决定%%s：%%s（%%s）', decided.decision_id, decided.reason, decided.decided_by), decided.decision_code
    from vault.identity_signatures as signed
    inner join standing as d on signed.delivery_id = d.delivery_id
    inner join vault.standing_identity_decisions as decided
        on d.county_code = decided.county_code and signed.signature = decided.signature
        and (
            decided.only_delivery_id is null
            or (decided.only_delivery_id, decided.only_row) = (signed.delivery_id, signed.row_number)
        )
    inner join reference.feeds as f on d.feed = f.feed
    inner join reference.departments as p on f.department_code = p.department_code
)
select
    month, department_name, feed_title, file_name, listed.delivery_id, listed.row_number, listed.column_name,
    reason_code, signature, coalesce(record_text, ''), coalesce(is_for_row_alone, true), candidate_rank,
    coalesce(cell_text, ''), coalesce(id_number, ''), coalesce(candidate_text, ''), score::float, evidence,
    decision_code
from listed
left join vault.original_cells as cells
    on listed.delivery_id = cells.delivery_id and listed.row_number = cells.row_number
    and listed.column_name = cells.column_name
order by month, department_name, listed.feed, listed.delivery_id, listed.row_number, listed.column_name,
    candidate_rank
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
    """One cell that waits beside one candidate, or what was decided of one; identities for the county office alone.

    ``candidate_rank``: 1 is the likeliest, 0 nobody, below 0 a decision's number; ``signature`` is None where nothing
    can be decided (a number that is read beside another name). ``decision_code``: same, not_same or undecided, of what
    stands.
    """

    month: date
    department_name: str
    feed_title: str
    file_name: str
    delivery_id: int
    row_number: int
    column_name: str
    reason_code: str
    signature: int | None
    record_text: str
    is_for_row_alone: bool
    candidate_rank: int
    cell_text: str
    id_number: str
    candidate_text: str
    score: float | None
    evidence: str
    decision_code: str | None


def waiting_cells(settings: Settings, county_code: str) -> list[WaitingCells]:
    """Counts by delivery, by month, department and list; no person in them."""
    with connect(settings, "publisher", "identities") as connection, connection.cursor() as cursor:
        cursor.execute(WAITING + COUNTS, {"county_code": county_code})
        return [WaitingCells(*row) for row in cursor.fetchall()]


def waiting_rows(settings: Settings, county_code: str) -> list[WaitingCell]:
    """Every waiting cell beside each of its candidates, and every cell that was decided, in the order of the lists."""
    with connect(settings, "publisher", "identities") as connection, connection.cursor() as cursor:
        cursor.execute(WAITING + ROWS, {"county_code": county_code})
        return [WaitingCell(*row) for row in cursor.fetchall()]
