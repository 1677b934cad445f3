"""Which reports open an urgent referral and which stand behind one, and what a list has to say: pure."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from shouwang.policies import Pack, pack_for, packs
from shouwang.policies.layers import PackRefused
from shouwang.policies.packs import HERE as PACKS
from shouwang.policies.packs import read_pack
from shouwang.urgent.lines import plan_lines
from shouwang.urgent.referring import Outcome, refer
from shouwang.urgent.reports import Home, Report
from shouwang.urgent.rows import UrgentReferral

COUNTY, MONTH, VILLAGE = "341502", date(2023, 9, 1), "341502001001"
LUAN = pack_for(COUNTY)
EVENT, REPORTED = date(2023, 9, 5), date(2023, 9, 6)


def report(number: int, person: int = 11, kind: str = "accident", event: date = EVENT, said: date = REPORTED) -> Report:
    return Report(datetime(2023, 9, 6, number, tzinfo=UTC), said, MONTH, event, number, 1, "police", person, kind)


def judge(reports: Sequence[Report], pack: Pack = LUAN) -> Outcome:
    """Household 1 is 11 and 12, household 2 is 21."""
    homes = {person: Home(person // 10, person // 10 * 10 + 1, 2, VILLAGE, "head", (7,)) for person in (11, 12, 21)}
    return refer(COUNTY, pack, reports, {(MONTH, person): home for person, home in homes.items()})


def outcomes(judged: Outcome) -> dict[int, str]:
    return {row["delivery_id"]: row["outcome_code"] for row in judged.reports}


def known(judged: Outcome) -> list[UrgentReferral]:
    return [UrgentReferral(**{name: row[name] for name in UrgentReferral._fields}) for row in judged.referrals]


@pytest.mark.parametrize(("days", "count"), [(0, 1), (30, 1), (-30, 1), (31, 2), (-31, 2)])
def test_the_same_misfortune_is_one_referral_within_the_days_of_the_pack(days: int, count: int) -> None:
    later = report(2, person=12, event=EVENT + timedelta(days=days), said=REPORTED + timedelta(days=40))
    judged = judge([report(1), later])
    assert len(judged.referrals) == count
    assert outcomes(judged) == {1: "referred", 2: "further_source" if count == 1 else "referred"}


@pytest.mark.parametrize("policy", sorted(packs()))
def test_limits_are_the_days_of_the_pack_from_the_report(policy: str) -> None:
    pack = packs()[policy]
    (row,) = judge([report(1)], pack).referrals
    values = {name: int(pack.parameters[name].value_in(MONTH)) for name in ("urgent_check_days", "urgent_relief_days")}
    assert row["check_due_date"] - REPORTED == timedelta(days=values["urgent_check_days"]) == timedelta(days=1)
    assert row["relief_due_date"] - REPORTED == timedelta(days=values["urgent_relief_days"]) == timedelta(days=3)


def test_what_came_first_stands_whatever_days_later_reports_name() -> None:
    judged = judge([report(1), report(2, person=12, event=EVENT - timedelta(days=3), said=date(2023, 9, 4))])
    assert [(row["event_date"], row["reported_date"]) for row in judged.referrals] == [(EVENT, REPORTED)]
    assert outcomes(judged) == {1: "referred", 2: "further_source"}


def test_another_kind_and_another_household_are_referrals_of_their_own() -> None:
    judged = judge([report(1), report(2, kind="illness"), report(3, person=21)])
    assert len(judged.referrals) == 3


def test_whom_no_register_knows_and_what_is_not_urgent_are_kept_and_not_referred() -> None:
    judged = judge([report(1, person=99), report(2, kind="other_urgent")])
    assert judged.referrals == []
    assert outcomes(judged) == {1: "unknown_person", 2: "not_urgent"}
    assert outcomes(judge([report(1)], LUAN.model_copy(update={"urgent": None}))) == {1: "not_urgent"}


def test_reports_in_any_order_come_to_the_same() -> None:
    said = [report(number, event=EVENT + timedelta(days=20 * number), said=REPORTED) for number in range(4)]
    expected = judge(said)
    assert len(expected.referrals) == 2
    assert [row["source_count"] for row in expected.referrals] == [2, 2]
    for order in itertools.permutations(said):
        assert judge(order) == expected


def test_a_further_source_says_nothing_new_and_a_new_misfortune_a_line() -> None:
    first, more = known(judge([report(1)])), known(judge([report(1), report(2, person=12)]))
    assert more[0].source_count == 2
    assert plan_lines(first, more) == []
    (line,) = plan_lines(first, known(judge([report(1), report(2, kind="illness")])))
    assert (line.change, [known.urgent_kind_code for known in line.referrals]) == ("新增", ["illness"])


def test_what_is_said_otherwise_is_corrected_and_what_is_not_said_any_more_withdrawn() -> None:
    first = known(judge([report(1)]))
    (corrected,) = plan_lines(first, known(judge([report(1, person=12)])))
    (withdrawn,) = plan_lines(first, [])
    (other_day,) = plan_lines(first, known(judge([report(1, event=date(2023, 8, 1))])))
    assert [line.change for line in (corrected, withdrawn, other_day)] == ["更正", "撤回", "更正"]


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("check: urgent_check_days", "check: no_such_days", "没有以天（days）计的参数 no_such_days"),
        ("check: urgent_check_days", "check: elderly_age", "没有以天（days）计的参数 elderly_age"),
        ("department: civil_affairs, limit", "department: nobody, limit", "没有部门 nobody"),
        ("- kind: accident", "- kind: unheard_of", "急难情形 unheard_of 写不进"),
        ("- {rule: accident_suffered}", "- {rule: no_such_rule}", "没有规则 ['no_such_rule']"),
    ],
)
def test_a_lane_that_cannot_be_so_is_refused_with_its_line(written: str, instead: str, told: str) -> None:
    text = (PACKS / "luan.yml").read_text(encoding="utf-8")
    assert written in text
    with pytest.raises(PackRefused) as refused:
        read_pack([("luan.yml", text.replace(written, instead))])
    assert told in str(refused.value)
