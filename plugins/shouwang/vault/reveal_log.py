"""Whether the log of reveals is as it was written: every row's digest takes in the one before.

Whoever owns the database could write the whole chain anew. So each check leaves the last number and digest in
``<home>/run/reveals.json`` (and shows them, for a paper record): the next one holds the log against them.
"""

from dataclasses import dataclass
from pathlib import Path

from shouwang.settings import Settings
from shouwang.stack.records import read_record, write_record
from shouwang.warehouse import connect

ANCHOR = "reveals.json"
BROKEN = """
select min(reveal_number)
from (
    select
        reveal_number, digest, row_number() over chain as place,
        vault.reveal_digest(r, coalesce(lag(digest) over chain, '')) as expected
    from vault.reveals as r
    window chain as (order by reveal_number)
) as chained
where reveal_number <> place or digest <> expected
"""


@dataclass(frozen=True)
class LogCheck:
    """Rows of the log, the digest of the last one, and what is wrong (Chinese; empty when nothing is)."""

    row_count: int
    last_digest: str
    problem: str


def check_reveals(settings: Settings) -> LogCheck:
    """Check the chain and the anchor; a sound log moves the anchor to its last row."""
    with connect(settings, "data_protection", "check reveals") as connection, connection.cursor() as cursor:
        cursor.execute("select reveal_number, digest from vault.reveals order by reveal_number")
        digests = dict(cursor.fetchall())
        cursor.execute(BROKEN)
        (broken,) = cursor.fetchone() or (None,)
    anchor = settings.run_directory / ANCHOR
    problem = f"第 {broken} 条查看记录被改动，或之前有记录被删除" if broken else _against(anchor, digests)
    last = max(digests, default=0)
    found = LogCheck(len(digests), digests.get(last, ""), problem)
    if not problem:
        write_record(anchor, {"reveal_number": last, "digest": found.last_digest})
    return found


def _against(anchor: Path, digests: dict[int, str]) -> str:
    """What is wrong with the log by the last check's record, which no login of the database can write."""
    record = read_record(anchor)
    number = int(str(record.get("reveal_number", 0)))
    if number and digests.get(number) != record["digest"]:
        return f"上次核对时的第 {number} 条查看记录已不在或已改变：记录被整体重写或截断"
    return ""
