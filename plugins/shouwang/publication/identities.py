"""Names, identity numbers and telephones: read from the vault when a list is written, and kept nowhere else."""

from collections.abc import Iterable
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version

UNKNOWN = "（花名册中未找到）"


class Identity(NamedTuple):
    """A person of the register as a township needs to see them; ``register_row`` is the place in the register."""

    name: str
    id_number: str
    phone: str
    relation_code: str
    register_row: int = 0


REGISTER = """
select delivery_id from ops.publication_inputs
where county_code = %s and month = %s and version = %s and feed = 'household_register'
"""
# Two plain scans instead of a join: right after landing the planner knows too little of the rows to join them well.
FIND_ROWS = """
select row_number, person_id, coalesce(relation_code, '') from landing.household_register
where delivery_id = %s and is_accepted and person_id = any(%s)
order by row_number
"""
READ_ROWS = """
select row_number, coalesce(person_name, ''), coalesce(id_number, ''), coalesce(phone, '')
from vault.household_register where delivery_id = %s and row_number = any(%s)
"""


def read_identities(cursor: Cursor, version: Version, person_ids: Iterable[int]) -> dict[int, Identity]:
    """Person to identity in the register that the version was made from; persons it lacks are left out."""
    cursor.execute(REGISTER, (version.county_code, version.month, version.version))
    found = cursor.fetchone()
    if found is None:
        return {}
    delivery_id = found[0]
    cursor.execute(FIND_ROWS, (delivery_id, sorted(set(person_ids))))
    rows = cursor.fetchall()
    cursor.execute(READ_ROWS, (delivery_id, [row_number for row_number, _, _ in rows]))
    said: dict[int, tuple[str, str, str]] = {
        row_number: (name, number, phone) for row_number, name, number, phone in cursor
    }
    return {person: Identity(*said[row], relation, row) for row, person, relation in reversed(rows)}
