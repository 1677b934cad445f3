"""How much of the vault an officer may see: ``limits.yml``, brought into the warehouse by migration."""

from pathlib import Path

import yaml
from psycopg2.extensions import cursor as Cursor
from pydantic import BaseModel, ConfigDict, PositiveInt


class Limits(BaseModel):
    """Identities per officer and day, characters of the shortest reason, minutes to fetch what was asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    per_officer_and_day: PositiveInt
    shortest_reason: PositiveInt
    minutes_to_fetch: PositiveInt


def limits() -> Limits:
    """The limits as written; ValueError (pydantic) for unknown keys or values."""
    return Limits.model_validate(yaml.safe_load((Path(__file__).parent / "limits.yml").read_text(encoding="utf-8")))


def load_limits(cursor: Cursor) -> None:
    """Make the warehouse's one row what is written."""
    cursor.execute("delete from vault.reveal_limits")
    cursor.execute(
        "insert into vault.reveal_limits (per_officer_and_day, shortest_reason, minutes_to_fetch)"
        " values (%(per_officer_and_day)s, %(shortest_reason)s, %(minutes_to_fetch)s)",
        limits().model_dump(),
    )
