"""The arrival board: departments and their lists by month, with one sign each (YL-01)."""

from datetime import date
from typing import Any

from shouwang.arrivals.judgement import Arrival
from shouwang.arrivals.ledger import Place, arrivals_of
from shouwang.arrivals.marks import write_sign
from shouwang.divisions import county
from shouwang.feeds import departments, feed
from shouwang.months import months_before
from shouwang.settings import Settings

CAME = {"on_time", "late", "nil"}

Board = dict[str, Any]


def read_board(settings: Settings, county_code: str, month: date, month_count: int) -> Board:
    """The board of the ``month_count`` months that end with ``month``, from the ledger as it stands now.

    ``months`` (YYYY-MM), ``departments`` (counts by arrival code and days late per month) and ``lists`` (per list one
    arrival per month: code, sign, due and received day, days late). Works for months that are not published.
    """
    arrivals = arrivals_of(settings, county_code, months_before(month, month_count - 1), month)
    months = sorted({month for _, month in arrivals})
    names = list(dict.fromkeys(name for name, _ in arrivals))
    return {
        "county_code": county_code,
        "county_name": county(county_code).name,
        "months": [f"{found:%Y-%m}" for found in months],
        "departments": _sum_departments(arrivals, names, months),
        "lists": [_describe_list(arrivals, name, months) for name in names],
    }


def _describe_list(arrivals: dict[Place, Arrival], name: str, months: list[date]) -> dict[str, Any]:
    declared = feed(name)
    return {
        "department_code": declared.department,
        "department_name": departments()[declared.department].name,
        "feed": name,
        "feed_title": declared.title,
        "arrivals": [_describe(found, arrivals[name, found]) for found in months],
    }


def _describe(month: date, arrival: Arrival) -> dict[str, Any]:
    return {
        "month": f"{month:%Y-%m}",
        "arrival_code": arrival.arrival_code,
        "sign": write_sign(arrival.arrival_code, arrival.days_late),
        "due_date": arrival.due_date,
        "received_date": arrival.received_date,
        "days_late": arrival.days_late,
        "waiting_count": arrival.waiting_count,
    }


def _sum_departments(arrivals: dict[Place, Arrival], names: list[str], months: list[date]) -> list[dict[str, Any]]:
    codes = list(dict.fromkeys(feed(name).department for name in names))
    return [
        {
            "department_code": code,
            "department_name": departments()[code].name,
            "months": [
                _count(month, [arrivals[n, month] for n in names if feed(n).department == code]) for month in months
            ],
        }
        for code in codes
    ]


def _count(month: date, arrivals: list[Arrival]) -> dict[str, Any]:
    due = [arrival for arrival in arrivals if arrival.due_date]
    codes: list[str] = [arrival.arrival_code for arrival in arrivals]
    return {
        "month": f"{month:%Y-%m}",
        "due_count": len(due),
        "arrived_count": sum(code in CAME for code in codes),
        "late_count": sum(bool(arrival.days_late) for arrival in due),
        "days_late": sum(arrival.days_late or 0 for arrival in due),
        **{f"{code}_count": codes.count(code) for code in ("missing", "nil", "questioned", "rejected")},
    }
