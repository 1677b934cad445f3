"""What people read and write when they decide about identities (``words.yml``)."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    """Refusals of a decision, the answers a work list takes, and why a row of it is held."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    refusals: dict[str, str]
    rule_reason: str
    answers: dict[str, Literal["same", "not_same", "undecided", "undo"]]
    sheet: dict[str, str]


@cache
def words() -> Words:
    """The texts of ``words.yml``."""
    return Words.model_validate(yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")))
