"""Both records of a question, side by side: asked for, written into the log, and only then read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from psycopg2.errors import RaiseException

from shouwang.desk.questions import LOGIN
from shouwang.feeds.declarations import vocabulary
from shouwang.landing.identities.decisions import Cell
from shouwang.landing.identities.signatures import SEPARATOR
from shouwang.people.identifiers import spell
from shouwang.settings import Settings
from shouwang.warehouse import connect

ASK = "select vault.request_comparison(%s, %s, %s, %s, %s, %s)"
READ = "select candidate_rank, person_id, record_text, score, evidence, decision_code from vault.comparison(%s)"
SENT = 0
FIRST = ("person_name", "id_number", "household_number", "township_name", "village_name", "village_code", "phone")

Record = Mapping[str, str]


class Piece(NamedTuple):
    """A part of a cell, and whether the other record has something else there."""

    text: str
    is_different: bool


class Row(NamedTuple):
    """A column of both records; ``verdict`` is same, different or unsaid (one of them says nothing)."""

    label: str
    sent: tuple[Piece, ...]
    known: tuple[Piece, ...]
    verdict: str


@dataclass(frozen=True)
class Person:
    """Somebody beside the record: a candidate, or whom a decision that stands is about (``decision_code``).

    ``score`` is in bits; ``evidence`` says what speaks for it, or the reason of the decision.
    """

    person_id: int
    record: Record
    score: float | None
    evidence: str
    decision_code: str | None


@dataclass(frozen=True)
class Comparison:
    """A record as it was sent, its identity cell as it came, and the people beside it, the likeliest first."""

    sent: Record
    people: tuple[Person, ...]

    @property
    def candidates(self) -> tuple[Person, ...]:
        """The people about whom nothing is decided."""
        decided = {person.person_id for person in self.people if person.decision_code}
        return tuple(person for person in self.people if person.person_id not in decided)

    @property
    def decided(self) -> tuple[Person, ...]:
        """The people about whom something is decided."""
        return tuple(person for person in self.people if person.decision_code)


class LookRefused(ValueError):
    """Both records are not shown; the text is Chinese and says why."""


def look(settings: Settings, county_code: str, cell: Cell, looking: str, reason: str) -> Comparison:
    """Both records, shown to ``looking`` (a login of Airflow), each person of them a row in ``vault.reveals``.

    The rows are committed before anything is read. LookRefused without a reason or beyond the day's limit.
    """
    try:
        with connect(settings, LOGIN, "look") as connection, connection.cursor() as cursor:
            cursor.execute(ASK, (looking, county_code, *cell, reason))
            (requests,) = cursor.fetchone() or ([],)
        with connect(settings, LOGIN, "look") as connection, connection.cursor() as cursor:
            cursor.execute(READ, (requests,))
            found = cursor.fetchall()
    except RaiseException as refusal:
        raise LookRefused(refusal.diag.message_primary) from None
    sent = next((row for row in found if row[0] == SENT), None)
    people = [
        Person(person_id, _cells(text), score, evidence, code)
        for rank, person_id, text, score, evidence, code in found
        if rank != SENT
    ]
    return Comparison(_sent(cell, sent[2], sent[4]) if sent else {}, tuple(people))


def compare(sent: Record, known: Record) -> list[Row]:
    """The columns of both records in the order people read them, those of neither left out."""
    names = {**dict.fromkeys(FIRST), **dict.fromkeys(sent), **dict.fromkeys(known)}
    return [_row(name, sent.get(name, ""), known.get(name, "")) for name in names if sent.get(name) or known.get(name)]


def _row(name: str, sent: str, known: str) -> Row:
    label = str(vocabulary()[name]["header"])
    if not sent or not known:
        return Row(label, _whole(sent), _whole(known), "unsaid")
    if sent == known:
        return Row(label, _whole(sent), _whole(known), "same")
    steps = SequenceMatcher(None, sent, known, autojunk=False).get_opcodes()
    left = tuple(Piece(sent[a:b], step != "equal") for step, a, b, _, _ in steps if a < b)
    right = tuple(Piece(known[a:b], step != "equal") for step, _, _, a, b in steps if a < b)
    return Row(label, left, right, "different")


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_different=False),) if text else ()


def _sent(cell: Cell, text: str, cell_text: str) -> Record:
    """The record's cells under the register's names: those of a guardian or head are compared as the person's."""
    cells = _cells(text)
    prefix = cell.column_name.removesuffix("id_number")
    said = {**cells, cell.column_name: cell_text or cells.get(cell.column_name, "")}
    if not prefix:
        return said
    own = {"id_number": said.pop(cell.column_name), "person_name": said.pop(f"{prefix}name", "")}
    return {**{name: value for name, value in said.items() if name not in own}, **own}


def _cells(record_text: str) -> dict[str, str]:
    pairs: Sequence[tuple[str, str, str]] = [part.partition("=") for part in record_text.split(SEPARATOR)]
    said = {name: value for name, sign, value in pairs if sign and name in vocabulary()}
    return {name: spell(value) if name == "id_number" else value for name, value in said.items()}
