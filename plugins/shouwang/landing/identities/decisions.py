"""What people decide about who a record means: kept for good, applied whenever the record is read again.

A decision is about a record (its signature), not about a delivery: the same record of another month is read by it too.
Where the record says too little, or several people of the register fit it, the decision counts for its row alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import polars as pl
from psycopg2.extensions import cursor as Cursor

from shouwang.landing.identities.words import words
from shouwang.people.identity_cells import VALUE, read_identity_cells
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect

Code = Literal["same", "not_same", "undo"]
LATEST_BIRTH = date(9999, 12, 31)  # whoever decides has seen the papers
LOCK = "select pg_advisory_xact_lock(hashtext('shouwang identities'), hashtext(%s))"
CELL = """
select s.signature, s.is_distinct, coalesce(q.candidate_count, 0)
from vault.identity_signatures as s
inner join ops.deliveries as d using (delivery_id)
left join vault.identity_proposals as q using (delivery_id, row_number, column_name)
where d.county_code = %s and (s.delivery_id, s.row_number, s.column_name) = (%s, %s, %s)
"""
STANDING = """
select decision_id, decision_code, person_id
from vault.standing_identity_decisions
where county_code = %(county)s and signature = %(signature)s
    and (only_delivery_id is null or (only_delivery_id, only_row) = (%(delivery_id)s, %(row_number)s))
order by decision_id
"""
KEEP = """
insert into vault.identity_decisions (
    county_code, signature, only_delivery_id, only_row, decision_code, person_id, id_number, undoes_decision_id,
    reason, decided_by
) values (
    %(county)s, %(signature)s, %(only_delivery_id)s, %(only_row)s, %(code)s, %(person_id)s, %(id_number)s,
    %(undoes)s, %(reason)s, %(by)s
) returning decision_id
"""
UNDO = """
insert into vault.identity_decisions (
    county_code, signature, only_delivery_id, only_row, decision_code, person_id, id_number, undoes_decision_id,
    reason, decided_by
)
select
    county_code, signature, only_delivery_id, only_row, 'undo', person_id, id_number, decision_id, %(reason)s, %(by)s
from vault.identity_decisions where decision_id = %(undoes)s
returning decision_id
"""
# Where the records of decisions stand, and whether they were read by what is in force now.
CONCERNED = """
select s.delivery_id, d.month, bool_or(s.decision_id is distinct from joined.decision_id)
from vault.identity_signatures as s
inner join ops.deliveries as d using (delivery_id)
left join vault.standing_identity_decisions as joined
    on d.county_code = joined.county_code and s.signature = joined.signature and joined.decision_code = 'same'
    and (joined.only_delivery_id is null or (joined.only_delivery_id, joined.only_row) = (s.delivery_id, s.row_number))
where d.county_code = %s and d.state_code in ('landed', 'questioned', 'accepted', 'rejected')
    and s.signature in (select signature from vault.identity_decisions where decision_id = any(%s))
group by s.delivery_id, d.month
order by d.month, s.delivery_id
"""
CANDIDATE = """
select id_number from vault.identity_candidates
where (delivery_id, row_number, column_name) = (%s, %s, %s) and candidate_rank = %s
"""


class IdentityDecisionError(ValueError):
    """What cannot be decided, or stands otherwise already; the text is Chinese, says why and what to do."""


class Cell(NamedTuple):
    """An identity cell of a landed delivery."""

    delivery_id: int
    row_number: int
    column_name: str

    def __str__(self) -> str:
        """As people name it: delivery:row:column."""
        return f"{self.delivery_id}:{self.row_number}:{self.column_name}"


class Answer(NamedTuple):
    """What is decided of a cell. ``id_number`` says who it is about; an undo needs none."""

    cell: Cell
    code: Code
    id_number: str = ""


class Concerned(NamedTuple):
    """A delivery in which decided records stand, and whether it was read by other decisions than are in force."""

    delivery_id: int
    month: date
    is_outdated: bool


@dataclass(frozen=True)
class _Record:
    """The record of a cell: its signature and where a decision on it counts (None: wherever it comes)."""

    cell: Cell
    signature: int
    only_row: bool


def keep_decisions(settings: Settings, county_code: str, answers: Sequence[Answer], reason: str, by: str) -> list[int]:
    """Write decisions, all or none; their numbers, of what stood already the old one.

    ``by`` is a login or the name of a rule. IdentityDecisionError, with nothing written: no reason, an unknown cell, a
    number that is none, a record that another person was decided for, a pair that was separated, nothing to undo.
    """
    if not reason.strip():
        raise IdentityDecisionError(words().refusals["no_reason"])
    with connect(settings, "loader", "decide identities") as connection, connection.cursor() as cursor:
        pseudonyms = keys_in_force(settings, connection).pseudonyms
        cursor.execute(LOCK, (county_code,))
        return [_decide(cursor, county_code, answer, pseudonyms, (reason.strip(), by)) for answer in answers]


def concerned_deliveries(settings: Settings, county_code: str, decision_ids: Sequence[int]) -> list[Concerned]:
    """The deliveries in which the records of these decisions stand, by month."""
    with connect(settings, "loader", "decide identities") as connection, connection.cursor() as cursor:
        cursor.execute(CONCERNED, (county_code, list(decision_ids)))
        return [Concerned(*row) for row in cursor.fetchall()]


def candidate_number(settings: Settings, cell: Cell, rank: int) -> str:
    """The identity number of a candidate of the queue; IdentityDecisionError when there is none of this rank."""
    with connect(settings, "loader", "decide identities") as connection, connection.cursor() as cursor:
        cursor.execute(CANDIDATE, (*cell, rank))
        found = cursor.fetchone()
    if found is None:
        raise IdentityDecisionError(words().refusals["no_candidate"].format(cell=cell, rank=rank))
    return str(found[0])


def _decide(
    cursor: Cursor, county_code: str, answer: Answer, pseudonyms: Pseudonyms, why_and_who: tuple[str, str]
) -> int:
    record = _record(cursor, county_code, answer.cell)
    standing = _standing(cursor, county_code, record)
    reason, by = why_and_who
    if answer.code == "undo":
        if not standing:
            raise IdentityDecisionError(words().refusals["nothing_to_undo"].format(cell=answer.cell))
        cursor.execute(UNDO, {"undoes": standing[-1][0], "reason": reason, "by": by})
        return _number(cursor)
    number = _identifier(answer)
    person_id = pseudonyms.person_id(number)
    if stood := [found for found, code, person in standing if (code, person) == (answer.code, person_id)]:
        return stood[-1]
    _require_agreement(answer, standing, person_id)
    bound = {"county": county_code, "signature": record.signature, "person_id": person_id, "id_number": number}
    where = {
        "only_delivery_id": answer.cell.delivery_id if record.only_row else None,
        "only_row": answer.cell.row_number if record.only_row else None,
    }
    cursor.execute(KEEP, {**bound, **where, "code": answer.code, "undoes": None, "reason": reason, "by": by})
    return _number(cursor)


def _record(cursor: Cursor, county_code: str, cell: Cell) -> _Record:
    cursor.execute(CELL, (county_code, *cell))
    found = cursor.fetchone()
    if found is None:
        raise IdentityDecisionError(words().refusals["unknown_cell"].format(cell=cell))
    signature, is_distinct, candidates = found
    return _Record(cell, signature, not is_distinct or candidates > 1)


def _standing(cursor: Cursor, county_code: str, record: _Record) -> list[tuple[int, str, int]]:
    bound = {"county": county_code, "signature": record.signature}
    bound |= {"delivery_id": record.cell.delivery_id, "row_number": record.cell.row_number}
    cursor.execute(STANDING, bound)
    return list(cursor.fetchall())


def _require_agreement(answer: Answer, standing: Sequence[tuple[int, str, int]], person_id: int) -> None:
    """Refuse a second person for a record, joining what was separated, and separating what was joined."""
    for number, code, person in standing:
        if answer.code == "same" and code == "same":
            raise IdentityDecisionError(words().refusals["another_person"].format(cell=answer.cell, number=number))
        if code != answer.code and person == person_id:
            key = "separated" if code == "not_same" else "joined"
            raise IdentityDecisionError(words().refusals[key].format(cell=answer.cell, number=number))


def _identifier(answer: Answer) -> str:
    """The identity number or other identifier decided for, as reading would land it."""
    text = pl.Series([answer.id_number.strip() or None], dtype=pl.String).str.normalize("NFKC")
    value = read_identity_cells(text, LATEST_BIRTH)[VALUE].item()
    if value is None:
        raise IdentityDecisionError(words().refusals["no_number"].format(cell=answer.cell))
    return str(value)


def _number(cursor: Cursor) -> int:
    row = cursor.fetchone()
    if row is None:
        raise IdentityDecisionError(words().refusals["nothing_to_undo"].format(cell="?"))
    return int(row[0])
