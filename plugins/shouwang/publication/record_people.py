"""Who a row of a list is about, as the very row says it in the vault: name and identity number.

A number that somebody decided is the one decided by the time asked for: the row itself shows only what counts now.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.people.identifiers import spell
from shouwang.publication.identities import UNKNOWN, Identity, read_identities
from shouwang.publication.record_names import Record, read_record_names
from shouwang.publication.versions import Version


class RecordedPerson(NamedTuple):
    """Name and identity number; the number is empty where the row has none that could be read."""

    name: str
    id_number: str


NOBODY = RecordedPerson(UNKNOWN, "")
# Of cells that could not be read the number decided last; that rows asked for were accepted says that one was in force.
DECIDED = """
select cell.delivery_id, cell.row_number, decided.id_number
from vault.identity_signatures as cell
inner join ops.deliveries as delivery using (delivery_id)
inner join lateral (
    select known.id_number from vault.identity_decisions as known
    where known.county_code = delivery.county_code and known.signature = cell.signature
        and known.decision_code = 'same' and known.decided_at <= %s and (
            known.only_delivery_id is null
            or (known.only_delivery_id, known.only_row) = (cell.delivery_id, cell.row_number)
        )
    order by known.decision_id desc limit 1
) as decided on true
where cell.delivery_id = any(%s) and cell.row_number = any(%s) and cell.column_name = %s
"""


def read_recorded_people(
    cursor: Cursor, records: Iterable[tuple[str, int, int]], at: datetime
) -> dict[Record, RecordedPerson]:
    """Delivery and row to whom the row of the list (feed, delivery, row) is about: its person, else its head.

    The rows were accepted at the moment ``at``; numbers are those by which they were.
    """
    wanted = list(records)
    of_heads = [record for record in wanted if not _is_of_people(record[0])]
    of_people = [record for record in wanted if _is_of_people(record[0])]
    names = {**read_record_names(cursor, "head_name", of_heads), **read_record_names(cursor, "person_name", of_people)}
    numbers = {
        **_read_numbers(cursor, "head_id_number", of_heads, at),
        **_read_numbers(cursor, "id_number", of_people, at),
    }
    return {record: RecordedPerson(name or UNKNOWN, _spell(numbers[record])) for record, name in names.items()}


def name_listed(
    cursor: Cursor, version: Version, people: Sequence[tuple[int, tuple[str, int, int]]]
) -> list[RecordedPerson]:
    """Who each person is that a record (feed, delivery, row) names: as the register says, else as the record does."""
    identities = read_identities(cursor, version, [person for person, _ in people])
    unknown = {record for person, record in people if person not in identities}
    recorded = read_recorded_people(cursor, unknown, version.published_at)
    return [_named(person, record, identities, recorded) for person, record in people]


def _named(
    person: int,
    record: tuple[str, int, int],
    identities: Mapping[int, Identity],
    recorded: Mapping[Record, RecordedPerson],
) -> RecordedPerson:
    known = identities.get(person)
    return RecordedPerson(known.name, known.id_number) if known else recorded.get(record[1:], NOBODY)


def _read_numbers(cursor: Cursor, column: str, records: list[tuple[str, int, int]], at: datetime) -> dict[Record, str]:
    numbers = read_record_names(cursor, column, records)
    deliveries, rows = (sorted({record[part] for record in numbers}) for part in (0, 1))
    cursor.execute(DECIDED, (at, deliveries, rows, column))
    decided = {(delivery, row): number for delivery, row, number in cursor.fetchall()}
    return {record: decided.get(record, number) for record, number in numbers.items()}


def _is_of_people(name: str) -> bool:
    return any(column.name == "person_name" for column in feed(name).columns)


def _spell(number: str) -> str:
    return spell(number) if number else ""
