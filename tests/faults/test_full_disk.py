"""A disk that runs full: said by its path, nothing half written, and the same result once there is room."""

import logging
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shouwang.full_disk import DiskFull
from shouwang.landing import collect, land
from shouwang.settings import Settings
from shouwang.stack.account import server_account
from shouwang.stack.postgres import PostgresServer
from shouwang.stages import land_month
from shouwang.warehouse import connect
from tests.conftest import MakeWarehouse, run_as_admin
from tests.integration.ledger_files import deliver_rows, rows_of
from tests.unit.landing.files import COUNTY, DIBAO_HEADER, id_number

JANUARY = date(2022, 1, 1)
NAME = "民政局_低保"
ROOM = "64m"
TABLES = ("landing.civil_affairs_dibao", "vault.civil_affairs_dibao", "landing.held_cells", "vault.original_cells")
LEDGER = (
    "select delivery_id, feed, revision, state_code, rows_found, rows_in, rows_accepted, rows_held, message"
    " from ops.deliveries"
)
Grow = Callable[[], None]


@contextmanager
def small_disk(place: Path, size: str, owner: str = "") -> Iterator[Grow]:
    """A real file system of so many bytes at ``place``; what it yields gives it room."""
    place.mkdir(parents=True, exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", f"size={size},mode=700{owner}", "tmpfs", str(place))
    try:
        yield lambda: run("mount", "-o", f"remount,size={ROOM}", str(place))
    finally:
        run("umount", "--lazy", str(place))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 -- the system's own commands


def deliver(settings: Settings) -> Path:
    """A list of 20,000 rows, about 1.3 MB, some of them held."""
    rows = [
        ("张三", id_number(1 + n % 900, birth_of(n // 900)), "2022-01-05", "约三百" if n % 100 == 0 else "300", "")
        for n in range(20_000)
    ]
    return deliver_rows(settings, NAME, [DIBAO_HEADER, *rows])


def birth_of(number: int) -> str:
    return f"1960{1 + number // 28:02d}{1 + number % 28:02d}"


def everything(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Ledger, landing and vault, without the times at which things happened."""
    tables = {name: rows_of(settings, f"select * from {name} order by 1, 2, 3") for name in TABLES}  # noqa: S608 -- fixed names
    return {**tables, "ledger": rows_of(settings, LEDGER)}


@pytest.fixture(scope="module")
def undisturbed(make_warehouse: MakeWarehouse) -> dict[str, list[tuple[Any, ...]]]:
    """What the same file leads to on a disk with room."""
    settings = make_warehouse()
    deliver(settings)
    land_month(settings, COUNTY, JANUARY)
    return everything(settings)


@pytest.mark.parametrize("place", ["archive", "readings"])
def test_a_place_without_room_keeps_the_file_in_the_inbox(
    make_warehouse: MakeWarehouse, undisturbed: dict[str, list[tuple[Any, ...]]], place: str
) -> None:
    settings = make_warehouse()
    path, full_place = deliver(settings), Path(getattr(settings, place))
    content = path.read_bytes()
    with small_disk(full_place, "512k") as grow:
        with pytest.raises(DiskFull, match="磁盘已满") as full:
            collect(settings, COUNTY)
        assert str(full_place) in str(full.value)
        assert "重新运行" in str(full.value)
        assert path.read_bytes() == content
        assert rows_of(settings, LEDGER) == []
        assert not [left for left in full_place.rglob("*") if left.is_file()]
        grow()
        land_month(settings, COUNTY, JANUARY)
        assert not path.exists()
        assert everything(settings) == undisturbed


@pytest.fixture
def cramped(warehouse: Settings, postgres_server: PostgresServer) -> Iterator[tuple[Settings, Path, Grow]]:
    """A warehouse one of whose landing tables lies on a disk of its own, too small for the list."""
    account, place = server_account(), postgres_server.places.base / "small"
    with small_disk(place, "1m", f",uid={account.user},gid={account.group}") as grow:
        run_as_admin(warehouse, f"create tablespace small location '{place}'")
        try:
            with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
                cursor.execute("alter table landing.civil_affairs_dibao set tablespace small")
            yield warehouse, place, grow
        finally:
            with connect(warehouse, "admin", "test") as connection, connection.cursor() as cursor:
                cursor.execute("drop table landing.civil_affairs_dibao cascade")
            run_as_admin(warehouse, "drop tablespace small")


def test_a_warehouse_without_room_takes_nothing_half(
    cramped: tuple[Settings, Path, Grow],
    undisturbed: dict[str, list[tuple[Any, ...]]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings, place, grow = cramped
    deliver(settings)
    (archived,) = collect(settings, COUNTY)
    before = rows_of(settings, LEDGER)
    with caplog.at_level(logging.DEBUG), pytest.raises(DiskFull, match="磁盘已满") as full:
        land(settings, archived.delivery_id)
    assert str(place) in str(full.value)
    assert id_number(1)[:14] not in str(full.value) + caplog.text
    assert rows_of(settings, LEDGER) == before
    assert not any(rows_of(settings, f"select 1 from {name} limit 1") for name in TABLES)  # noqa: S608 -- fixed names
    grow()
    land_month(settings, COUNTY, JANUARY)
    assert everything(settings) == undisturbed
