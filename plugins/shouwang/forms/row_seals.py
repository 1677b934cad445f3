"""Seals: what ties a row of a returned form to the row that left, and shows which filled-in cell was typed over.

A seal stands in the last column, hidden in the workbook, visible once it is saved as text. It names form, county,
month, revision, addressee and row, and carries a check of every filled-in cell.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Self

from shouwang.people.pseudonyms import Pseudonyms

HEADER = "守望行标识"
CHECK_LENGTH = 6
PATTERN = r"bd-([a-z_]+)-(\d{6})-(\d{6})-(\d{2,})-([a-z0-9_]+)-(\d+)-((?:[0-9a-f]{6})*)-([0-9a-f]{6})"
FORM = re.compile(PATTERN)
MONTHS = {f"{number:02d}" for number in range(1, 13)}


class RowSeal(NamedTuple):
    """Row ``row_number`` (from 1) of one addressee's form of a month, in one revision."""

    form: str
    county_code: str
    month: date
    revision: int
    addressee: str
    row_number: int

    @property
    def scope(self) -> str:
        """The form the row is one of: its returns are one list."""
        return f"{self.form}-{self.addressee}-{self.month:%Y%m}-{self.revision:02d}"

    def encode(self, pseudonyms: Pseudonyms, values: Mapping[str, str]) -> str:
        """The seal as it stands in the cell; ``values``: filled-in column to its value as landing reads it."""
        checks = "".join(pseudonyms.check(self.text_of(name, value)) for name, value in values.items())
        body = f"{self._body()}-{checks}"
        return f"{body}-{pseudonyms.check(body)}"

    def text_of(self, name: str, value: str) -> str:
        """What the check of one filled-in cell is made of."""
        return f"{self._body()}|{name}|{value}"

    def _body(self) -> str:
        place = f"{self.form}-{self.county_code}-{self.month:%Y%m}-{self.revision:02d}"
        return f"bd-{place}-{self.addressee}-{self.row_number:04d}"


class Sealed(NamedTuple):
    """A seal read back: the row, and the checks of its filled-in cells in the order of the form."""

    seal: RowSeal
    checks: tuple[str, ...]

    @classmethod
    def decode(cls, text: str, pseudonyms: Pseudonyms | None) -> Self | None:
        """The seal read back; None when it never was one or was changed. Without a key its form alone is looked at."""
        plain = text.strip().lower()
        found = FORM.fullmatch(plain)
        if not found or (pseudonyms and not pseudonyms.confirms(plain.rpartition("-")[0], found[8])):
            return None
        if found[3][4:] not in MONTHS:
            return None
        month = date(int(found[3][:4]), int(found[3][4:]), 1)
        seal = RowSeal(found[1], found[2], month, int(found[4]), found[5], int(found[6]))
        return cls(seal, tuple(_pieces(found[7])))

    def confirms(self, pseudonyms: Pseudonyms, position: int, name: str, value: str) -> bool:
        """Whether the filled-in cell at ``position`` of the form's filled columns still says what it said."""
        return position < len(self.checks) and pseudonyms.confirms(
            self.seal.text_of(name, value), self.checks[position]
        )


def _pieces(checks: str) -> Sequence[str]:
    return [checks[at : at + CHECK_LENGTH] for at in range(0, len(checks), CHECK_LENGTH)]
