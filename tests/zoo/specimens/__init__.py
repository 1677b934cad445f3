"""Specimens by theme; each module yields its own."""

from collections.abc import Iterator

from tests.zoo.specimen import Specimen
from tests.zoo.specimens import (
    cells,
    delimiters,
    encodings,
    formats,
    headers,
    hostile,
    identities,
    nil_returns,
    rows,
    sheets,
)

THEMES = (headers, rows, nil_returns, sheets, cells, identities, encodings, delimiters, formats, hostile)


def specimens() -> Iterator[Specimen]:
    """All of them, by theme."""
    for theme in THEMES:
        yield from theme.specimens()


ZOO = {specimen.name: specimen for specimen in specimens()}
