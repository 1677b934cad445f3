"""Every case of every policy: sent as files, landed, built, published, and found exactly as written."""

import pytest

from shouwang.settings import Settings
from tests.policies.delivery.county_cases import documents
from tests.policies.delivery.published import DOUBTS, GAPS, expected_of, found_in


@pytest.mark.requirement("LF-09")
def test_linfen_doubts_relief_to_the_dead_the_wealthy_the_employed_and_one_person_twice(lived: Settings) -> None:
    assert found_in(lived, "linfen", DOUBTS) == expected_of("linfen", "doubts")
    assert len({code for codes in expected_of("linfen", "doubts").values() for code in codes}) == 10


@pytest.mark.requirement("LF-05", "LF-06")
def test_linfen_finds_what_is_not_delivered_and_refers_who_is_not_included(lived: Settings) -> None:
    assert found_in(lived, "linfen", GAPS) == expected_of("linfen", "gaps")


@pytest.mark.requirement("QD-07")
def test_qidong_finds_payments_and_reliefs_that_did_not_arrive(lived: Settings) -> None:
    assert found_in(lived, "qidong", GAPS) == expected_of("qidong", "gaps")


@pytest.mark.requirement("LS-13")
def test_lieshan_asks_for_measures_within_ten_days_and_none_begun_after_elimination(lived: Settings) -> None:
    assert found_in(lived, "lieshan", GAPS) == expected_of("lieshan", "gaps")


@pytest.mark.requirement("LA-09")
def test_luan_asks_for_jobs_where_there_is_labour_and_a_safety_net_where_none(lived: Settings) -> None:
    assert found_in(lived, "luan", GAPS) == expected_of("luan", "gaps")


@pytest.mark.requirement("YL-03")
def test_yanling_takes_the_answers_about_applicants_and_the_monitored_as_doubts(lived: Settings) -> None:
    assert found_in(lived, "yanling", DOUBTS) == expected_of("yanling", "doubts")
    assert found_in(lived, "yanling", GAPS) == expected_of("yanling", "gaps")


def test_no_policy_doubts_what_its_document_does_not_ask(lived: Settings) -> None:
    for policy in documents():
        asked = bool([codes for codes in expected_of(policy, "doubts").values() if codes])
        assert bool([codes for codes in found_in(lived, policy, DOUBTS).values() if codes]) == asked
