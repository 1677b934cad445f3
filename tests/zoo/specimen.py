"""What a specimen of the zoo is: a file, how it is made, and what must become of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class Held(NamedTuple):
    """A cell that must be held: where it stands, why, and what the message says was seen."""

    row: int
    header: str
    reason: str
    seen: str


@dataclass(frozen=True)
class Refused:
    """The file is refused with exactly this message; a regular expression where numbers vary."""

    message: str


@dataclass(frozen=True)
class Read:
    """Every row of the sheet is accounted for: ``found`` = accepted + held rows + dropped by reason.

    ``values`` are what must stand in landing (or vault), by column, for all rows in order; ``told`` are remarks.
    """

    found: int
    accepted: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    held: Sequence[Held] = ()
    values: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    told: Sequence[str] = ()
    extras: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def held_rows(self) -> int:
        """Rows with at least one held cell."""
        return len({cell.row for cell in self.held})


@dataclass(frozen=True)
class Specimen:
    """A file of the zoo. ``make`` writes it into a directory of its own and says where.

    ``converted_to``: the format (ending, perhaps a filter) LibreOffice then saves it in; ``renamed_to``: the ending
    it is sent with at last; ``changed``: what becomes of its bytes after that.
    """

    name: str
    make: Callable[[Path], Path]
    verdict: Refused | Read
    feed: str | None = "civil_affairs_dibao"
    converted_to: str | None = None
    renamed_to: str | None = None
    changed: Callable[[bytes], bytes] | None = None
