"""Names, identity numbers and telephones: read from the vault when a list is written, and kept nowhere else."""

from collections.abc import Iterable
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version

UNKNOWN = "（花名册中未找到）"


class Identity(NamedTuple):
    """A person of the register as a township needs to see them."""

    name: str
    id_number: str
    phone: str
    relation_code: str


REGISTER = """
select delivery_id from ops.publication_inputs
where county_code = %s and month = %s and version = %s and feed = 'household_register'
"""
READ = """
select l.person_id, v.person_name, v.id_number, coalesce(v.phone, ''), l.relation_code
from landing.household_register as l
inner join vault.household_register as v using (delivery_id, row_number)
where l.delivery_id = %(delivery_id)s and v.delivery_id = %(delivery_id)s
    and l.is_accepted and l.person_id = any(%(person_ids)s)
order by l.row_number
"""


def read_identities(cursor: Cursor, version: Version, person_ids: Iterable[int]) -> dict[int, Identity]:
    """Person to identity in the register that the version was made from; persons it lacks are left out."""
    cursor.execute(REGISTER, (version.county_code, version.month, version.version))
    found = cursor.fetchone()
    if found is None:
        return {}
    cursor.execute(READ, {"delivery_id": found[0], "person_ids": sorted(set(person_ids))})
    return {person_id: Identity(*said) for person_id, *said in reversed(cursor.fetchall())}
