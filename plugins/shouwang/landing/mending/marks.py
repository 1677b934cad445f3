"""Marks: what ties a marked copy, and each of its rows, to the delivery it was made from.

A mark stands in three places of a copy, because every program that saves it anew keeps some and loses others: a
document property, a hidden sheet, and in every data row the hidden last column.
"""

import re
from typing import NamedTuple, Self

from shouwang.people.pseudonyms import Pseudonyms

ROW_HEADER = "守望行号"
SHEET_NAME = "_守望"
PROPERTY = "shouwang_delivery"
FORM = re.compile(r"sw(\d{1,7})-([0-9a-f]{16})-([0-9a-f]{6})")


class Mark(NamedTuple):
    """A row of a delivery, counted from 1 as its file counts; row 0 is the delivery itself."""

    delivery_id: int
    row_number: int = 0

    def encode(self, pseudonyms: Pseudonyms) -> str:
        """The mark as it stands in a cell, with its check characters; no program takes it for a number or a date."""
        body = f"sw{self.row_number}-{self.delivery_id:016x}"
        return f"{body}-{pseudonyms.check(body)}"

    @classmethod
    def decode(cls, text: str, pseudonyms: Pseudonyms) -> Self | None:
        """The mark read back; None when it never was one or was changed."""
        plain = text.strip().lower()
        found = FORM.fullmatch(plain)
        if not found or not pseudonyms.confirms(plain.rpartition("-")[0], found.group(3)):
            return None
        return cls(int(found.group(2), 16), int(found.group(1)))
