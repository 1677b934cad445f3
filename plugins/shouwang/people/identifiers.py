"""Identifiers other than identity numbers (``identifiers.yml``): passports, permits, birth and military certificates.

They are kept as ``kind:number``, which no identity number can be, so that nobody's pseudonym is another's.
"""

import re
from functools import cache
from pathlib import Path

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict

MARK = ":"


class Kind(BaseModel):
    """A kind of identifier: what it is called, the words that may stand before it, its form, who says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    words: str
    number: str
    source: str

    @property
    def pattern(self) -> str:
        """The whole text, with the number as its only group."""
        return rf"^(?:(?:{self.words})[:：]?)?({self.number})$"


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code, as written in ``identifiers.yml``."""
    document = yaml.safe_load((Path(__file__).parent / "identifiers.yml").read_text(encoding="utf-8"))
    return {code: Kind.model_validate(fields) for code, fields in document.items()}


def recognise(texts: pl.Series) -> pl.Series:
    """``kind:number`` of each text (capitals, half width, no blanks) that is an identifier; null for all others."""
    found = pl.Series(texts.name, [None], pl.String).new_from_index(0, len(texts))
    for code, kind in kinds().items():
        number = texts.str.extract(kind.pattern)
        found = found.zip_with(found.is_not_null(), f"{code}{MARK}" + number)
    return found


def is_typed(identifiers: pl.Series) -> pl.Series:
    """Whether each identifier is something else than an identity number; null stays null."""
    return identifiers.str.contains(MARK, literal=True)


def spell(identifier: str) -> str:
    """An identifier as people read it: passport:E12345678 is 护照 E12345678, a number stays what it is."""
    code, mark, number = identifier.partition(MARK)
    return f"{kinds()[code].label} {number}" if mark and re.fullmatch("[a-z_]+", code) else identifier
