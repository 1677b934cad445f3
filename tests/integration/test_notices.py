"""Reminders reach the channels of departments that owe a list: once, without a person, whatever one channel does."""

import json
import logging
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from pydantic import SecretStr

from shouwang.arrivals.board import read_board
from shouwang.feeds import feed
from shouwang.notices import NoticesFailed, remind
from shouwang.notices.reminders import owed_lists
from shouwang.policies import pack_for
from shouwang.settings import Settings
from shouwang.warehouse import connect

COUNTY, JANUARY = "411024", date(2022, 1, 1)
BEFORE, AFTER = date(2022, 2, 8), date(2022, 2, 11)
SECRET = "s3cret"  # noqa: S105 -- a made-up one, looked for in logs
DELIVERED = """
insert into ops.deliveries (delivery_id, county_code, month, feed, department_code, revision, sha256, file_name,
    received_at, state_code, rows_found, rows_in, rows_accepted, rows_held, rows_dropped)
values (%(id)s, %(county)s, %(month)s, %(feed)s, %(department)s, 1, %(id)s::text, '名单.xlsx', '2022-02-09 10:00+08',
    %(state)s, %(rows)s, %(rows)s, %(rows)s, 0, 0)
"""


class Channel(BaseHTTPRequestHandler):
    """Takes what is posted; refuses with 503 what goes to /broken."""

    received: ClassVar[list[tuple[str, dict[str, Any]]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_broken = self.path.startswith("/broken")
        if not is_broken:
            self.received.append((self.path, body))
        self.send_response(503 if is_broken else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """A real HTTP server; what it received stands in ``Channel.received``."""
    Channel.received = []
    server = HTTPServer(("127.0.0.1", 0), Channel)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def owing(shared_warehouse: Settings) -> Settings:
    """Everything that is due has come but the water list and two lists of civil affairs, one of them turned away."""
    with connect(shared_warehouse, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("truncate ops.deliveries, ops.notices")
        due = [f.feed for f in pack_for(COUNTY).feeds if feed(f.feed).is_due_in(JANUARY)]
        for number, name in enumerate(due, start=1):
            state = {"civil_affairs_tekun": "rejected", "housing_dangerous_houses": "questioned"}.get(name, "accepted")
            bound = {"id": number, "county": COUNTY, "month": JANUARY, "feed": name, "state": state}
            bound |= {"department": feed(name).department, "rows": 0 if name == "education_dropouts" else 3}
            if name not in {"water_unsafe_households", "civil_affairs_dibao"}:
                cursor.execute(DELIVERED, bound)
    return shared_warehouse


def with_channels(settings: Settings, port: int, **paths: str) -> Settings:
    urls = {code: (SecretStr(f"json://user:{SECRET}@127.0.0.1:{port}/{path}"),) for code, path in paths.items()}
    return settings.model_copy(update={"notice_urls": urls, "public_url": "http://look.here/board"})


def told() -> list[tuple[str, str]]:
    return [(path, str(body["message"])) for path, body in Channel.received]


@pytest.mark.requirement("YL-01")
def test_each_department_that_owes_is_told_once_before_and_once_after_the_deadline(owing: Settings, port: int) -> None:
    settings = with_channels(owing, port, default="all", water="water")
    remind(settings, COUNTY, JANUARY, BEFORE)
    assert [path for path, _ in told()] == ["/all", "/water"]
    (_, civil), (_, water) = told()
    assert civil.startswith("民政局：2022年1月名单还有2份没有收到或没有通过质量关，2022年02月10日截止")
    assert "水务局：2022年1月名单还有1份" in water
    assert "查看：http://look.here/board" in water
    assert Channel.received[0][1]["title"] == "鄢陵县2022年1月名单催报"
    remind(settings, COUNTY, JANUARY, BEFORE)
    assert len(told()) == 2
    remind(settings, COUNTY, JANUARY, AFTER)
    remind(settings, COUNTY, JANUARY, AFTER)
    assert [path for path, _ in told()] == ["/all", "/water", "/all", "/water"]
    assert "已截止" in told()[-1][1]


@pytest.mark.requirement("YL-01")
def test_a_channel_that_fails_holds_nobody_up_and_is_tried_again(
    owing: Settings, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    settings = with_channels(owing, port, civil_affairs="broken", water="water")
    with caplog.at_level(logging.DEBUG), pytest.raises(NoticesFailed, match="民政局") as failure:
        remind(settings, COUNTY, JANUARY, BEFORE)
    assert [path for path, _ in told()] == ["/water"]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("shouwang")]
    assert ours == ["民政局的第1个通知渠道没有送达"]
    assert SECRET not in caplog.text + str(failure.value) + repr(settings)
    remind(with_channels(owing, port, civil_affairs="mended", water="water"), COUNTY, JANUARY, BEFORE)
    assert [path for path, _ in told()] == ["/water", "/mended"]


def test_without_channels_the_reminders_are_files_alone(owing: Settings, port: int) -> None:
    written = remind(owing, COUNTY, JANUARY, BEFORE)
    assert [path.name for path in written] == ["civil_affairs.txt", "water.txt"]
    text = written[0].read_text(encoding="utf-8")
    assert "  1. 新增农村低保人员名单\n  2. 新增农村分散供养特困人员名单\n" in text
    assert "411024/2022-01" in text
    with connect(owing, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute("update ops.deliveries set state_code = 'accepted' where state_code = 'rejected'")
        cursor.execute("delete from ops.deliveries where feed = 'health_major_illnesses'")
    assert [path.name for path in remind(owing, COUNTY, JANUARY, AFTER)] == [
        "civil_affairs.txt",
        "health.txt",
        "water.txt",
    ]
    assert Channel.received == []
    assert port


@pytest.mark.requirement("YL-01")
def test_the_board_shows_a_month_that_is_not_published(owing: Settings) -> None:
    board = read_board(owing, COUNTY, date(2022, 2, 1), 12)
    assert board["months"] == ["2022-01", "2022-02"]
    january = {listed["feed"]: listed["arrivals"][0] for listed in board["lists"]}
    said = {name: january[name]["arrival_code"] for name in january}
    assert said["water_unsafe_households"] == said["civil_affairs_dibao"] == "missing"
    assert (said["civil_affairs_tekun"], said["housing_dangerous_houses"]) == ("rejected", "questioned")
    assert (said["education_dropouts"], said["health_major_illnesses"]) == ("nil", "on_time")
    assert {said[f.feed] for f in pack_for(COUNTY).feeds if not feed(f.feed).is_due_in(JANUARY)} == {"not_due"}
    civil = next(found for found in board["departments"] if found["department_code"] == "civil_affairs")
    counts = civil["months"][0]
    assert (counts["due_count"], counts["arrived_count"], counts["missing_count"], counts["rejected_count"]) == (
        4,
        2,
        1,
        1,
    )
    assert owed_lists(owing, COUNTY, JANUARY) == {
        "civil_affairs": ["新增农村低保人员名单", "新增农村分散供养特困人员名单"],
        "water": ["农户饮水未完全保障名单"],
    }
