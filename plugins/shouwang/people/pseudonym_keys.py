"""Which key pseudonyms are made with now, and which ones they were made with before.

The keys are in the secret store (``pseudonym_key``, ``next_pseudonym_key``, ``former_pseudonym_keys``: hexadecimal, the
last a list with commas); the warehouse knows only a check code of the one in force (``ops.pseudonym_keys``). So
re-keying takes effect with one commit, and whoever asks here is never in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings

CURRENT, NEXT, FORMER = "pseudonym_key", "next_pseudonym_key", "former_pseudonym_keys"
IN_FORCE = "select check_code from ops.pseudonym_keys order by key_number desc limit 1"
LOCK = "select pg_advisory_xact_lock_shared(hashtext('shouwang pseudonym key'))"
LOCK_ALONE = "select pg_advisory_xact_lock(hashtext('shouwang pseudonym key'))"


@dataclass(frozen=True)
class PseudonymKeys:
    """The key in force, the ones before (only to read what was made with them), and households' numbers of then."""

    key: str
    former_keys: tuple[str, ...] = ()
    former_households: Mapping[int, int] = field(default_factory=dict)

    @property
    def pseudonyms(self) -> Pseudonyms:
        """Makes pseudonyms with the key in force and reads those of any."""
        return Pseudonyms(self.key, self.former_keys, self.former_households)


def keys_in_force(settings: Settings, connection: Connection) -> PseudonymKeys:
    """The keys, held until the transaction ends: nobody re-keys meanwhile.

    LookupError (Chinese) when the secret store has not the key that the warehouse was made with.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        key = key_in_force(settings, cursor)
        cursor.execute("select former_id, household_id from vault.former_households")
        return PseudonymKeys(key, tuple(k for k in stored_keys(settings) if k != key), dict(cursor.fetchall()))


def key_in_force(settings: Settings, cursor: Cursor) -> str:
    """The key whose check code the warehouse has; ``pseudonym_key`` while it has none. LookupError as above."""
    cursor.execute(IN_FORCE)
    row = cursor.fetchone()
    if row is None:
        return settings.secret(CURRENT)
    for key in stored_keys(settings):
        if check_code(key) == row[0]:
            return key
    raise LookupError("密钥库中没有数据库现用的化名密钥；请从备份恢复 pseudonym_key（或 next_pseudonym_key）后重试")


def stored_keys(settings: Settings) -> list[str]:
    """Every key the secret store has, the current one first."""
    kept = [optional_secret(settings, CURRENT), optional_secret(settings, NEXT)]
    kept += optional_secret(settings, FORMER).split(",")
    return list(dict.fromkeys(key for key in kept if key))


def optional_secret(settings: Settings, name: str) -> str:
    """The secret, empty when there is none."""
    try:
        return settings.secret(name)
    except LookupError:
        return ""


def check_code(key: str) -> str:
    """A code by which whoever holds the key knows it again; it says nothing of the key."""
    return Pseudonyms(key).code_of_key()
