"""What people decide about who a record means: kept for good, applied whenever the record is read again.

A decision is about a record (its signature), not about a delivery: the same record of another month is read by it too.
Where the record says too little, or several people of the register fit it, the decision counts for its row alone.
What may be decided is judged where it is kept (``vault.decide_identity``), whoever decides and on whatever paper.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

import polars as pl
from psycopg2.errors import RaiseException
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from shouwang.landing.identities.words import words
from shouwang.people.identity_cells import VALUE, read_identity_cells
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.settings import Settings
from shouwang.warehouse import connect

Code = Literal["same", "not_same", "undecided", "undo"]
OF_A_PERSON = {"same", "not_same"}
LATEST_BIRTH = date(9999, 12, 31)  # whoever decides has seen the papers
KEEP = "select vault.decide_identity(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
PENDING = """
select decision_id from vault.identity_decisions
where county_code = %s and decision_id not in (select decision_id from ops.followed_identity_decisions)
order by decision_id
"""
FOLLOWED = """
insert into ops.followed_identity_decisions (decision_id) select unnest(%s::bigint[]) on conflict do nothing
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
    """What is decided of a cell; ``undecided`` (it cannot be told yet) and ``undo`` are about nobody.

    Who the others are about is said by ``id_number``, or by ``person_id`` for a candidate of the queue.
    """

    cell: Cell
    code: Code
    id_number: str = ""
    person_id: int | None = None


class Concerned(NamedTuple):
    """A delivery in which decided records stand, and whether it was read by other decisions than are in force."""

    delivery_id: int
    month: date
    is_outdated: bool


def keep_decisions(  # noqa: PLR0913 -- what an answer is made of
    settings: Settings, county_code: str, answers: Sequence[Answer], reason: str, by: str, *, role: str = "loader"
) -> list[int]:
    """Write decisions, all or none; their numbers, of what stood already the old one.

    ``by`` is a login or the name of a rule, ``role`` the database's login. IdentityDecisionError, with nothing written:
    no reason, an unknown cell, a number that is none, somebody who is no candidate, a record that another person was
    decided for, a pair that was separated, nothing to undo.
    """
    with connect(settings, role, "decide identities") as connection, connection.cursor() as cursor:
        people = _people(settings, connection, answers)
        return [
            _keep(cursor, answer, (county_code, *answer.cell, answer.code, *person, reason, by))
            for answer, person in zip(answers, people, strict=True)
        ]


def pending_decisions(settings: Settings, county_code: str) -> list[int]:
    """The numbers of decisions that stand and were not carried out, in order."""
    with connect(settings, "loader", "decide identities") as connection, connection.cursor() as cursor:
        cursor.execute(PENDING, (county_code,))
        return [number for (number,) in cursor.fetchall()]


def mark_followed(settings: Settings, decision_ids: Sequence[int]) -> None:
    """Write down that decisions were carried out."""
    with connect(settings, "loader", "decide identities") as connection, connection.cursor() as cursor:
        cursor.execute(FOLLOWED, (list(decision_ids),))


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


def _people(
    settings: Settings, connection: Connection, answers: Sequence[Answer]
) -> list[tuple[int | None, str | None]]:
    """Pseudonym and identity number of whom each answer is about; the key is asked for only where it is needed."""
    numbers = [_identifier(a) if a.code in OF_A_PERSON and a.person_id is None else None for a in answers]
    if not any(numbers):
        return [(answer.person_id, None) for answer in answers]
    pseudonyms = keys_in_force(settings, connection).pseudonyms
    return [
        (pseudonyms.person_id(number), number) if number else (answer.person_id, None)
        for answer, number in zip(answers, numbers, strict=True)
    ]


def _keep(cursor: Cursor, answer: Answer, bound: tuple[object, ...]) -> int:
    try:
        cursor.execute(KEEP, bound)
    except RaiseException as refused:
        text = words().refusals[refused.diag.message_primary or ""]
        raise IdentityDecisionError(text.format(cell=answer.cell, number=refused.diag.message_detail)) from None
    (number,) = cursor.fetchone() or (0,)
    return int(number)


def _identifier(answer: Answer) -> str:
    """The identity number or other identifier decided for, as reading would land it."""
    text = pl.Series([answer.id_number.strip() or None], dtype=pl.String).str.normalize("NFKC")
    value = read_identity_cells(text, LATEST_BIRTH)[VALUE].item()
    if value is None:
        raise IdentityDecisionError(words().refusals["no_number"].format(cell=answer.cell))
    return str(value)
