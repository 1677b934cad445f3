"""Who a row of a list is about, as the very row says it in the vault: name and identity number."""

from collections.abc import Iterable
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.people.identifiers import spell
from shouwang.publication.identities import UNKNOWN
from shouwang.publication.record_names import Record, read_record_names


class RecordedPerson(NamedTuple):
    """Name and identity number; the number is empty where the row has none that could be read."""

    name: str
    id_number: str


NOBODY = RecordedPerson(UNKNOWN, "")


def read_recorded_people(cursor: Cursor, records: Iterable[tuple[str, int, int]]) -> dict[Record, RecordedPerson]:
    """Delivery and row to whom the row of the list (feed, delivery, row) is about: its person, else its head."""
    wanted = list(records)
    of_heads = [record for record in wanted if not _is_of_people(record[0])]
    of_people = [record for record in wanted if _is_of_people(record[0])]
    names = {**read_record_names(cursor, "head_name", of_heads), **read_record_names(cursor, "person_name", of_people)}
    numbers = {
        **read_record_names(cursor, "head_id_number", of_heads),
        **read_record_names(cursor, "id_number", of_people),
    }
    return {record: RecordedPerson(name or UNKNOWN, _spell(numbers[record])) for record, name in names.items()}


def _is_of_people(name: str) -> bool:
    return any(column.name == "person_name" for column in feed(name).columns)


def _spell(number: str) -> str:
    return spell(number) if number else ""
