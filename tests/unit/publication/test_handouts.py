"""Handouts leave once, again when they say something else, and empty when nothing is left to say; counts add up."""

from collections import Counter

from shouwang.publication.handouts import Handout, Row, by_addressee, new_handouts
from shouwang.publication.platform_upload import PlatformChange, count_category


def handout(addressee: str, *rows: Row) -> Handout:
    return Handout(addressee, "住建局", f"监测对象/{addressee}.xlsx", rows, lambda *_: [])


def test_at_first_everything_that_says_something_leaves() -> None:
    told, silent = handout("housing", (1,)), handout("water")
    assert new_handouts(None, by_addressee([told, silent])) == [told]


def test_later_only_what_differs_leaves() -> None:
    before = by_addressee([handout("housing", (1,)), handout("water", (2,))])
    assert new_handouts(before, before) == []
    more = handout("housing", (1,), (3,))
    assert new_handouts(before, {**before, "housing": more}) == [more]


def test_what_is_no_longer_said_leaves_empty_once() -> None:
    before = by_addressee([handout("housing", (1,))])
    (gone,) = new_handouts(before, {})
    assert (gone.addressee, gone.rows) == ("housing", ())
    assert new_handouts({}, {}) == []
    assert new_handouts(by_addressee([gone]), {}) == []


def change(code: str, category: str | None, previous: str | None) -> PlatformChange:
    return PlatformChange(code, 1, None, None, category, previous, None, "", "", 1, 1)


def test_a_category_is_reckoned_from_both_sides() -> None:
    changes = [change("entered", "甲", None), change("changed", "乙", "甲"), change("left", None, "乙")]
    assert count_category("甲", Counter(甲=1), changes, Counter(甲=1)) == (1, 1, 0, 0, 1, 1)
    assert count_category("乙", Counter(乙=1), changes, Counter(乙=1)) == (1, 0, 1, 1, 0, 1)
