"""Which position each declared column stands at, given the labels over every position."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from shouwang.feeds import Column, Feed
from shouwang.landing.rows.header_rows import MOST_ROWS, Row, plain_header


@dataclass(frozen=True)
class Placement:
    """Column name to position, and the columns whose name more than one position bears."""

    positions: dict[str, int]
    repeated: tuple[str, ...]


def place(feed: Feed, paths: tuple[Row, ...]) -> Placement:
    """Each column at the position that names it most fully.

    A label joined with the groups over it (户主/姓名: 户主姓名) goes before one that stands alone, and that before one
    whose group says nothing; among those the header the declaration prefers, then the first position.
    """
    placed: dict[str, int] = {}
    repeated = []
    for names in _ways_to_name(paths):
        at = {name: free for name, all_ in names.items() if (free := [p for p in all_ if p not in placed.values()])}
        for column in feed.columns if at else ():
            name = next((name for name in _plain_headers(column) if name in at), None)
            if name is None or column.name in placed:
                continue
            placed[column.name] = at[name][0]
            repeated += [column.name] if len(at[name]) > 1 else []
    return Placement({c.name: placed[c.name] for c in feed.columns if c.name in placed}, tuple(repeated))


@lru_cache(maxsize=64)  # the opening rows of the file at hand, which every feed is tried on
def _ways_to_name(paths: tuple[Row, ...]) -> list[dict[str, list[int]]]:
    """Names to the positions that bear them, the fullest names first."""
    joined = [
        {at: "".join(path[-count:]) for at, path in enumerate(paths) if len(path) >= count}
        for count in range(MOST_ROWS, 1, -1)
    ]
    alone = {at: path[0] for at, path in enumerate(paths) if len(path) == 1}
    grouped = {at: path[-1] for at, path in enumerate(paths) if len(path) > 1}
    return [names for labels in (*joined, alone, grouped) if (names := _positions(labels))]


def _positions(labels: dict[int, str]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for at, label in labels.items():
        found[plain_header(label)].append(at)
    return found


@cache
def _headers_of(headers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain_header(header) for header in headers)


def _plain_headers(column: Column) -> tuple[str, ...]:
    return _headers_of(column.headers)
