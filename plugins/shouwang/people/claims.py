"""What several lists say of one person, and whose word counts first (data: ``claims.yml``)."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import RootModel, model_validator

from shouwang.feeds import feeds

PATH = Path(__file__).with_name("claims.yml")


class Precedence(RootModel[dict[str, tuple[str, ...]]]):
    """Kind of claim to the lists that make it, the most believed first."""

    @model_validator(mode="after")
    def lists_are_declared_once(self) -> "Precedence":
        """Refuse a list that no feed declares, or that stands twice in one order."""
        for claim, lists in self.root.items():
            if unknown := sorted(set(lists) - set(feeds())):
                raise ValueError(f"{claim}: nobody sends {unknown}")
            if len(set(lists)) < len(lists):
                raise ValueError(f"{claim}: a list stands twice in {list(lists)}")
        return self


@cache
def precedence() -> Precedence:
    """The declared order; ValueError when it names what is not declared."""
    return Precedence.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))


def precedence_rows() -> list[tuple[str, str, int]]:
    """Rows of ``reference.claim_precedences``: kind of claim, list, rank from 1."""
    return [(claim, feed, rank) for claim, lists in precedence().root.items() for rank, feed in enumerate(lists, 1)]
