"""What a later version says differently, township by township."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwang.publication.referrals import Line, Referral, supplements, whole_lists

ANLING, MALAN = "411024100", "411024101"
OLD = Referral(ANLING, 1, "411024100001", 1, 11, 2, None, "新增危房", "理由。", (11,), date(2022, 1, 1), None, None)

referrals = st.builds(
    lambda township_code, household_id, reason: OLD._replace(
        township_code=township_code, household_id=household_id, reason_text=reason
    ),
    st.sampled_from([ANLING, MALAN]),
    st.integers(1, 6),
    st.sampled_from(["甲。", "乙。"]),
)
# A household stands on one list of one township at a time.
lists = st.lists(referrals, unique_by=lambda referral: referral.household_id)


@pytest.mark.parametrize(
    "changed",
    [
        {"reason_text": "另一理由。"},
        {"risk_labels": "受灾"},
        {"priority_label": "独居老人"},
        {"village_code": "411024100002"},
        {"head_person_id": 12},
    ],
)
def test_what_the_list_says_of_a_household_is_corrected(changed: dict[str, object]) -> None:
    new = OLD._replace(**changed)  # type: ignore[arg-type]
    assert supplements([OLD], [new]) == {ANLING: [Line(new, "更正")]}


@pytest.mark.parametrize(
    "changed", [{"list_position": 7}, {"first_known_month": date(2021, 12, 1)}, {"previous_status_label": "正在核查"}]
)
def test_place_on_the_list_and_history_are_no_correction(changed: dict[str, object]) -> None:
    assert supplements([OLD], [OLD._replace(**changed)]) == {}  # type: ignore[arg-type]


@given(lists, lists)
def test_whoever_applies_the_supplement_to_the_old_lists_has_the_new_ones(
    old: list[Referral], new: list[Referral]
) -> None:
    held = {(line.township_code, line.household_id): line for line in old}
    for township_code, lines in supplements(old, new).items():
        for referral, change in lines:
            key = (township_code, referral.household_id)
            assert (key in held) == (change != "新增")
            if change == "撤回":
                del held[key]
            else:
                held[key] = referral
    assert sorted(held.values()) == sorted(new)


@given(lists)
def test_whole_lists_hold_every_referral_once(now: list[Referral]) -> None:
    lines = [line for township in whole_lists(now).values() for line in township]
    assert sorted(line.referral for line in lines) == sorted(now)
    assert {line.change for line in lines} <= {None}
