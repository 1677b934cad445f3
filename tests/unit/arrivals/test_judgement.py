"""How a list came is decided from its deliveries alone."""

from datetime import date

import pytest

from shouwang.arrivals.judgement import Arrival, Received, judge_arrival
from shouwang.arrivals.marks import write_in_force, write_label, write_sign

DUE = date(2022, 2, 10)


def day(number: int) -> date:
    return date(2022, 2, number)


ACCEPTED = Received("accepted", day(10), 4, revision=1)
CASES: dict[str, tuple[date | None, list[Received], Arrival]] = {
    "the last day is in time": (DUE, [ACCEPTED], Arrival("on_time", DUE, day(10), 0)),
    "a day later is late": (DUE, [Received("accepted", day(12), 4)], Arrival("late", DUE, day(12), 2)),
    "a correction does not make it late": (
        DUE,
        [ACCEPTED, Received("accepted", day(20), 4, revision=2)],
        Arrival("on_time", DUE, day(10), 0),
    ),
    "a withdrawn one does not count": (
        DUE,
        [Received("withdrawn", day(1), 4, revision=1), Received("accepted", day(13), 4, revision=2)],
        Arrival("late", DUE, day(13), 3),
    ),
    "what was only withdrawn is missing": (DUE, [Received("withdrawn", day(1), 4)], Arrival("missing", DUE)),
    "an empty list is a nil return": (DUE, [Received("accepted", day(5), 0)], Arrival("nil", DUE, day(5), 0)),
    "a nil return may be late": (DUE, [Received("accepted", day(11), 0)], Arrival("nil", DUE, day(11), 1)),
    "a list corrected to nothing is nil": (
        DUE,
        [ACCEPTED, Received("accepted", day(10), 0, revision=2)],
        Arrival("nil", DUE, day(10), 0),
    ),
    "what is landed has come": (DUE, [Received("landed", day(3), 4)], Arrival("on_time", DUE, day(3), 0)),
    "a list in parts has come with its last part": (
        DUE,
        [Received("accepted", day(1), 4, "a", 1), Received("accepted", day(12), 4, "b", 1)],
        Arrival("late", DUE, day(12), 2),
    ),
    "what waits goes before what was turned away": (
        DUE,
        [Received("questioned", day(3), 4), Received("rejected", day(4), 4)],
        Arrival("questioned", DUE, day(3), waiting_count=1),
    ),
    "what is in force stays while a newer one waits": (
        DUE,
        [ACCEPTED, Received("questioned", day(12), 4)],
        Arrival("on_time", DUE, day(10), 0, waiting_count=1),
    ),
    "a copy of another month's list is turned away": (
        DUE,
        [Received("duplicate", day(3), 4)],
        Arrival("rejected", DUE, day(3)),
    ),
    "nothing came": (DUE, [], Arrival("missing", DUE)),
    "nothing was due": (None, [], Arrival("not_due", None)),
    "what was not due cannot be late": (
        None,
        [Received("accepted", date(2022, 6, 1), 4)],
        Arrival("on_time", None, date(2022, 6, 1)),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_list_comes_in_one_of_seven_ways(case: str) -> None:
    due, deliveries, expected = CASES[case]
    assert judge_arrival(due, deliveries) == expected
    assert judge_arrival(due, reversed(deliveries)) == expected


def test_departments_owe_what_is_missing_and_what_was_turned_away() -> None:
    owed = {arrival.arrival_code for _, _, arrival in CASES.values() if arrival.is_owed}
    assert owed == {"missing", "rejected"}


def test_arrivals_are_written_for_boards_and_sheets() -> None:
    assert [write_sign("on_time", 0), write_sign("late", 2), write_sign("nil", 1)] == ["✓", "迟2", "零1"]
    assert [write_label("late", 2), write_label("nil", 0), write_label("nil", 1)] == [
        "迟报2天",
        "零报送",
        "零报送（迟报1天）",
    ]
    assert write_in_force(date(2022, 1, 1), 2) == "沿用2022年1月名单（已2个月未更新）"
    assert (write_in_force(date(2022, 1, 1), 0), write_in_force(None, None)) == ("本月名单", "从未报送")
