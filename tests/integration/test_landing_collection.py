"""Collecting: what arrives is kept, numbered and cleared away; nothing is lost and nothing stops the others."""

import hashlib
import logging
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from shouwang.feeds import feed
from shouwang.landing import Delivery, collect, land, landed_deliveries
from shouwang.landing.archive import archived_path
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey
from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.unit.landing.files import COUNTY, DIBAO, DIBAO_HEADER, id_number, write_text

ARRIVED = datetime(2022, 2, 8, 9, 30, tzinfo=UTC)
JANUARY, FEBRUARY = date(2022, 1, 1), date(2022, 2, 1)


def deliver(settings: Settings, name: str, *rows: tuple[str, ...], month: str = "2022-01", minute: int = 0) -> Path:
    """A file that arrived some minutes after the first."""
    directory = settings.inbox / COUNTY / month
    directory.mkdir(parents=True, exist_ok=True)
    path = write_text(directory / f"{name}.csv", rows)
    os.utime(path, (ARRIVED.timestamp() + 60 * minute,) * 2)
    return path


def dibao(sequence: int) -> tuple[tuple[str, ...], ...]:
    return DIBAO_HEADER, ("张三", id_number(sequence), "2022-01-05", "300", "")


def ledger(settings: Settings) -> list[tuple[str, str | None, int | None, str]]:
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("select file_name, feed, revision, state_code from ops.deliveries order by month, received_at")
        return cursor.fetchall()


def test_a_file_is_archived_entered_and_cleared(empty_landing: Settings) -> None:
    path = deliver(empty_landing, DIBAO, *dibao(1))
    content = path.read_bytes()
    (delivery,) = collect(empty_landing, COUNTY)
    assert not path.exists()
    assert archived_path(empty_landing.archive, delivery.sha256).read_bytes() == content
    assert delivery.sha256 == hashlib.sha256(content).hexdigest()
    number = hashlib.sha256(f"{COUNTY}|2022-01|{delivery.sha256}".encode()).digest()
    assert delivery.delivery_id == int.from_bytes(number[:8], "big") >> 1
    assert (delivery.feed, delivery.department_code) == ("civil_affairs_dibao", "civil_affairs")
    assert (delivery.month, delivery.revision, delivery.state_code) == (JANUARY, 1, "archived")
    assert delivery.received_at == ARRIVED
    assert delivery.file_name == f"{DIBAO}.csv"


def test_the_same_bytes_are_one_delivery_and_others_revise_it(empty_landing: Settings) -> None:
    deliver(empty_landing, DIBAO, *dibao(1))
    first = collect(empty_landing, COUNTY)
    again = deliver(empty_landing, "民政局_低保_再次发送", *dibao(1), minute=1)
    deliver(empty_landing, "民政局_低保_更正", *dibao(2), minute=2)
    assert [delivery.revision for delivery in collect(empty_landing, COUNTY)] == [1, 2]
    assert collect(empty_landing, COUNTY)[:1] == first
    assert not again.exists()


def test_revisions_follow_the_time_of_arrival_not_the_name(empty_landing: Settings) -> None:
    deliver(empty_landing, "a_低保", *dibao(1), minute=5)
    deliver(empty_landing, "z_低保", *dibao(2), minute=1)
    assert [delivery.file_name for delivery in collect(empty_landing, COUNTY)] == ["z_低保.csv", "a_低保.csv"]


def test_unreadable_files_are_refused_kept_and_stop_nobody(empty_landing: Settings) -> None:
    broken = deliver(empty_landing, "a_低保")
    broken.write_bytes(b"PK\x03\x04 damaged")
    os.utime(broken, (ARRIVED.timestamp(),) * 2)
    deliver(empty_landing, "b_某表", ("甲", "乙"), ("1", "2"), minute=1)
    deliver(empty_landing, DIBAO, *dibao(1), minute=2)
    assert [delivery.file_name for delivery in collect(empty_landing, COUNTY)] == [f"{DIBAO}.csv"]
    assert ledger(empty_landing) == [
        ("a_低保.csv", None, None, "refused"),
        ("b_某表.csv", None, None, "refused"),
        (f"{DIBAO}.csv", "civil_affairs_dibao", 1, "archived"),
    ]
    assert sum(path.is_file() for path in empty_landing.archive.rglob("*")) == 3
    assert not list((empty_landing.inbox / COUNTY / "2022-01").iterdir())


def test_a_refused_file_that_comes_again_is_judged_again(empty_landing: Settings) -> None:
    deliver(empty_landing, "某表", *dibao(1))
    assert collect(empty_landing, COUNTY) == []
    deliver(empty_landing, DIBAO, *dibao(1))
    assert [delivery.file_name for delivery in collect(empty_landing, COUNTY)] == [f"{DIBAO}.csv"]
    assert len(ledger(empty_landing)) == 1


def test_files_of_later_months_wait_for_their_month(empty_landing: Settings) -> None:
    deliver(empty_landing, DIBAO, *dibao(1))
    later = deliver(empty_landing, DIBAO, *dibao(1), month="2022-02")
    assert [delivery.month for delivery in collect(empty_landing, COUNTY, JANUARY)] == [JANUARY]
    assert later.exists()
    assert [delivery.month for delivery in collect(empty_landing, COUNTY, FEBRUARY)] == [JANUARY, FEBRUARY]
    assert [delivery.month for delivery in collect(empty_landing, COUNTY, JANUARY)] == [JANUARY]


def test_an_interrupted_run_goes_on_where_it_was(empty_landing: Settings) -> None:
    deliver(empty_landing, DIBAO, *dibao(1))
    (before,) = collect(empty_landing, COUNTY)
    assert collect(empty_landing, COUNTY) == [before]
    assert landed_deliveries(empty_landing, COUNTY) == []
    landed = land(empty_landing, before.delivery_id)
    assert collect(empty_landing, COUNTY) == landed_deliveries(empty_landing, COUNTY) == [landed]
    with connect(empty_landing, "loader", "test") as connection, connection.cursor() as cursor:
        cursor.execute("update ops.deliveries set state_code = 'accepted'")
    assert collect(empty_landing, COUNTY) == landed_deliveries(empty_landing, COUNTY) == []


def test_a_file_left_by_a_kill_after_the_ledger_is_cleared_without_a_new_row(empty_landing: Settings) -> None:
    path = deliver(empty_landing, DIBAO, *dibao(1))
    content = path.read_bytes()
    before = collect(empty_landing, COUNTY)
    path.write_bytes(content)
    os.utime(path, (ARRIVED.timestamp(),) * 2)
    assert collect(empty_landing, COUNTY) == before
    assert not path.exists()


def test_a_file_outside_the_months_is_told_and_left(empty_landing: Settings, caplog: pytest.LogCaptureFixture) -> None:
    path = deliver(empty_landing, DIBAO, *dibao(1), month="2022年1月")
    with caplog.at_level(logging.WARNING):
        assert collect(empty_landing, COUNTY) == []
    assert path.exists()
    assert "1 项不在 YYYY-MM 目录里" in caplog.text


@pytest.fixture
def keys(empty_landing: Settings) -> Callable[[str, int], str]:
    """Row keys of a township's list, by township and household."""
    pseudonyms = Pseudonyms(empty_landing.secret("pseudonym_key"))
    return lambda township, household: RowKey(JANUARY, 2, township, household).encode(pseudonyms)


def feedback(*keys: str) -> list[tuple[str, ...]]:
    headers = tuple(column.header for column in feed("township_feedback").columns)
    return [("安陵镇入户核查名单",), headers, *((key, "", "", "", "") for key in keys)]


def test_a_returned_workbook_belongs_to_the_list_its_keys_name(
    empty_landing: Settings, keys: Callable[[str, int], str]
) -> None:
    deliver(empty_landing, "a", *feedback(keys("411024100", 1), keys("411024100", 2), "改动过"), month="2022-02")
    deliver(empty_landing, "b", *feedback(keys("411024101", 1)), month="2022-02", minute=1)
    deliver(empty_landing, "c", *feedback(keys("411024101", 1), keys("411024101", 2)), month="2022-02", minute=2)
    found: list[Delivery] = collect(empty_landing, COUNTY)
    assert [(delivery.scope, delivery.revision) for delivery in found] == [
        *(("411024100-202201-02", 1), ("411024101-202201-02", 1), ("411024101-202201-02", 2)),
    ]
    landed = land(empty_landing, found[0].delivery_id)
    assert (landed.rows_in, landed.rows_accepted, landed.rows_held, landed.rows_dropped) == (3, 2, 1, 2)


def test_workbooks_of_several_lists_or_none_are_refused(
    empty_landing: Settings, keys: Callable[[str, int], str]
) -> None:
    deliver(empty_landing, "a", *feedback(keys("411024100", 1), keys("411024101", 1)))
    deliver(empty_landing, "b", *feedback("没有", "行标识"), minute=1)
    assert collect(empty_landing, COUNTY) == []
    assert [state for _, _, _, state in ledger(empty_landing)] == ["refused", "refused"]
