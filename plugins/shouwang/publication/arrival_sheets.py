"""What each department delivered: this month's lists one by one, and the last twelve months at a glance (YL-01)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.arrivals.marks import LEGEND, write_in_force, write_label, write_sign
from shouwang.months import months_before
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, write_day

SHOWN_MONTHS = 12
NOT_DUE = "not_due"
NEVER = write_sign(NOT_DUE, None)
DELIVERIES = (
    SheetColumn("序号", 6),
    SheetColumn("部门", 16),
    SheetColumn("名单", 40, "left"),
    SheetColumn("报送情况", 16),
    SheetColumn("截止日期", 15),
    SheetColumn("收到日期", 15),
    SheetColumn("收到行数", 9),
    SheetColumn("采用行数", 9),
    SheetColumn("退回行数", 9),
    SheetColumn("现用名单", 24),
)
MATRIX = (SheetColumn("序号", 6), SheetColumn("部门", 16), SheetColumn("名单", 40, "left"))
READ = """
select month, feed, department_name, feed_title, arrival_code, is_due, due_date, received_date, days_late,
    in_force_month, months_since_list, rows_in, rows_accepted, rows_held
from publication.rpt_feed_arrivals_v1
where county_code = %s and month between %s and %s and known_from <= %s and %s < known_to
order by department_code, feed, month
"""


def read_arrival_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """部门报送 and 报送月历 as the version said them."""
    county_code, month, at, _ = version.known
    cursor.execute(READ, (county_code, months_before(month, SHOWN_MONTHS - 1), month, at, at))
    columns = [column.name for column in cursor.description or ()]
    arrivals = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    shown = [arrival for arrival in arrivals if arrival["month"] == month and arrival["arrival_code"] != NOT_DUE]
    months = sorted({arrival["month"] for arrival in arrivals})
    matrix_columns = (*MATRIX, *(SheetColumn(f"{found.year}年\n{found.month}月", 8) for found in months))
    matrix = tuple(_matrix_rows(arrivals, months))
    return [
        Sheet("部门报送", f"{title}·部门报送", subtitle, DELIVERIES, tuple(_delivery_rows(shown)), frozen=2),
        Sheet("报送月历", f"{title}·报送月历", f"{subtitle}　　{LEGEND}", matrix_columns, matrix, frozen=3),
    ]


def _delivery_rows(arrivals: list[dict[str, Any]]) -> Iterable[SheetRow]:
    for position, said in enumerate(arrivals, start=1):
        label = write_label(said["arrival_code"], said["days_late"])
        if not said["is_due"]:
            label += "（本月不要求）"
        yield SheetRow(
            (
                *(position, said["department_name"], said["feed_title"], label),
                *(write_day(said["due_date"]), write_day(said["received_date"])),
                *(_write_count(said[name]) for name in ("rows_in", "rows_accepted", "rows_held")),
                write_in_force(said["in_force_month"], said["months_since_list"]),
            )
        )


def _matrix_rows(arrivals: list[dict[str, Any]], months: list[date]) -> Iterable[SheetRow]:
    signs: dict[str, dict[date, str]] = {}
    names: dict[str, tuple[str, str]] = {}
    for said in arrivals:
        names[said["feed"]] = (said["department_name"], said["feed_title"])
        signs.setdefault(said["feed"], {})[said["month"]] = write_sign(said["arrival_code"], said["days_late"])
    listed = {feed: by_month for feed, by_month in signs.items() if set(by_month.values()) != {NEVER}}
    for position, (feed, by_month) in enumerate(listed.items(), start=1):
        yield SheetRow((position, *names[feed], *(by_month.get(month, "") for month in months)))


def _write_count(count: int | None) -> str | int:
    return NOT_SAID if count is None else count
