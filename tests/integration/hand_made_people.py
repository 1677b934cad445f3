"""A few fictional households in the register and the vault, and referrals of theirs."""

from datetime import date
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.settings import Settings
from shouwang.warehouse import connect
from tests.integration.hand_made_builds import Row, Rows, accept_register
from tests.landed_rows import insert_row

ANLING, MALAN = "411024100", "411024101"
INJECTION = '=HYPERLINK("http://127.0.0.1","点我")'

# household, person, relation, name, identity number, telephone
PEOPLE = [
    (1, 11, "head", "柳成荫", "110101195001010011", "13800000001"),
    (1, 12, "spouse", "花解语", "110101195201010022", None),
    (2, 21, "head", INJECTION, "110101196001010033", "@SUM(1+1)"),
    (3, 31, "head", "石敢当", "110101197001010044", "13800000003"),
    (3, 32, "son", "石榴", "110101200901010055", None),
    (4, 41, "head", "江流儿", "110101198001010066", "13800000004"),
]


def land_register(settings: Settings, month: date, revision: int = 1) -> int:
    """An accepted register of everybody; its delivery number."""
    delivery_id = accept_register(settings, month, revision)
    with connect(settings, "loader", "test") as connection, connection.cursor() as cursor:
        for row_number, person in enumerate(PEOPLE, start=2):
            _land(cursor, delivery_id, row_number, person)
    return delivery_id


def _land(cursor: Cursor, delivery_id: int, row_number: int, person: tuple[Any, ...]) -> None:
    household_id, person_id, relation, name, id_number, phone = person
    landed = {"row_number": row_number, "is_accepted": True, "household_id": household_id, "person_id": person_id}
    identity = {"person_name": name, "id_number": id_number, "phone": phone}
    insert_row(cursor, "household_register", delivery_id, {**landed, "relation_code": relation}, identity)


def refer(household_id: int, township_code: str, position: int, reason: str, **said: Any) -> Row:
    """A row of ``rpt_township_referrals``."""
    return {
        "household_id": household_id,
        "township_code": township_code,
        "village_code": f"{township_code}001",
        "list_position": position,
        "head_person_id": household_id * 10 + 1,
        "member_count": sum(person[0] == household_id for person in PEOPLE),
        "urgency_rank": 99,
        "risk_count": 1,
        "risk_labels": "新增危房",
        "reason_text": reason,
        "subject_person_ids": [person[1] for person in PEOPLE if person[0] == household_id],
        "first_known_month": date(2022, 1, 1),
        **said,
    }


def summarise(*referrals: Row) -> Rows:
    """What a build says besides: the county's summary and one department's delivery."""
    return {
        "rpt_township_referrals": referrals,
        "rpt_county_summary": [
            {
                "township_code": code,
                "township_name": name,
                "household_count": sum(row["township_code"] == code for row in referrals),
                "risk_count": 1,
                "sudden_household_count": 0,
                "priority_household_count": 1,
                "known_household_count": 4,
                "answered_household_count": 3,
                "confirmed_household_count": 1,
                "open_household_count": 3,
                "silent_household_count": 2,
            }
            for code, name in ((ANLING, "安陵镇"), (MALAN, "马栏镇"))
        ],
        "rpt_feed_arrivals": [
            {
                "feed": "housing_dangerous_houses",
                "feed_title": "危房改造名单",
                "department_code": "housing",
                "department_name": "住建局",
                "arrival_code": "late",
                "is_due": True,
                "due_date": date(2022, 2, 10),
                "received_date": date(2022, 2, 12),
                "days_late": 2,
                "in_force_month": date(2022, 1, 1),
                "months_since_list": 0,
                "rows_in": 3,
                "rows_accepted": 2,
                "rows_held": 1,
            },
            {
                "feed": "water_unsafe_households",
                "feed_title": "饮水未完全保障名单",
                "department_code": "water",
                "department_name": "水务局",
                "arrival_code": "missing",
                "is_due": True,
                "due_date": date(2022, 2, 10),
            },
        ],
    }
