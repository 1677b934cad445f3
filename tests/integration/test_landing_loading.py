"""Landing: every row once, every original cell to be had again, nothing half, no identity outside the vault."""

import multiprocessing
import os
import re
import signal
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg2
import pytest

from shouwang.feeds import Column, feed
from shouwang.landing import Delivery, LoadingError, collect, land
from shouwang.landing.archive import archived_path
from shouwang.landing.files import encodings, readings
from shouwang.landing.files.readings import write_reading
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.connection import parameters
from tests.conftest import MakeWarehouse
from tests.integration.test_landing_collection import deliver
from tests.unit.landing.files import COUNTY, DIBAO, DIBAO_HEADER, id_number

FEED = feed("civil_affairs_dibao")
PLACES = ("landing.civil_affairs_dibao", "vault.civil_affairs_dibao", "landing.held_cells", "vault.original_cells")
BROKEN_ID = id_number(4)[:17]
ROWS = [
    ("张三", id_number(1), "2022-01-05", "300", ""),
    ("李　四", f" {id_number(2)}", "2022年1月6日", "1,300.50元", "外出，务工"),
    ("", id_number(3), "2022-02-30", "约三百", "住“东头”\n第２家"),
    ("王五", BROKEN_ID, "20220107", "", 'a"b,c'),
    ("张三", id_number(1), "2022-01-08", "300.00", " "),
]


@pytest.fixture
def delivery(empty_landing: Settings) -> Delivery:
    """A list with a title, every kind of row and a total, archived."""
    deliver(empty_landing, DIBAO, ("新增农村低保人员名单",), DIBAO_HEADER, *ROWS, ("合计", "", "", "1900.5"))
    return collect(empty_landing, COUNTY)[0]


def query(settings: Settings, text: str) -> list[tuple[Any, ...]]:
    with connect(settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def contents(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    return {place: query(settings, f"select * from {place} order by 1, 2, 3") for place in PLACES}  # noqa: S608 -- our own table names


def test_every_row_lands_once_and_the_ledger_adds_up(empty_landing: Settings, delivery: Delivery) -> None:
    landed = land(empty_landing, delivery.delivery_id)
    assert (landed.rows_in, landed.rows_accepted, landed.rows_held, landed.rows_dropped) == (5, 2, 3, 3)
    assert (landed.state_code, landed.message) == ("landed", None)
    assert landed.landed_at
    pseudonyms = Pseudonyms(empty_landing.secret("pseudonym_key"))
    people = [pseudonyms.person_id(id_number(sequence)) for sequence in (1, 2, 3)]
    birth = date(1980, 1, 1)
    assert query(
        empty_landing,
        "select row_number, is_accepted, person_id, birth_month, approved_date, monthly_benefit_amount"
        " from landing.civil_affairs_dibao order by row_number",
    ) == [
        (3, True, people[0], birth, date(2022, 1, 5), Decimal("300.00")),
        (4, True, people[1], birth, date(2022, 1, 6), Decimal("1300.50")),
        (5, False, people[2], birth, None, None),
        (6, False, None, None, date(2022, 1, 7), None),
        (7, False, people[0], birth, date(2022, 1, 8), Decimal("300.00")),
    ]


def test_held_cells_say_why_without_saying_who(empty_landing: Settings, delivery: Delivery) -> None:
    land(empty_landing, delivery.delivery_id)
    assert query(
        empty_landing, "select row_number, column_name, reason_code, seen_shape from landing.held_cells order by 1, 2"
    ) == [
        (5, "approved_date", "date_unreadable", "“2022-02-30”"),
        (5, "monthly_benefit_amount", "amount_unreadable", "“约三百”"),
        (5, "person_name", "required_empty", "空"),
        (6, "id_number", "id_number_not_18", "17位数字"),
        (7, "id_number", "duplicate_key", "与第3行重复"),
    ]


def test_every_original_cell_can_be_had_again(empty_landing: Settings, delivery: Delivery) -> None:
    number = land(empty_landing, delivery.delivery_id).delivery_id
    kept = {(row, name): text for _, row, name, text in query(empty_landing, f"select * from {PLACES[3]}")}  # noqa: S608 -- our own table name
    for row, cells in zip((3, 4, 5, 6, 7), ROWS, strict=True):
        for header, cell in zip(DIBAO_HEADER, cells, strict=True):
            column = next(column for column in FEED.columns if header in column.headers)
            again = kept.get((row, column.name)) or normalised(empty_landing, number, row, column)
            assert again == without_idle_zeros(cell, column), (row, header)
    assert (3, "person_name") not in kept, "what reading did not change is not kept twice"


def without_idle_zeros(cell: str, column: Column) -> str:
    """The cell, of an amount in plain spelling without the 0 at the end of its fraction, which says nothing."""
    is_plain = column.type == "amount" and re.fullmatch(r"-?\d+\.\d\d?", cell)
    return cell.rstrip("0").rstrip(".") if is_plain else cell


def normalised(settings: Settings, number: int, row: int, column: Column) -> str:
    """The value that stands in the empty_landing, in its canonical spelling."""
    place = "vault" if column.sensitivity == "identity" else "landing"
    ((value,),) = query(
        settings,
        f"select {column.name} from {place}.{FEED.feed} where delivery_id = {number} and row_number = {row}",  # noqa: S608 -- names of the declaration
    )
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def test_landing_again_gives_the_same_and_nothing_twice(empty_landing: Settings, delivery: Delivery) -> None:
    land(empty_landing, delivery.delivery_id)
    before = contents(empty_landing)
    land(empty_landing, delivery.delivery_id)
    assert contents(empty_landing) == before
    assert all(before.values())


def test_how_the_file_is_cut_does_not_show(
    empty_landing: Settings, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(empty_landing, delivery.delivery_id)
    before = contents(empty_landing)
    monkeypatch.setattr(encodings, "PIECE", 1)
    monkeypatch.setattr(readings, "PART_ROWS", 1)
    cut = empty_landing.readings / str(delivery.delivery_id)
    cut.mkdir(parents=True)
    write_reading(archived_path(empty_landing.archive, delivery.sha256), cut)
    assert len(list(cut.glob("*.arrow"))) > len(ROWS)
    land(empty_landing, delivery.delivery_id)
    assert contents(empty_landing) == before


def test_no_identity_stands_outside_the_vault(empty_landing: Settings, delivery: Delivery) -> None:
    land(empty_landing, delivery.delivery_id)
    found = contents(empty_landing)
    outside = str(found[PLACES[0]] + found[PLACES[2]])
    secrets = [cell.strip() for row in ROWS for cell in (row[0], row[1], row[4]) if cell.strip()]
    assert not [secret for secret in secrets if secret in outside]
    assert [row[2:4] for row in query(empty_landing, f"select * from {PLACES[1]} order by row_number")] == [  # noqa: S608 -- our own table name
        ("张三", id_number(1)),
        ("李四", id_number(2)),
        (None, id_number(3)),
        ("王五", BROKEN_ID),
        ("张三", id_number(1)),
    ]


def test_a_table_that_refuses_is_told_by_its_code_alone(make_warehouse: MakeWarehouse) -> None:
    spoilt = make_warehouse()
    deliver(spoilt, DIBAO, DIBAO_HEADER, *ROWS)
    (delivery,) = collect(spoilt, COUNTY)
    with connect(spoilt, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("drop view vault.known_identities")  # reads every column of identity numbers
        cursor.execute("alter table vault.civil_affairs_dibao alter id_number type bigint using null")
    with pytest.raises(LoadingError, match=r"vault.civil_affairs_dibao.*22P02") as refused:
        land(spoilt, delivery.delivery_id)
    assert id_number(1)[:6] not in "".join(map(str, (refused.value, refused.value.__cause__)))
    assert refused.value.__suppress_context__
    assert not any(contents(spoilt).values())


def test_a_file_that_cannot_be_read_to_its_end_is_refused_and_no_reading_stays(empty_landing: Settings) -> None:
    path = deliver(empty_landing, DIBAO, DIBAO_HEADER, *ROWS[:1])
    path.write_bytes(path.read_bytes() + b"\x81\x20,1,2,3,4\r\n")
    os.utime(path, (1_644_000_000,) * 2)
    assert collect(empty_landing, COUNTY) == []
    assert query(empty_landing, "select state_code, message ~ '^第3行有读不出的字符' from ops.deliveries") == [
        ("refused", True)
    ]
    assert list(empty_landing.readings.iterdir()) == []


def test_a_file_that_is_damaged_in_the_archive_is_refused_when_it_is_read_again(empty_landing: Settings) -> None:
    deliver(empty_landing, DIBAO, DIBAO_HEADER, *ROWS[:1])
    (archived,) = collect(empty_landing, COUNTY)
    land(empty_landing, archived.delivery_id)
    assert list(empty_landing.readings.iterdir()) == []
    with archived_path(empty_landing.archive, archived.sha256).open("ab") as file:
        file.write(b"\x81\x20,1,2,3,4\r\n")
    refused = land(empty_landing, archived.delivery_id)
    assert (refused.state_code, refused.feed, refused.rows_in) == ("refused", "civil_affairs_dibao", None)
    assert "编码" in (refused.message or "")
    assert not any(contents(empty_landing).values())
    assert land(empty_landing, archived.delivery_id) == refused


def test_an_unknown_delivery_is_an_error(empty_landing: Settings) -> None:
    with pytest.raises(LookupError):
        land(empty_landing, 1)


def test_a_killed_landing_leaves_nothing_and_is_repeated(empty_landing: Settings, delivery: Delivery) -> None:
    """The landing waits for a lock on the last table it writes, the others being written; there it is killed."""
    blocker = psycopg2.connect(**parameters(empty_landing, "admin"))
    try:
        with blocker.cursor() as cursor:
            cursor.execute("lock table vault.original_cells in access exclusive mode")
        process = multiprocessing.get_context("spawn").Process(target=land, args=(empty_landing, delivery.delivery_id))
        process.start()
        _wait(lambda: _is_waiting(empty_landing), process)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
    finally:
        blocker.close()
    _wait(
        lambda: not query(empty_landing, "select 1 from pg_stat_activity where application_name = 'shouwang land'"),
        None,
    )
    assert not any(contents(empty_landing).values())
    assert query(empty_landing, "select state_code, landed_at from ops.deliveries") == [("archived", None)]
    assert land(empty_landing, delivery.delivery_id).rows_in == 5


def _is_waiting(settings: Settings) -> bool:
    waiting = "application_name = 'shouwang land' and wait_event_type = 'Lock'"
    return bool(query(settings, f"select 1 from pg_stat_activity where {waiting}"))  # noqa: S608 -- fixed words


def _wait(condition: Callable[[], bool], process: Any) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        assert process is None or process.is_alive()
