"""The review desk on Airflow's real server: who gets in, what is shown and logged, that an answer is carried out."""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest

from shouwang.divisions import divisions
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.stack.components import component_log
from shouwang.stack.endpoints import find_endpoints
from shouwang.vault.reveal_log import check_reveals
from shouwang.warehouse import connect
from tests.end_to_end.conftest import YUAN, CommandLine
from tests.end_to_end.test_late_and_wrong_deliveries import stranger_number, wait_until

MONTH = "2023-06"
RECEIVED = datetime(2023, 7, 8, 1, tzinfo=UTC).timestamp()
DESK = f"/identity-desk/{YUAN}/"
FOLLOWING = f"follow_identities_{YUAN}"
REASON = "核对了户口簿"
REGISTER_HEADER = ("户编号", "姓名", "身份证号", "与户主关系", "性别", "村级区划代码", "行政村")
LIST_HEADER = ("姓名", "身份证号", "结算单号", "结算日期", "救助后自费金额", "行政村")
FIRST, SECOND, NOBODY = 62, 63, 64  # rows of the list whose numbers are damaged, and the people they are of:
ONE, OTHER = 11, 12
COUNT = 60
NAMES = {number: f"王{chr(0x5B50 + number)}" for number in range(COUNT + 3)}
UNKNOWN = "钱某某"


def deliver(command: CommandLine, name: str, rows: Sequence[Sequence[str]]) -> None:
    path = command.settings.inbox / YUAN / MONTH / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle).writerows(rows)
    os.utime(path, (RECEIVED,) * 2)


@pytest.fixture(scope="module")
def published(command_line: CommandLine) -> CommandLine:
    """A county whose month is published, with three damaged identity numbers: two of known people, one of nobody."""
    village = min((d for d in divisions().values() if d.level == "village" and d.code.startswith(YUAN)), key=str)
    known = [
        (f"D{n}", NAMES[n], stranger_number(n), "户主", "男" if int(stranger_number(n)[16]) % 2 else "女")
        for n in range(COUNT)
    ]
    deliver(
        command_line, "农户家庭成员花名册", [REGISTER_HEADER, *((*row, village.code, village.name) for row in known)]
    )
    settled = ("2023-06-05", "12000", village.name)
    sent = [(NAMES[n], stranger_number(n), f"S{n}", *settled) for n in range(COUNT)]
    damaged = [
        (NAMES[ONE], f"{stranger_number(ONE)[:15]}000", "S60", *settled),
        (NAMES[OTHER], f"{stranger_number(OTHER)[:15]}000", "S61", *settled),
        (UNKNOWN, f"{stranger_number(2)[:15]}000", "S62", *settled),
    ]
    deliver(command_line, "医疗保障局_医疗救助后自费超过1万元人员名单", [LIST_HEADER, *sent, *damaged])
    (outcome,) = command_line.document("run", "--county", YUAN, "--month", MONTH)
    assert outcome["state"] == "published"
    return command_line


def browser(command: CommandLine, role: str) -> httpx.Client:
    """A browser in which a person with this role of Airflow is signed in, as Airflow's own sign-in leaves it."""
    now = datetime.now(UTC)
    claims = {"sub": role, "role": role, "teams": None, "aud": "apache-airflow", "iat": now, "nbf": now}
    secret = command.settings.secret("airflow_jwt_secret")
    token = jwt.encode({**claims, "exp": now + timedelta(hours=1)}, secret, algorithm="HS512")
    return visitor(command, {"_token": token})


def visitor(command: CommandLine, cookies: dict[str, str] | None = None) -> httpx.Client:
    url = find_endpoints(command.settings).airflow_url
    return httpx.Client(base_url=url, cookies=cookies, headers={"Accept": "text/html"}, trust_env=False, timeout=300)


@pytest.fixture(scope="module")
def clerk(published: CommandLine) -> Iterator[httpx.Client]:
    """Airflow's administrator, signed in with the password."""
    endpoints = find_endpoints(published.settings)
    with visitor(published) as client:
        body = {"username": endpoints.airflow_user, "password": endpoints.airflow_password}
        client.cookies.set("_token", client.post("/auth/token", json=body).json()["access_token"])
        yield client


def look_up(command: CommandLine, statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connect(command.settings, "admin", "test") as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def address(command: CommandLine, row: int) -> str:
    ((delivery,),) = look_up(
        command,
        "select delivery_id from ops.deliveries where county_code = %s and feed = 'medical_insurance_settlements'",
        YUAN,
    )
    return f"{DESK}cells/{delivery}/{row}/id_number"


def token_of(page: httpx.Response, form: str = "look") -> str:
    found = re.search(rf'<form[^>]*class="{form}.*?name="token" value="([^"]+)"', page.text, re.DOTALL)
    assert found, page.text
    return found[1]


def look(client: httpx.Client, place: str, reason: str = "身份核对 医疗救助") -> httpx.Response:
    return client.post(place, data={"token": token_of(client.get(place)), "reason": reason})


def answer(client: httpx.Client, place: str, code: str, reason: str = REASON, **more: str) -> httpx.Response:
    page = look(client, place)
    people = re.findall(r'name="person_id" value="(\d+)"', page.text)
    about = {"person_id": people[0]} if code in {"same", "not_same"} else {}
    form = {"token": token_of(page, "answer"), "answer": code, "reason": reason, **about, **more}
    return client.post(f"{place}/answer", data=form)


def identities(page: httpx.Response) -> list[str]:
    """Names and numbers that a page shows."""
    known = [*NAMES.values(), UNKNOWN, *(stranger_number(n)[:15] for n in range(COUNT))]
    return [text for text in known if text in page.text]


def decisions(command: CommandLine) -> list[tuple[Any, ...]]:
    return look_up(
        command,
        "select decision_code, reason, decided_by from vault.identity_decisions where county_code = %s order by 1, 2",
        YUAN,
    )


def is_followed(command: CommandLine) -> bool:
    ((pending,),) = look_up(
        command,
        "select count(*) from vault.identity_decisions where county_code = %s"
        " and decision_id not in (select decision_id from ops.followed_identity_decisions)",
        YUAN,
    )
    return pending == 0 and command.airflow.runs(FOLLOWING)[-1].state == "success"


def known_by_version(command: CommandLine, person_id: int) -> list[int]:
    """How many signals of a person were known at the moment of each publication, asked today."""
    counted = look_up(
        command,
        "select p.version, count(s.person_id) from ops.publications p left join marts.fct_signals_v1 s"
        " on s.county_code = p.county_code and s.month = p.month and s.person_id = %s"
        " and s.known_from <= p.published_at and p.published_at < s.known_to"
        " where p.county_code = %s group by 1 order by 1",
        person_id,
        YUAN,
    )
    return [count for _, count in counted]


def version(command: CommandLine) -> int:
    ((newest,),) = look_up(command, "select max(version) from ops.publications where county_code = %s", YUAN)
    return int(newest)


@pytest.mark.usefixtures("clerk")
def test_nobody_gets_in_without_signing_in(published: CommandLine) -> None:
    place = address(published, FIRST)
    with visitor(published) as stranger:
        for page in ("/identity-desk/", DESK, place):
            led = stranger.get(page)
            assert led.status_code == 303
            assert led.headers["location"].startswith("/auth/login?next=")
            assert stranger.get(page, headers={"Accept": "application/json"}).status_code == 401
        for form in (place, f"{place}/answer"):
            refused = stranger.post(form, data={"token": "x", "reason": REASON, "answer": "undecided"})
            assert refused.status_code == 401
        assert stranger.get(DESK, headers={"Authorization": "Bearer made-up"}).status_code in {401, 403}


def test_who_may_only_read_runs_sees_the_list_and_no_record(published: CommandLine, clerk: httpx.Client) -> None:
    place = address(published, FIRST)
    token = token_of(clerk.get(place))
    with browser(published, "viewer") as viewer:
        assert "待核对" in viewer.get(DESK).text
        assert look(viewer, place).status_code == 403
        assert viewer.post(place, data={"token": token, "reason": REASON}).status_code == 403
    with browser(published, "user") as user:
        assert look(user, place).status_code == 200
    assert clerk.get("/identity-desk/999999/").status_code == 404


def test_the_list_counts_and_narrows_and_names_nobody(published: CommandLine, clerk: httpx.Client) -> None:
    ((township,),) = look_up(
        published,
        "select distinct division_name from reference.divisions r inner join marts.dim_households_v1 h"
        " on r.division_code = h.township_code where h.county_code = %s",
        YUAN,
    )
    assert clerk.get("/identity-desk/").status_code in {200, 303}
    page = clerk.get(DESK)
    assert "待核对 <b>3</b>" in page.text
    assert identities(page) == []
    assert page.headers["cache-control"] == "no-store"
    assert "共 2 处" in clerk.get(DESK, params={"township": township}).text
    assert "共 3 处" in clerk.get(DESK, params={"age": 90}).text
    assert "没有这样的问题" in clerk.get(DESK, params={"age": 99999}).text


def test_both_records_are_shown_once_the_log_has_it(published: CommandLine, clerk: httpx.Client) -> None:
    place = address(published, FIRST)
    cell = ":".join(place.split("/")[-3:])
    logged = (
        "select count(*) from vault.reveals where cell = %s and on_behalf_of = 'admin' and asked_by = 'identity_desk'"
    )
    before = look_up(published, logged, cell)[0][0]
    assert identities(clerk.get(place)) == []
    assert "不足 6 个字" in look(clerk, place, "看看").text
    assert clerk.post(place, data={"token": "made-up", "reason": REASON * 2}).status_code == 403
    assert look_up(published, logged, cell)[0][0] == before

    shown = look(clerk, place)

    assert NAMES[ONE] in shown.text
    first, last = stranger_number(ONE)[:15], stranger_number(ONE)[15:]
    assert f"{first}<mark>000</mark>" in shown.text
    assert re.sub("</?mark>", "", shown.text).count(first + last) == 1
    assert "姓名相同" in shown.text
    assert look_up(published, logged, cell)[0][0] == before + 1
    assert check_reveals(published.settings).problem == ""


def test_beyond_the_day_s_limit_nothing_is_shown(published: CommandLine, clerk: httpx.Client) -> None:
    place = address(published, SECOND)
    ((limit,),) = look_up(published, "select per_officer_and_day from vault.reveal_limits")
    look_up(published, "update vault.reveal_limits set per_officer_and_day = 0")
    try:
        refused = look(clerk, place)
    finally:
        look_up(published, "update vault.reveal_limits set per_officer_and_day = %s", limit)
    assert refused.status_code == 403
    assert "达到每人每天" in refused.text
    assert identities(refused) == []


def test_an_answer_needs_the_page_it_was_given_on(published: CommandLine, clerk: httpx.Client) -> None:
    before = decisions(published)
    first, second = address(published, FIRST), address(published, SECOND)
    page = look(clerk, first)
    token = token_of(page, "answer")
    form = {"token": token, "answer": "undecided", "reason": REASON}
    assert clerk.post(f"{second}/answer", data=form).status_code == 409, "made for another question"
    assert clerk.post(f"{first}/answer", data={**form, "token": token_of(page, "answer")[:-2]}).status_code == 409
    assert clerk.post(f"{first}/answer", data={**form, "answer": "same", "person_id": "1"}).status_code == 409
    assert clerk.post(f"{first}/answer", data={**form, "reason": "  "}).status_code == 409
    unread = clerk.post(f"{first}/answer", data={**form, "answer": "perhaps", "reason": UNKNOWN})
    assert (unread.status_code, identities(unread)) == (422, [])
    with browser(published, "op") as other:
        assert other.post(f"{first}/answer", data=form).status_code == 409, "made for another person"
    assert decisions(published) == before


@pytest.mark.requirement("WH-07", "WH-09", "YL-05")
def test_an_answer_is_kept_carried_out_and_taken_back(published: CommandLine, clerk: httpx.Client) -> None:
    place = address(published, FIRST)
    delivery = int(place.split("/")[-3])
    read = "select person_id from landing.medical_insurance_settlements where (delivery_id, row_number) = (%s, %s)"
    assert look_up(published, read, delivery, FIRST) == [(None,)]
    before = version(published)

    assert answer(clerk, place, "same").headers["location"] == DESK

    assert decisions(published) == [("same", REASON, "admin")]
    wait_until(lambda: is_followed(published))
    person = Pseudonyms(published.settings.secret("pseudonym_key")).person_id(stranger_number(ONE))
    assert look_up(published, read, delivery, FIRST) == [(person,)]
    wait_until(lambda: version(published) == before + 1)
    assert known_by_version(published, person) == [1, 2], "the sound record of the same person, and this one"
    assert "已认定 <b>1</b>" in clerk.get(DESK).text
    assert "已认定：是同一人" in look(clerk, place).text

    assert answer(clerk, place, "undo", "看错了").status_code == 303
    wait_until(lambda: is_followed(published))
    assert look_up(published, read, delivery, FIRST) == [(None,)]
    assert "待核对 <b>3</b>" in clerk.get(DESK).text
    wait_until(lambda: version(published) == before + 2)
    assert known_by_version(published, person) == [1, 2, 1], "what was known on any past day can be asked again"


def test_what_cannot_be_told_is_put_aside(published: CommandLine, clerk: httpx.Client) -> None:
    place = address(published, NOBODY)
    assert answer(clerk, place, "undecided", "等派出所答复").status_code == 303
    assert ("undecided", "等派出所答复", "admin") in decisions(published)
    aside = clerk.get(DESK, params={"state": "undecided"})
    assert "共 1 处" in aside.text
    assert identities(aside) == []


@pytest.mark.usefixtures("clerk")
def test_the_server_s_log_names_nobody(published: CommandLine) -> None:
    text = component_log(published.settings, "api-server").read_text(encoding="utf-8")
    assert "/identity-desk/" in text
    assert not [said for said in (*NAMES.values(), UNKNOWN) if said in text]
    assert not [number for number in range(COUNT) if stranger_number(number)[:15] in text]
