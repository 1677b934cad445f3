"""An identity that is compared is landed as a pseudonym of its text: equal where the text is, and nothing more."""

import polars as pl

from shouwang.feeds import feed, feeds
from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.warehouse.landing_tables import landed_columns, vault_columns

COLUMNS = PseudonymColumns("ab" * 32)
PHONES = pl.Series(["13900000001", None, "13900000002", "13900000001"])


def test_equal_texts_of_one_kind_have_one_pseudonym() -> None:
    first, nothing, other, again = COLUMNS.text_ids("phone", PHONES)
    assert (first, nothing) == (again, None)
    assert len({first, other, COLUMNS.text_ids("disability_certificate_number", PHONES)[0]}) == 3


def test_a_pseudonym_tells_no_text_without_the_key() -> None:
    assert PseudonymColumns("cd" * 32).text_ids("phone", PHONES)[0] != COLUMNS.text_ids("phone", PHONES)[0]


def test_only_the_pseudonym_leaves_the_vault() -> None:
    members = feed("monitored_members")
    landed = {column.name: column.sql_type for column in landed_columns(members)}
    assert (landed["phone_id"], landed["disability_certificate_id"]) == ("bigint", "bigint")
    assert {"phone", "disability_certificate_number"} <= set(vault_columns(members)) - set(landed)


def test_only_identities_are_compared_and_a_name_only_where_a_list_has_no_numbers() -> None:
    declared = [(sent, column) for sent in feeds().values() for column in sent.columns if column.is_compared]
    assert {column.sensitivity for _, column in declared} == {"identity"}
    assert {(sent.feed, column.name) for sent, column in declared} == {
        ("monitored_members", "phone"),
        ("monitored_members", "disability_certificate_number"),
        ("grid_staff", "person_name"),
    }
    assert "id_number" not in {column.name for column in feed("grid_staff").columns}
