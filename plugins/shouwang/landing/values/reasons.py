"""Why cells are held, in words for the department that sent them."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

from shouwang.feeds import Column

EMPTY = "required_empty"
DUPLICATE = "duplicate_key"
SHOWN_LABELS = 8


class Reason(BaseModel):
    """A reason as ``reasons.yml`` words it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    expected: str
    advice: str


@cache
def reasons() -> dict[str, Reason]:
    """Every reason by its code."""
    text = (Path(__file__).parent / "reasons.yml").read_text(encoding="utf-8")
    return {code: Reason.model_validate(words) for code, words in yaml.safe_load(text).items()}


@cache
def dropped_labels() -> dict[str, str]:
    """What rows that are no data are called, by the code of their reason (``row_kinds``)."""
    text = (Path(__file__).parent / "dropped_reasons.yml").read_text(encoding="utf-8")
    return {str(code): str(label) for code, label in yaml.safe_load(text).items()}


class Place(NamedTuple):
    """Where a cell stands; ``table`` names file and sheet, ``row_number`` counts as the file does."""

    table: str
    row_number: int
    header: str


def held_message(column: Column, place: Place, reason_code: str, seen: str) -> str:
    """One held cell in a sentence: where, what was seen, what is expected, what to do."""
    expected, advice = expected_of(column, reason_code), reasons()[reason_code].advice
    return f"{place.table}第{place.row_number}行“{place.header}”：{seen}，应为{expected}；{advice}"


def expected_of(column: Column, reason_code: str) -> str:
    """What should stand in a cell of the column that is held for the reason."""
    return reasons()[reason_code].expected.format(labels=_labels(column))


def _labels(column: Column) -> str:
    shown = list(column.label_of.values())[:SHOWN_LABELS]
    return "“" + "”“".join(shown) + "”" + ("等" if len(column.label_of) > SHOWN_LABELS else "")
