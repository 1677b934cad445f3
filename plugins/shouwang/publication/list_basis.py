"""Which lists a sheet rests on, and which of them the month did not know: what is not known is not judged."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import feed
from shouwang.publication.quality_findings import read_lists
from shouwang.publication.versions import Version
from shouwang.publication.wording import write_month

EXPECTED = "select feed from reference.policy_feeds where policy_version = %s and feed = any(%s)"


class Basis(NamedTuple):
    """The lists a sheet rests on that were known, and a line naming them, their months and those that never came."""

    known: frozenset[str]
    text: str


def read_basis(cursor: Cursor, version: Version, feeds: Sequence[str]) -> Basis:
    """What the version knew of those of ``feeds`` its policy asks for."""
    cursor.execute(EXPECTED, (version.policy_version, list(feeds)))
    asked = {row[0] for row in cursor.fetchall()}
    expected = [name for name in feeds if name in asked]
    months = read_lists(cursor, version, expected)
    known = "、".join(f"{feed(name).title}（{write_month(months[name])}）" for name in expected if name in months)
    missing = "、".join(feed(name).title for name in expected if name not in months)
    text = f"依据：{known}" + (f"；从未收到{missing}，与之有关的未判断" if missing else "")
    return Basis(frozenset(months), text)
