"""The log of what people asked of their own data."""

from typing import Literal, NamedTuple

from psycopg2.extensions import cursor as Cursor

Right = Literal["export", "correct", "forget"]
WRITE = """
insert into vault.rights_log (right_code, person_id, reason, done_by, row_count) values (%s, %s, %s, %s, %s)
"""


class Entry(NamedTuple):
    """A right that was carried out, for whom, why and by whom (a login), and how many rows it touched."""

    right_code: Right
    person_id: int
    reason: str
    done_by: str
    row_count: int


def log_right(cursor: Cursor, entry: Entry) -> None:
    """Write an entry; ValueError (Chinese) without a reason."""
    if not entry.reason.strip():
        raise ValueError("没有写明理由；请写明依据何人何时的申请办理，理由会写进办理记录")
    cursor.execute(WRITE, entry)
