"""Linfen moves people in and out every month, and the file for the higher platform adds up."""

from datetime import date
from typing import NamedTuple

import pytest

from shouwang.settings import Settings
from tests.department_files import Listed, Person
from tests.policies.exchange.county import County

CODE, AUGUST, SEPTEMBER = "141002", date(2023, 8, 1), date(2023, 9, 1)
FILE = "上报/低收入人口动态监测信息平台上传.xlsx"
SINCE = {"approved_date": date(2021, 1, 1)}
NEW = {"approved_date": date(2023, 9, 4)}
MONITORED = {"household_kind_code": "一般农户", "monitored_kind_code": "边缘易致贫户", "identified_month": "202305"}
ELIMINATED = {"risk_eliminated_code": "是", "elimination_way_code": "帮扶消除", "eliminated_month": "202309"}
DIBAO, EDGE = "低保对象", "低保边缘等易返贫致贫人口"
HELD = """
select person_id, category_label from marts.fct_low_income_people where county_code = %s and month = %s
"""


class Linfen(NamedTuple):
    """The county, and who is who in it."""

    county: County
    kept: Person
    raised: Person
    died: Person
    left: Person
    dropped: Person
    entered: Person
    stranger: Person
    silent: Person
    eliminated: tuple[Person, Person]
    one_of_family: Person


@pytest.fixture(scope="module")
def linfen(shared: Settings) -> Linfen:
    """August and September, lived through; the tekun roll of August is the newest there is."""
    county = County.of(shared, CODE, 10)
    kept, raised, died, left_relief, dropped, entered, stranger, silent, _, family = (head for head, _ in county.pairs)
    eliminated = county.pairs[8]
    who = Linfen(county, kept, raised, died, left_relief, dropped, entered, stranger, silent, eliminated, family)
    dibao = [who.kept, who.died, who.left, who.one_of_family]
    send(who, AUGUST, {"civil_affairs_dibao_roll": dibao, "civil_affairs_dibao_edge": [who.raised, who.dropped]})
    county.send(AUGUST, "civil_affairs_tekun_roll", [(who.silent, SINCE)])
    county.live(AUGUST)
    dibao = [who.kept, who.raised, who.stranger, who.one_of_family]
    send(who, SEPTEMBER, {"civil_affairs_dibao_roll": dibao, "civil_affairs_dibao_edge": [who.entered]})
    county.send(SEPTEMBER, "police_deaths", [(who.died, {"death_date": date(2023, 9, 5)})])
    left: list[Listed] = [(who.left, {"left_date": date(2023, 9, 10), "after_leaving_code": "非低收入"})]
    county.send(SEPTEMBER, "civil_affairs_left_relief", left)
    county.live(SEPTEMBER)
    return who


def send(who: Linfen, month: date, rolls: dict[str, list[Person]]) -> None:
    """The lists every month brings; the register lacks the stranger's household, September ends a risk."""
    stranger = who.stranger.household_number
    who.county.send_register(month, [p for p in who.county.people if p.household_number != stranger])
    for name, people in rolls.items():
        who.county.send(month, name, [(person, SINCE if month == AUGUST else NEW) for person in people])
    monitored = MONITORED if month == AUGUST else {**MONITORED, **ELIMINATED}
    who.county.send(month, "monitored_households", [(who.eliminated[0], monitored)])
    who.county.send(month, "monitored_members", [(person, {}) for person in who.eliminated])


@pytest.mark.requirement("LF-04")
def test_at_first_everybody_enters(linfen: Linfen) -> None:
    rows = linfen.county.rows(AUGUST, FILE)
    first = [linfen.kept, linfen.died, linfen.left, linfen.one_of_family, linfen.raised, linfen.dropped, linfen.silent]
    expected = {person.id_number for person in (*first, *linfen.eliminated)}
    assert {row["身份证号"] for row in rows} == expected
    assert {row["变动类型"] for row in rows} == {"新增"}
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.requirement("LF-04")
def test_the_file_tells_who_entered_left_and_changed_with_reason_and_day(linfen: Linfen) -> None:
    rows = {row["姓名"]: tuple(row.values()) for row in linfen.county.rows(SEPTEMBER, FILE)}
    told = {name: (row[1], row[3], *row[6:]) for name, row in rows.items()}
    dibao_list, edge_list = "民政局《在册低保对象名册》2023年9月列名", "民政局《低保边缘家庭人员名单》2023年9月列名"

    def expected(person: Person, *said: str | None) -> tuple[str, tuple[str | None, ...]]:
        return person.name, (said[0], person.id_number, *said[1:])

    assert told == dict(
        [
            expected(linfen.entered, "新增", EDGE, None, "2023-09-04", edge_list),
            expected(linfen.stranger, "新增", DIBAO, None, "2023-09-04", dibao_list),
            expected(linfen.raised, "变更", DIBAO, EDGE, "2023-09-04", dibao_list),
            expected(linfen.died, "退出", None, DIBAO, "2023-09-05", "死亡"),
            expected(linfen.left, "退出", None, DIBAO, "2023-09-10", "退出低保或特困供养"),
            expected(linfen.dropped, "退出", None, EDGE, None, "最近名单不再列名"),
            *(expected(person, "退出", None, EDGE, "2023-09-01", "风险消除") for person in linfen.eliminated),
        ]
    )


@pytest.mark.requirement("LF-04")
def test_silence_of_a_department_moves_nobody(linfen: Linfen) -> None:
    held: dict[int, str] = dict(linfen.county.ask(HELD, CODE, SEPTEMBER))
    names = {linfen.county.names()[person]: label for person, label in held.items()}
    assert names[linfen.silent.name] == "特困人员"
    assert linfen.silent.name not in {row["姓名"] for row in linfen.county.rows(SEPTEMBER, FILE)}


@pytest.mark.requirement("LF-04")
def test_last_month_and_the_changes_make_this_month(linfen: Linfen) -> None:
    rows = linfen.county.rows(SEPTEMBER, "*县级汇总*", "上报核对")
    assert {row["低收入类别"]: tuple(row.values())[1:] for row in rows} == {
        DIBAO: (4, 1, 2, 1, 0, 4, "相符"),
        "特困人员": (1, 0, 0, 0, 0, 1, "相符"),
        EDGE: (4, 1, 3, 0, 1, 1, "相符"),
        "支出型困难人口": (0, 0, 0, 0, 0, 0, "相符"),
        "当地确定的其他低收入人口": (0, 0, 0, 0, 0, 0, "相符"),
        "合计": (9, 2, 5, 1, 1, 6, "相符"),
    }
    assert "上期为2023年8月" in linfen.county.note(SEPTEMBER, "*县级汇总*", "上报核对")
    counted = linfen.county.ask(HELD, CODE, SEPTEMBER)
    assert len(counted) == 6
