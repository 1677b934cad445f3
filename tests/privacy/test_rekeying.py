"""Another key: every pseudonym becomes another, nothing else changes, and what is out is still understood."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from shouwang.landing import collect, land
from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.stack.records import read_record
from shouwang.stages import publish_month
from shouwang.vault import rekeying
from shouwang.vault.catalogue import stored_tables
from shouwang.vault.pseudonym_columns import declared, unknown_numbers
from shouwang.vault.rekeying import Rekeying, rekey
from shouwang.vault.renaming import Renaming
from shouwang.warehouse import connect
from tests.privacy.conftest import OLD_KEY, Lived
from tests.privacy.stored_rows import Rows, query, renamed, rows_of
from tests.world.test_world import COUNTY, MONTHS, answer_lists

NOT_COMPARED = ("ops.month_epochs", "ops.pseudonym_keys", "vault.former_households")
CHANGING = ("ops.deliveries", "ops.receipts", "ops.builds", "ops.build_inputs", "ops.month_epochs")


class Killed(BaseException):
    """What a kill looks like from within."""


@dataclass(frozen=True)
class Rekeyed:
    """A warehouse that went through it, and what stood in it before and after."""

    settings: Settings
    before: Rows
    after_interruption: Rows
    after: Rows
    done: Rekeying
    new_key: str


@pytest.fixture(scope="module")
def rekeyed(lived: Lived) -> Rekeyed:
    """The county's month; one interrupted re-keying, one that is carried through."""
    settings = lived.settings
    publish_month(settings, COUNTY, MONTHS[0])  # what was corrected or forgotten meanwhile is published
    before = rows_of(settings)
    with pytest.MonkeyPatch.context() as cut:
        cut.setattr(Renaming, "rename_texts", killed)
        with pytest.raises(Killed):
            rekey(settings)
    after_interruption = rows_of(settings)
    assert settings.secret("pseudonym_key") == OLD_KEY
    to_come = settings.secret("next_pseudonym_key")
    done = rekey(settings)
    assert settings.secret("pseudonym_key") == to_come
    return Rekeyed(settings, before, after_interruption, rows_of(settings), done, to_come)


def killed(*_: object) -> None:
    raise Killed


def names(settings: Settings, former: str, current: str) -> Mapping[str, str]:
    """Old number to new one of everybody whose identity the vault has, and of every record nobody is known by."""
    old, new = Pseudonyms(former), Pseudonyms(current)
    numbers = query(
        settings,
        "select id_number from vault.known_identities where id_number is not null"
        " union select proposed_id_number from vault.identity_proposals where proposed_id_number is not null",
    )
    found = {str(old.person_id(text)): str(new.person_id(text)) for (text,) in numbers}
    records = pl.Series(
        [text for (text,) in query(settings, "select distinct record_text from vault.identity_signatures")]
    )
    kept, made = (PseudonymColumns(key).text_ids("identity_record", records) for key in (former, current))
    found |= dict(zip(map(str, kept), map(str, made), strict=True))
    households = query(settings, "select distinct household_number from vault.household_register")
    return found | {
        str(old.household_id(COUNTY, text)): str(new.household_id(COUNTY, text)) for (text,) in households if text
    }


def said(settings: Settings) -> list[list[tuple[Any, ...]]]:
    """What the published month says of whom, and the lists that left; equals stand in the order of their numbers."""
    referrals = (
        "select to_jsonb(r) - 'list_position' - 'subject_person_ids',"
        " array(select unnest(subject_person_ids) order by 1)"
        " from publication.rpt_township_referrals as r order by household_id"
    )
    statements = (
        referrals,
        "select household_id, person_id, to_jsonb(r) from marts.fct_household_risk_months as r order by 1, 2, 3",
        "select to_jsonb(m) from marts.bridge_household_members as m order by 1",
        "select to_jsonb(l) from ops.lists as l order by 1",
    )
    return [query(settings, statement) for statement in statements]


def without(rows: Rows, *tables: str) -> Rows:
    return {table: found for table, found in rows.items() if table not in tables}


def differing(one: Rows, other: Rows) -> set[str]:
    """Tables whose rows are not the same, or that only one has."""
    return {table for table in one.keys() | other.keys() if one.get(table) != other.get(table)}


def test_every_pseudonym_is_another_and_nothing_else_is(rekeyed: Rekeyed) -> None:
    known = names(rekeyed.settings, OLD_KEY, rekeyed.new_key)
    assert len(known) > 30
    expected = renamed(rekeyed.settings, without(rekeyed.before, *NOT_COMPARED), known)
    found = without(rekeyed.after, *NOT_COMPARED)
    assert expected.keys() == found.keys()
    assert differing(expected, renamed(rekeyed.settings, found, {})) == set()
    assert rekeyed.done.without_identity == {}
    assert rekeyed.done.row_count > 0


def test_no_old_number_is_left_but_where_households_of_lists_are_looked_up(rekeyed: Rekeyed) -> None:
    old = set(names(rekeyed.settings, OLD_KEY, rekeyed.new_key))
    holding = {
        table for table, found in rekeyed.after.items() if any(number in str(row) for row in found for number in old)
    }
    assert holding - set(declared()["kept"]) == {"vault.former_households"}


def test_an_interrupted_one_changes_nothing(rekeyed: Rekeyed) -> None:
    assert differing(rekeyed.after_interruption, rekeyed.before) == set()


def test_landing_and_publishing_again_say_the_same_and_issue_no_list(rekeyed: Rekeyed) -> None:
    settings = rekeyed.settings
    for (number,) in query(settings, "select delivery_id from ops.deliveries where state_code = 'accepted' order by 1"):
        land(settings, number)
        query(settings, "update ops.deliveries set state_code = 'accepted' where delivery_id = %s", number)
    changing = (*CHANGING, "vault.identity_proposals", "vault.identity_candidates")
    landed, after = (renamed(settings, without(rows, *changing), {}) for rows in (rows_of(settings), rekeyed.after))
    assert differing(landed, after) == set()
    before = said(settings)
    publish_month(settings, COUNTY, MONTHS[0])
    assert said(settings) == before


def test_answers_to_lists_that_are_out_are_understood(rekeyed: Rekeyed) -> None:
    settings = rekeyed.settings
    answer_lists(settings, MONTHS[1])
    landed = [land(settings, d.delivery_id) for d in collect(settings, COUNTY) if d.state_code == "archived"]
    assert landed
    assert all((delivery.state_code, delivery.rows_held) == ("landed", 0) for delivery in landed)
    referred = query(
        settings, "select household_id from publication.rpt_township_referrals where month = %s", MONTHS[0]
    )
    answered = query(
        settings,
        "select household_id from landing.township_feedback where delivery_id = any(%s)",
        [delivery.delivery_id for delivery in landed],
    )
    assert answered
    assert set(answered) <= set(referred)


def test_one_cut_off_after_its_commit_counts_and_is_finished_by_the_next(rekeyed: Rekeyed) -> None:
    settings = rekeyed.settings
    with pytest.MonkeyPatch.context() as cut:
        cut.setattr(rekeying, "switch_keys", killed)
        with pytest.raises(Killed):
            rekey(settings)
    to_come, before = settings.secret("next_pseudonym_key"), rows_of(settings)
    with connect(settings, "loader", "test") as connection:
        assert keys_in_force(settings, connection).key == to_come
    assert rekey(settings).row_count == 0
    assert differing(rows_of(settings), before) == set()
    record = read_record(settings.run_directory / "credentials.json")
    assert (record["pseudonym_key"], record["former_pseudonym_keys"]) == (to_come, f"{rekeyed.new_key},{OLD_KEY}")
    assert "next_pseudonym_key" not in record


def test_a_key_is_never_in_the_warehouse(rekeyed: Rekeyed) -> None:
    keys = [OLD_KEY, rekeyed.new_key]
    said = json.dumps([[list(row) for row in found] for found in rows_of(rekeyed.settings).values()])
    assert not [key for key in keys if key in said or key[:32] in said]


def test_a_missing_key_is_named_and_nothing_is_landed_with_another(rekeyed: Rekeyed) -> None:
    settings = rekeyed.settings
    with pytest.MonkeyPatch.context() as wrong:
        wrong.setenv("SHOUWANG_SECRET_PSEUDONYM_KEY", "0b" * 32)
        wrong.setenv("SHOUWANG_SECRET_FORMER_PSEUDONYM_KEYS", "0c" * 32)
        number = query(settings, "select min(delivery_id) from ops.deliveries where state_code = 'accepted'")[0][0]
        with pytest.raises(LookupError, match="没有数据库现用的化名密钥"):
            land(settings, number)


def test_every_whole_number_of_the_warehouse_is_declared(warehouse_template: Settings) -> None:
    with connect(warehouse_template, "admin", "test") as connection, connection.cursor() as cursor:
        assert unknown_numbers(stored_tables(cursor)) == []
        cursor.execute("create table marts.something (person_key bigint, helper_person_id bigint)")
        assert unknown_numbers(stored_tables(cursor)) == ["marts.something.person_key"]
        connection.rollback()
