"""Feed declarations: complete for YL-01 and LA-03, and strict."""

import pytest
from pydantic import ValidationError

from shouwang.feeds import feed, feeds
from shouwang.feeds.declarations import parse_feed, vocabulary
from shouwang.feeds.documentation import PATH, render
from shouwang.policies import packs

MINIMAL = {
    "feed": "x",
    "department": "health",
    "title": "名单",
    "grain": "one person",
    "cadence": "monthly",
    "deadline_day": 10,
    "title_keywords": ["名单"],
    "subject": "person",
    "key": ["id_number"],
    "columns": [{"column": "id_number", "required": True}],
}


def test_a_minimal_declaration_is_understood() -> None:
    assert parse_feed(MINIMAL).column("id_number").required


@pytest.mark.parametrize(
    "slip",
    [
        {"dedline_day": 10},
        {"columns": [{"column": "id_number", "requried": True}]},
        {"columns": [{"column": "no_such_column"}]},
        {"key": ["person_name"]},
        {"cadence": "hourly"},
        {"columns": [{"column": "id_number"}, {"column": "id_number"}]},
    ],
)
def test_a_slip_of_the_pen_is_refused(slip: dict[str, object]) -> None:
    with pytest.raises((ValidationError, ValueError)):
        parse_feed({**MINIMAL, **slip})


def test_yanling_expects_thirteen_lists_of_ten_departments_and_the_register() -> None:
    expected = [feed(item.feed) for item in packs()["yanling"].feeds]
    lists = [item for item in expected if item.feed != "household_register"]
    assert len(lists) == 13
    assert len({item.department for item in lists}) == 10
    assert sum(item.department == "civil_affairs" for item in lists) == 4


def test_luan_expects_the_lists_of_nine_departments() -> None:
    lists = [feed(item.feed) for item in packs()["luan"].feeds if item.feed != "household_register"]
    assert len({item.department for item in lists}) == 9


def test_every_feed_but_register_and_feedback_gives_one_signal() -> None:
    signals = [item.signal for item in feeds().values() if item.signal]
    assert len(signals) == len(set(signals)) == len(feeds()) - 2


def test_no_column_that_names_a_person_is_open() -> None:
    for column in vocabulary().values():
        if column["type"] in {"name", "id_number", "household_number", "phone"}:
            assert column["sensitivity"] == "identity", column["name"]


def test_an_unknown_feed_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="household_register"):
        feed("nothing")


def test_the_document_for_departments_is_what_the_declarations_say() -> None:
    assert PATH.read_text(encoding="utf-8") == render()
