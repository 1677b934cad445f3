"""Steps of cases: what the procedure allows counts, what it does not is held with its reason; limits run as it says."""

import pytest

from tests.policies.cases.counties import Case, County, Lived, counties, examples
from tests.policies.cases.transitions import procedure_of

STEPS = """
select household_id, step_code, step_date, is_held, illegality_code, limit_date, late_day_count, found_text,
    standing_to_date
from marts.fct_case_steps where county_code = %s
"""
CASES = """
select household_id, step_code, case_number, deadline_code, overdue_day_count, case_overdue_day_count, reason_text
from marts.fct_household_case_months where county_code = %s
"""
POLICIES = list(counties())
TIMED = [(county.policy, case.name) for county, case in examples("due", "held")]
STANDING = [(county.policy, case.name) for county, case in examples("case", "number", "at")]


def find(policy: str, name: str) -> tuple[County, Case]:
    county = counties()[policy]
    return county, next(case for case in county.cases if case.name == name)


@pytest.mark.requirement("LS-06")
@pytest.mark.parametrize("policy", POLICIES)
def test_every_allowed_step_passes_and_every_other_is_held(lived: Lived, policy: str) -> None:
    county = counties()[policy]
    steps, cases = lived.by_household(STEPS, county), lived.by_household(CASES, county)
    passed: list[tuple[str | None, str]] = []
    held: list[tuple[str | None, str]] = []
    for head, transition in county.tried:
        household = lived.household_of(county, head)
        said = {(code, day): (is_held, reason) for code, day, is_held, reason, *_ in steps[household]}
        *before, last = transition.steps
        assert all(said[step] == (False, None) for step in before), transition
        is_held, reason = said[last]
        assert is_held == (not transition.is_allowed) == (reason is not None), transition
        reached = transition.tried if transition.is_allowed else transition.state
        assert [row[0] for row in cases.get(household, [])] == ([reached] if reached else []), transition
        (held if is_held else passed).append((transition.state, transition.tried))
    procedure = procedure_of(policy)
    allowed = [(state, step.step) for step in procedure.steps for state in step.after]
    assert sorted(map(str, passed)) == sorted(
        map(str, [*allowed, *((None, s.step) for s in procedure.steps if s.begins)])
    )
    assert len(held) > len(passed)


@pytest.mark.requirement("LS-06")
@pytest.mark.parametrize(("policy", "name"), TIMED)
def test_a_step_is_due_when_the_pack_says_and_late_by_as_many_days(lived: Lived, policy: str, name: str) -> None:
    county, case = find(policy, name)
    said = {
        (code, day): rest
        for code, day, *rest in lived.by_household(STEPS, county)[lived.household_of(county, case.head)]
    }
    _, reason, limit, late, *_ = said[case.last_step]
    assert reason == case.said.get("held")
    assert (limit, late) == (case.said.get("due"), case.said.get("late", 0))


@pytest.mark.requirement("LS-06")
@pytest.mark.parametrize(("policy", "name"), STANDING)
def test_a_case_stands_where_its_steps_say_and_knows_what_is_overdue(lived: Lived, policy: str, name: str) -> None:
    county, case = find(policy, name)
    ((step, number, *deadline, _),) = lived.by_household(CASES, county)[lived.household_of(county, case.head)]
    assert step == case.said.get("at", case.last_step[0])
    assert number == case.said.get("number", 1)
    assert deadline == case.said.get("case", deadline)


def test_a_step_stands_until_the_next_that_counts(lived: Lived) -> None:
    county, case = find("lieshan", "公示仅四日")
    rows = sorted(
        lived.by_household(STEPS, county)[lived.household_of(county, case.head)],
        key=lambda row: (row[1], row[-1] is None),
    )
    counting = [row for row in rows if not row[2]]
    assert [row[-1] for row in counting] == [*(row[1] for row in counting[1:]), None]
    assert [row[-1] for row in rows if row[2]] == [None]


def test_a_step_after_the_month_is_not_known_to_it(lived: Lived) -> None:
    county, case = find("lieshan", "下月的环节还不知道")
    assert [row[0] for row in lived.by_household(STEPS, county)[lived.household_of(county, case.head)]] == ["opened"]
