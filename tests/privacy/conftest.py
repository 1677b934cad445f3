"""A month of a small county with planted people in it, lived through once, with everything that can go wrong."""

import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from shouwang.build import build, prepare, running
from shouwang.gates import judge_build, write_gate_report
from shouwang.landing import land
from shouwang.landing.errors import LoadingError
from shouwang.publication import issue_lists, publish
from shouwang.settings import Settings
from shouwang.stack.postgres import PostgresServer
from shouwang.stack.records import update_record
from shouwang.stages import land_month
from tests.conftest import MakeWarehouse
from tests.privacy.canaries import plant
from tests.privacy.stored_rows import query
from tests.world.test_world import COUNTY, HERE, MONTHS, received

OLD_KEY = "0a" * 32


@dataclass(frozen=True)
class Lived:
    """The county's warehouse, what was logged and raised meanwhile, and the server's own log."""

    settings: Settings
    logged: Path
    server_log: Path


@pytest.fixture(scope="package")
def lived(
    make_warehouse: MakeWarehouse, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    """The month, landed, stopped once by its gate, published; the pseudonym key is in the store."""
    settings = make_warehouse()
    update_record(settings.run_directory / "credentials.json", {"pseudonym_key": OLD_KEY})
    _fill_inbox(settings)
    log = tmp_path_factory.mktemp("log") / "python.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    logging.getLogger().addHandler(handler)
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("SHOUWANG_SECRET_PSEUDONYM_KEY")
        patched.setattr(running, "shutil", SimpleNamespace(rmtree=_keep))  # what dbt leaves is looked into
        with log.open("a", encoding="utf-8") as raised:
            land_month(settings, COUNTY, MONTHS[0])
            raised.writelines(f"{error!r} {error}\n" for error in _go_wrong(settings))
            raised.write(_publish(settings))
        yield Lived(settings, log, postgres_server.log)
    logging.getLogger().removeHandler(handler)


def _fill_inbox(settings: Settings) -> None:
    month = settings.inbox / COUNTY / f"{MONTHS[0]:%Y-%m}"
    shutil.copytree(HERE / "inbox" / COUNTY / month.name, month)
    plant(month)
    for path in month.iterdir():
        os.utime(path, (received(MONTHS[0]),) * 2)


def _keep(*_: object, **__: object) -> None:
    """Delete nothing."""


def _go_wrong(settings: Settings) -> Iterator[Exception]:
    """What a landing says that the table does not take, a value too many and a value twice."""
    ((delivery_id,),) = query(settings, "select delivery_id from ops.deliveries where feed = 'civil_affairs_dibao'")
    query(settings, "alter table vault.civil_affairs_dibao add constraint short check (person_name = '') not valid")
    yield _refusal(settings, delivery_id)
    query(settings, "alter table vault.civil_affairs_dibao drop constraint short")
    query(settings, "truncate vault.civil_affairs_dibao")
    query(settings, "create unique index once on vault.civil_affairs_dibao (id_number)")
    yield _refusal(settings, delivery_id)
    query(settings, "drop index vault.once")
    assert land(settings, delivery_id).state_code == "landed"
    query(settings, "update ops.deliveries set state_code = 'accepted' where delivery_id = %s", delivery_id)


def _refusal(settings: Settings, delivery_id: int) -> LoadingError:
    with pytest.raises(LoadingError) as raised:
        land(settings, delivery_id)
    return raised.value


def _publish(settings: Settings) -> str:
    """Build, be stopped by the gate for a row that is there twice, mend it, publish; what the gate said."""
    made = prepare(settings, COUNTY, MONTHS[0])
    build(settings, made.build_id)
    referrals = f"{made.schema_name}.rpt_township_referrals"
    query(settings, f"create table {referrals}_once as table {referrals}")
    query(settings, f"insert into {referrals} table {referrals}_once")
    stopped = judge_build(settings, made.build_id)
    assert not stopped.is_passed
    write_gate_report(settings, COUNTY, MONTHS[0])
    query(
        settings, f"truncate {referrals}; insert into {referrals} table {referrals}_once; drop table {referrals}_once"
    )
    assert judge_build(settings, made.build_id).is_passed
    publish(settings, made.build_id)
    issue_lists(settings, COUNTY, MONTHS[0])
    return stopped.message
