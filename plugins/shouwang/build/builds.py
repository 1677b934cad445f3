"""Builds in the ledger: one attempt at one county-month, and whether a newer one has taken over."""

from dataclasses import dataclass
from datetime import date

from psycopg2.extensions import cursor as Cursor


class Fenced(RuntimeError):
    """A newer run of the same county-month has taken over; this one may not go on."""


@dataclass(frozen=True)
class Build:
    """One row of ``ops.builds``; ``epoch`` counts the attempts at its county-month."""

    build_id: str
    county_code: str
    month: date
    epoch: int
    schema_name: str
    policy_version: str
    state_code: str


FIND = """
select build_id, county_code, month, epoch, schema_name, policy_version, state_code
from ops.builds where build_id = %s
"""


def find_build(cursor: Cursor, build_id: str) -> Build:
    """The build as it stands now; LookupError when there is none of this name."""
    cursor.execute(FIND, (build_id,))
    row = cursor.fetchone()
    if row is None:
        raise LookupError(f"没有构建 {build_id}；请先为该县该月执行 prepare")
    return Build(*row)


def require_newest(cursor: Cursor, build: Build) -> None:
    """Hold the epoch of the build's month until the transaction ends; Fenced when it is no longer the build's own."""
    cursor.execute(
        "select epoch from ops.month_epochs where county_code = %s and month = %s for share",
        (build.county_code, build.month),
    )
    row = cursor.fetchone()
    newest = row[0] if row else None
    if newest != build.epoch:
        raise Fenced(
            f"{build.county_code} {build.month:%Y-%m} 的第 {build.epoch} 次运行已被第 {newest} 次取代，本次不再继续，"
            "也没有改动已发布的数据；请查看最新一次运行"
        )
