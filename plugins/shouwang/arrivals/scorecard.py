"""What a department's score is made of: weights as data, validated, the same for every county (YL-09)."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import Field, model_validator

from shouwang.feeds.declarations import Declaration

PATH = Path(__file__).with_name("scorecard.yml")
WHOLE = 100


class Part(Declaration):
    """One part of the score: its weight of 100, its Chinese name and its formula as people read it."""

    weight: int = Field(ge=0, le=WHOLE)
    label: str
    formula: str


class Scorecard(Declaration):
    """The parts of the score; ``late_credit`` is what a late list counts for, as a share of one in time."""

    timeliness: Part
    completeness: Part
    validity: Part
    uniqueness: Part
    steadiness: Part
    truth: Part
    late_credit: float = Field(ge=0, le=1)

    @property
    def parts(self) -> dict[str, Part]:
        """Name to part, in the order of the document."""
        return {name: value for name, value in self if isinstance(value, Part)}

    @property
    def weights(self) -> tuple[float, ...]:
        """The row of ``reference.scorecard_weights``."""
        return (*(part.weight for part in self.parts.values()), self.late_credit)

    @model_validator(mode="after")
    def weights_are_a_whole(self) -> "Scorecard":
        """Refuse weights that do not make 100."""
        if (total := sum(part.weight for part in self.parts.values())) != WHOLE:
            raise ValueError(f"the weights make {total}, not {WHOLE}")
        return self


@cache
def scorecard() -> Scorecard:
    """The score as ``scorecard.yml`` says it."""
    return Scorecard.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))
