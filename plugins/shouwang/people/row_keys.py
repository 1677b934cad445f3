"""Row keys: what ties a row of a returned township workbook to the referral it answers."""

import re
from datetime import date
from typing import NamedTuple, Self

from shouwang.people.pseudonyms import Pseudonyms

FORM = re.compile(r"(\d{4})(\d{2})-(\d{2,})-(\d{9})-([0-9a-f]{16})-([0-9a-f]{6})")


class RowKey(NamedTuple):
    """The referral of one household on one revision of one township's list."""

    month: date
    revision: int
    township_code: str
    household_id: int

    def encode(self, pseudonyms: Pseudonyms) -> str:
        """The key as it stands in the hidden column, with its check characters."""
        body = f"{self.month:%Y%m}-{self.revision:02d}-{self.township_code}-{self.household_id:016x}"
        return f"{body}-{pseudonyms.check(body)}"

    @classmethod
    def decode(cls, text: str, pseudonyms: Pseudonyms) -> Self:
        """The key read back, its household as numbered today; ValueError when its form or check is wrong."""
        found = FORM.fullmatch(text.strip().lower())
        if not found:
            raise ValueError("not a row key")
        year, month, revision, township_code, household, check = found.groups()
        body = text.strip().lower().rpartition("-")[0]
        if not pseudonyms.confirms(body, check):
            raise ValueError("the row key was changed")
        household_id = pseudonyms.household_now(int(household, 16))
        return cls(date(int(year), int(month), 1), int(revision), township_code, household_id)
