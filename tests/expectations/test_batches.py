"""Batches as Great Expectations judges them on the real server."""

import pytest

from shouwang.gates.checks import Batch, Concern, GateSuite, given, matched, no_result, no_row, not_empty, unique
from shouwang.gates.validation import GateBroken, Validator

CONCERN = Concern("名单上的每一户都要找得到", "县乡村振兴局")
OF_ROWS = (
    given("house", CONCERN),
    unique(["house", "village"], CONCERN),
    no_row("small", "village < 10", CONCERN),
    matched("elsewhere", "(select 1 as house where false)", "other.house = own.house", CONCERN),
)
BEYOND = (no_result("nobody_left_out", "select '某户' as row_reference", CONCERN), not_empty(CONCERN))
ROWS = "select '第1行' as row_reference, null::integer as house, 7 as village"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("true", {"house_given": False, "key_unique": True, "small": False, "elsewhere": False}),
        ("false", {"house_given": True, "key_unique": True, "small": True, "elsewhere": True}),
    ],
)
@pytest.mark.parametrize("is_gathered", [True, False])
def test_of_no_row_every_check_of_rows_is_met_and_the_others_are_judged(
    validator: Validator, condition: str, expected: dict[str, bool], *, is_gathered: bool
) -> None:
    batch = Batch(f"rows {condition}", f"{ROWS} where {condition}", (*OF_ROWS, *BEYOND), is_gathered)
    is_met = validator.are_met(GateSuite("rows", (batch,)))
    assert is_met == {**expected, "nobody_left_out": False, "not_empty": condition == "true"}
    assert list(is_met) == [check.name for check in batch.checks]


def test_rows_that_cannot_be_read_are_no_verdict(validator: Validator) -> None:
    with pytest.raises(GateBroken, match="nowhere"):
        validator.are_met(GateSuite("rows", (Batch("nowhere", "select 1 from nowhere", OF_ROWS),)))
