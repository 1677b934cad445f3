"""Counting by later places: totals stay, split villages are told apart where the register says, else assumed."""

from pathlib import Path

from shouwang.publication.place_counts import Group, count_places
from tests.unit.divisions.test_history import AUGUST, DECEMBER, MERGER, SPLIT, declared

GROUPS = [
    Group("340604100001", "340604100001", 5, 7),
    Group("340604100001", "340604100003", 3, 3),
    Group("340604100001", "340604100002", 2, 2),  # moved away
    Group("340604100001", None, 1, 1),
    Group("340604100002", None, 4, 4),
    Group("340604101001", None, 6, 6),
]
APART = """
2023-10-01,340604100001,,340604100001,,1,文2
2023-10-01,340604100001,,340604101003,西三村,,文2
"""


def test_totals_are_equal_and_the_merged_township_is_one(tmp_path: Path) -> None:
    counts = count_places(declared(tmp_path, MERGER + SPLIT), GROUPS, AUGUST, DECEMBER)
    assert [count[2:4] for count in counts.as_is] == [(21, 23)]
    assert {count.township_code: count.household_count for count in counts.as_was} == {"340604100": 15, "340604101": 6}
    assert sum(count.household_count for count in counts.as_was) == 21
    assert [count.assumed_count for count in counts.as_was] == [0, 0]


def test_households_of_a_split_village_count_where_they_live_else_for_the_main_part(tmp_path: Path) -> None:
    groups = [*GROUPS, Group("340604100001", "340604101003", 10, 10)]
    counts = count_places(declared(tmp_path, APART), groups, AUGUST, DECEMBER)
    assert {c.township_code: c[2:] for c in counts.as_is} == {"340604100": (15, 17, 6), "340604101": (16, 16, 0)}


def test_the_month_itself_changes_nothing(tmp_path: Path) -> None:
    counts = count_places(declared(tmp_path, MERGER + SPLIT), GROUPS, AUGUST, AUGUST)
    assert counts.as_is == counts.as_was
