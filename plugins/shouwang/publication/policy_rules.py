"""What the policy a version was judged by has rules for: a sheet stands only where it does."""

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.publication.versions import Version

ASKED = "select exists (select from reference.{} where policy_version = %s)"


def has_rules(cursor: Cursor, version: Version, table: str) -> bool:
    """Whether ``table`` of the schema ``reference`` holds a row of the version's policy."""
    cursor.execute(sql.SQL(ASKED).format(sql.Identifier(table)), (version.policy_version,))
    return any(found for (found,) in cursor.fetchall())
