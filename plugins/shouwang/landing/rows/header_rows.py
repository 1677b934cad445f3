"""Which opening rows may be a header: one to three neighbouring rows, group labels above the labels they span."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

MOST_ROWS = 3
REMARK = re.compile(r"\([^()]*\)|[/:,][十百千万亿]*[元圆]$")
VALUE = re.compile(r"\d{6,}|^[-+]?\d+([.,]\d+)*$|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
ONLY_REMARK = re.compile(r"^(\(.*\)|([十百千万亿]*元|人|户|岁|周岁|年|月|天)(/[^/]{1,2})?)$")

Row = tuple[str, ...]


@dataclass(frozen=True)
class HeaderRows:
    """Neighbouring rows read as one header.

    ``first`` and ``last`` count from 1; ``rows`` are their plain cells; ``paths`` has for each position the plain
    labels over it from the top down, ``texts`` the same as they stand in the file, joined.
    """

    first: int
    last: int
    rows: tuple[Row, ...]
    paths: tuple[Row, ...]
    texts: Row

    @property
    def ends_in_remarks(self) -> bool:
        """Whether the last row of several holds nothing but units and remarks: it belongs to the labels over it."""
        return len(self.rows) > 1 and all(ONLY_REMARK.match(cell) for cell in self.rows[-1] if cell)


@cache
def plain_text(text: str) -> str:
    """A header, label or title without what people vary: width of characters, blanks, marks of obligation."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:")


def plain_header(text: str) -> str:
    """The same without a remark or unit."""
    plain = plain_text(text)
    return REMARK.sub("", plain) or plain


@lru_cache(maxsize=64)
def possible_headers(opening: tuple[Row, ...]) -> tuple[HeaderRows, ...]:
    """Every run of one to three opening rows that may be a header, from the top, the shorter ones first."""
    width = max((len(row) for row in opening), default=0)
    shown = [tuple(" ".join(cell.split()) for cell in row) + ("",) * (width - len(row)) for row in opening]
    plain = [tuple(plain_text(cell) for cell in row) for row in shown]
    return tuple(
        _stacked(first, tuple(plain[first : first + count]), tuple(shown[first : first + count]))
        for first in range(len(opening))
        for count in range(1, min(MOST_ROWS, len(opening) - first) + 1)
        if count == 1 or all(_may_be_labels(row) for row in plain[first : first + count])
    )


def _may_be_labels(row: Row) -> bool:
    return any(row) and not any(VALUE.search(cell) for cell in row)


def _stacked(first: int, plain: tuple[Row, ...], shown: tuple[Row, ...]) -> HeaderRows:
    paths, texts = _paths(plain), _paths(shown)
    return HeaderRows(first + 1, first + len(plain), plain, paths, tuple("".join(path) for path in texts))


def _paths(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    spread = [_spread(row, rows[at + 1 :]) for at, row in enumerate(rows)]
    return tuple(_path(labels) for labels in zip(*spread, strict=True))


def _path(labels: Row) -> Row:
    seen = [label for label in labels if label]
    return (*(upper for upper, lower in pairwise(seen) if upper != lower), *seen[-1:])


def _spread(row: Row, below: tuple[Row, ...]) -> Row:
    """A group's label stands over its first column alone; here it stands over each of them."""
    spread, group = list(row), ""
    for at, cell in enumerate(row):
        has_labels = any(lower[at] for lower in below)
        if cell:
            group = cell if has_labels else ""
        elif has_labels:
            spread[at] = group
    return tuple(spread)
