"""A form as it came back, and the seals of its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from shouwang.forms import Form
from shouwang.forms.row_seals import Sealed
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.people.pseudonyms import Pseudonyms

Said = tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """Which form a file is a return of; ``scope`` names the one that left, ``position`` is the column of its seals.

    Without ``pseudonyms`` (nobody's key at hand) seals are taken at their word. ``earlier``: the rows of the form that
    were accepted from earlier returns, each with its answers in the deciding columns.
    """

    form: Form
    scope: str
    position: int
    pseudonyms: Pseudonyms | None
    earlier: Mapping[int, Said] = field(default_factory=dict)

    def seals(self, rows: pl.DataFrame) -> Iterator[tuple[int, str | None, Sealed | None]]:
        """Row number, text and seal of every row; no seal where the text is none of this form."""
        for row_number, text in rows.select(ROW_NUMBER, f"c{self.position}").iter_rows():
            plain = (text or "").strip()
            sealed = Sealed.decode(plain, self.pseudonyms) if plain else None
            is_own = sealed is not None and sealed.seal.scope == self.scope
            yield row_number, plain or None, sealed if is_own else None
