"""The parameters of matching (``model.yml``) and the Splink settings they make."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from shouwang.feeds.declarations import Declaration

FIELDS = (
    *("name", "sound", "sound_head", "pattern", "known", "typed", "front", "birth", "id_number"),
    *("village", "phone", "household_number", "sex", "relation"),
)


class Level(Declaration):
    """An outcome of a comparison: condition (SQL), shares m and u, label; ``frequency``: whose rare values count."""

    when: str = "ELSE"
    m: float = Field(gt=0, le=1)
    u: float = Field(gt=0, le=1)
    label: str
    frequency: str | None = None


class Comparison(Declaration):
    """Levels from the best to ``otherwise``; nothing is said where a column of ``needs`` is null on either side."""

    needs: tuple[str, ...] = ()
    known_when: str = ""
    levels: tuple[Level, ...]
    otherwise: Level

    @property
    def unknown(self) -> str:
        """SQL: the comparison says nothing."""
        missing = [f"{name}_{side} is null" for name in self.needs for side in "lr"]
        return " or ".join(missing) if missing else f"not ({self.known_when})"

    def label(self, gamma: int) -> str:
        """What Splink's number of a level stands for; empty where nothing is said."""
        return "" if gamma < 0 else [self.otherwise, *reversed(self.levels)][gamma].label


class Model(Declaration):
    """Everything that decides how candidates are scored; ``propose_from`` and ``clear_by`` in bits."""

    prior: float
    propose_from: float
    clear_by: float
    keep: int
    blocking: tuple[str, ...]
    comparisons: dict[str, Comparison]

    def settings(self) -> dict[str, Any]:
        """The model as Splink's settings; nothing of it is left to training."""
        return {
            "link_type": "link_only",
            "probability_two_random_records_match": self.prior,
            "blocking_rules_to_generate_predictions": list(self.blocking),
            "comparisons": [_settings(name, comparison) for name, comparison in self.comparisons.items()],
            "retain_intermediate_calculation_columns": True,
            "retain_matching_columns": True,
        }


@cache
def model() -> Model:
    """The model of ``model.yml``; ValueError (pydantic) when it does not hold together."""
    return Model.model_validate(yaml.safe_load((Path(__file__).parent / "model.yml").read_text(encoding="utf-8")))


def _settings(name: str, comparison: Comparison) -> dict[str, Any]:
    unknown = {"sql_condition": comparison.unknown, "label_for_charts": "-", "is_null_level": True}
    levels = [*comparison.levels, comparison.otherwise]
    return {"output_column_name": name, "comparison_levels": [unknown, *(_level(level) for level in levels)]}


def _level(level: Level) -> dict[str, Any]:
    known = {
        "sql_condition": level.when,
        "label_for_charts": level.label,
        "m_probability": level.m,
        "u_probability": level.u,
    }
    if level.frequency is None:
        return known
    return {**known, "tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
