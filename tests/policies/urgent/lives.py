"""A September in Lu'an and one in Linfen: who is struck, who reports it, who answers, what lists tell again."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from shouwang.build import prepare
from shouwang.landing import withdraw
from shouwang.settings import Settings
from shouwang.urgent.lane import Referred
from tests.policies.urgent.county import County, Row, rows_of

LUAN, LINFEN = "341502", "141002"
AUGUST, SEPTEMBER = date(2023, 8, 1), date(2023, 9, 1)
POLICE = {"urgent_reporter_code": "公安局", "event_date": date(2023, 9, 5), "reported_date": date(2023, 9, 6)}
AGAIN, NEW_RISK, ELSEWHERE, LATER, WITHDRAWN, MISTAKEN, MEANT, NEWCOMER, OTHER = range(9)


@dataclass
class Life:
    """What was seen on the way; ``books`` are the urgent workbooks by number and name, as they left."""

    county: County
    runs: dict[str, Referred] = field(default_factory=dict)
    books: dict[int, dict[str, list[Row]]] = field(default_factory=dict)

    def run(self, step: str) -> None:
        """One run of the lane, and the workbooks that stand after it."""
        self.runs[step] = self.county.refer()
        self.look()

    def look(self) -> None:
        place = self.county.settings.outbox / self.county.code / f"{SEPTEMBER:%Y-%m}"
        for directory in sorted(place.glob("urgent-*")):
            number = int(directory.name.removeprefix("urgent-"))
            self.books[number] = {
                name: rows_of(path) for name, path in self.county.urgent_books(SEPTEMBER, number).items()
            }

    def lines(self, number: int) -> dict[str, Row]:
        """Head to the line of the townships' workbooks of an issue."""
        found = self.books.get(number, {})
        return {row["户主姓名"]: row for name, rows in found.items() if "急难交办单" in name for row in rows}

    def head(self, pair: int) -> str:
        return self.county.pairs[pair][0].name

    def delivery_of(self, number: str) -> int:
        ((delivery,),) = self.county.ask(
            "select delivery_id from ops.deliveries where file_name like %s", f"%{number}%"
        )
        return int(delivery)


def live_in_luan(settings: Settings) -> Life:
    """Reports, a second department, a withdrawal, a correction, an answer; then the month with its lists."""
    life = Life(County.of(settings, LUAN, 9))
    county, pairs = life.county, life.county.pairs
    known = [person for number, pair in enumerate(pairs) if number != NEWCOMER for person in pair]
    county.send_register(AUGUST, known)
    county.land(AUGUST)
    reports: dict[str, tuple[int, dict[str, Any]]] = {
        "公1号": (AGAIN, {}),
        "公3号": (LATER, {}),
        "公4号": (WITHDRAWN, {}),
        "公5号": (MISTAKEN, {"urgent_kind_code": "突发重大疾病"}),
        "公6号": (NEWCOMER, {}),
        "公7号": (OTHER, {"urgent_kind_code": "其他"}),
    }
    for number, (pair, said) in reports.items():
        county.report(SEPTEMBER, number, pairs[pair][0], {**POLICE, **said})
    county.report(SEPTEMBER, "公2号", pairs[NEW_RISK][1], POLICE)
    waiting = county.send(SEPTEMBER, "patrol_reports", [])  # the month's lists stay where they are
    life.run("first")
    assert list((settings.inbox / LUAN / f"{SEPTEMBER:%Y-%m}").iterdir()) == [waiting]
    _report_again(life)
    withdraw(settings, life.delivery_of("公4号"), "误报", "test")
    life.run("withdrawn")
    county.report(SEPTEMBER, "公5号", pairs[MEANT][0], {**POLICE, "urgent_kind_code": "突发重大疾病"}, hour=4)
    life.run("corrected")
    (book,) = [
        path
        for name, path in county.urgent_books(SEPTEMBER, 1).items()
        if "急难交办单" in name and life.head(AGAIN) in {row.get("户主姓名") for row in rows_of(path)}
    ]
    answered = {life.head(AGAIN): ("情况属实，拟纳入监测", date(2023, 9, 7), "甲某", "已送临时救助")}
    county.answer(book, SEPTEMBER, answered)
    life.run("answered")
    accident = {"accident_kind_code": "交通事故", "accident_date": date(2023, 9, 5)}
    listed = [(pairs[pair][0], accident) for pair in (AGAIN, ELSEWHERE, WITHDRAWN, NEWCOMER)]
    listed += [(pairs[NEW_RISK][1], accident), (pairs[LATER][0], {**accident, "accident_date": date(2023, 10, 6)})]
    county.send_register(SEPTEMBER, [person for pair in pairs for person in pair])
    county.send(SEPTEMBER, "police_accidents", listed)
    county.send(SEPTEMBER, "housing_dangerous_houses", [(pairs[NEW_RISK][0], {})])
    county.live(SEPTEMBER)
    life.look()
    return life


def _report_again(life: Life) -> None:
    """Another department reports the same, and the police send their file once more."""
    county, person = life.county, life.county.pairs[AGAIN][0]
    emergency = {**POLICE, "urgent_reporter_code": "应急管理局", "event_date": date(2023, 9, 4)}
    county.report(SEPTEMBER, "应1号", person, emergency, hour=2)
    county.report(SEPTEMBER, "公1号", person, POLICE, hour=3)
    life.run("again")


def live_in_linfen(settings: Settings) -> Life:
    """Two are struck, one is relieved; a third is relieved whom nobody reported."""
    life = Life(County.of(settings, LINFEN, 3))
    county, pairs = life.county, life.county.pairs
    county.send_register(SEPTEMBER, [person for pair in pairs for person in pair])
    county.land(SEPTEMBER)
    said = {**POLICE, "urgent_reporter_code": "乡镇"}
    county.report(SEPTEMBER, "乡1号", pairs[0][0], said)
    county.report(SEPTEMBER, "乡2号", pairs[1][0], {**said, "urgent_kind_code": "自然灾害"})
    life.run("first")
    relieved = {"relief_date": date(2023, 9, 8)}
    county.send(SEPTEMBER, "civil_affairs_temporary_relief", [(pairs[0][0], relieved), (pairs[2][0], relieved)])
    county.live(SEPTEMBER)
    withdraw(settings, life.delivery_of("乡2号"), "误报", "test")
    life.run("withdrawn")
    life.run("killed_before_it_told")
    prepare(settings, LINFEN, SEPTEMBER)
    life.run("built_again")
    return life


def bytes_below(directory: Path) -> dict[str, bytes]:
    """Every file below a directory."""
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}
