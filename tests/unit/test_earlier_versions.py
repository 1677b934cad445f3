"""What counts as a table of deliveries that an earlier version made."""

import pytest

from shouwang.feeds import feed
from shouwang.warehouse.earlier_versions import Relations, differing
from shouwang.warehouse.landing_tables import landed_columns, vault_columns

DECLARED = [feed("household_register"), feed("civil_affairs_dibao")]
LANDED = {declared.feed: frozenset(column.name for column in landed_columns(declared)) for declared in DECLARED}
KEPT = {declared.feed: frozenset(vault_columns(declared)) for declared in DECLARED}
PRESENT: Relations = {
    "landing.household_register": ("v", LANDED["household_register"] | {"row_number"}),
    "landing.household_register_contents": ("r", LANDED["household_register"] | {"content_id"}),
    "vault.household_register": ("v", KEPT["household_register"]),
    "landing.civil_affairs_dibao": ("r", LANDED["civil_affairs_dibao"]),
    "vault.civil_affairs_dibao": ("r", KEPT["civil_affairs_dibao"]),
    "landing.held_cells": ("r", frozenset()),
}


@pytest.mark.parametrize("found", [{}, PRESENT])
def test_what_is_not_there_or_as_declared_is_no_difference(found: Relations) -> None:
    assert list(differing(found, DECLARED)) == []


@pytest.mark.parametrize(
    ("relation", "kind", "without", "said"),
    [
        ("landing.household_register", "r", set(), "landing.household_register 应为按内容存放的视图，现为逐行存放的表"),
        ("vault.civil_affairs_dibao", "v", set(), "vault.civil_affairs_dibao 应为逐行存放的表，现为按内容存放的视图"),
        ("vault.civil_affairs_dibao", "r", {"id_number"}, "vault.civil_affairs_dibao 缺少列 id_number"),
        (
            "landing.household_register_contents",
            "r",
            {"birth_month"},
            "landing.household_register_contents 缺少列 birth_month",
        ),
    ],
)
def test_another_kind_or_a_missing_column_is_told(relation: str, kind: str, without: set[str], said: str) -> None:
    _, columns = PRESENT[relation]
    found = {**PRESENT, relation: (kind, columns - without)}
    assert list(differing(found, DECLARED)) == [said]
