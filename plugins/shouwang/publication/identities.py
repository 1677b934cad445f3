"""Names, identity numbers and telephones: read from the vault when a list is written, and kept nowhere else."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.people.identifiers import spell
from shouwang.publication.versions import Version

UNKNOWN = "（花名册中未找到）"


class Identity(NamedTuple):
    """A person of the register as a township needs to see them; ``register_row`` is the place in the register."""

    name: str
    id_number: str
    phone: str
    relation_code: str
    register_row: int = 0


REGISTERS = """
select delivery_id from ops.publication_inputs
where county_code = %s and month = %s and version = %s and feed = 'household_register'
"""
# Two plain scans instead of a join: right after landing the planner knows too little of the rows to join them well.
FIND_ROWS = """
select landed.delivery_id, landed.row_number, landed.person_id, coalesce(landed.relation_code, ''),
    coalesce(mended.mended_row_number, landed.row_number) as place
from landing.household_register as landed
left join landing.mended_rows as mended using (delivery_id, row_number)
where landed.delivery_id = any(%s) and landed.is_accepted and landed.person_id = any(%s)
    and not exists (
        select from ops.publication_inputs as inputs
        where inputs.county_code = %s and inputs.month = %s and inputs.version = %s
            and inputs.delivery_id = landed.delivery_id and landed.row_number <@ inputs.replaced_rows
    )
order by place, landed.delivery_id
"""
READ_ROWS = """
select delivery_id, row_number, coalesce(person_name, ''), coalesce(id_number, ''), coalesce(phone, '')
from vault.household_register where delivery_id = any(%s) and row_number = any(%s)
"""


def name_head(heads: Mapping[int, Identity], person_id: int | None) -> str:
    """The head's name; UNKNOWN for one who is not in the register."""
    found = heads.get(person_id) if person_id else None
    return found.name if found else UNKNOWN


def read_identities(cursor: Cursor, version: Version, person_ids: Iterable[int]) -> dict[int, Identity]:
    """Person to identity in the register that the version was made from; persons it lacks are left out."""
    asked = (version.county_code, version.month, version.version)
    cursor.execute(REGISTERS, asked)
    registers = [row[0] for row in cursor.fetchall()]
    cursor.execute(FIND_ROWS, (registers, sorted(set(person_ids)), *asked))
    rows = cursor.fetchall()
    cursor.execute(READ_ROWS, (registers, [row_number for _, row_number, *_ in rows]))
    said: dict[tuple[int, int], tuple[str, str, str]] = {
        (delivery_id, row_number): (name, spell(number), phone)
        for delivery_id, row_number, name, number, phone in cursor
    }
    return {
        person: Identity(*said[delivery_id, row], relation, place)
        for delivery_id, row, person, relation, place in reversed(rows)
    }
