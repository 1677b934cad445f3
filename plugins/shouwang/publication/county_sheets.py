"""The county's summary: what each township got and answered, and what each department delivered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place, write_day, write_month

ARRIVALS = {"on_time": "按时", "late": "迟报", "missing": "未报", "rejected": "未通过质量关"}
TOWNSHIPS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 18),
    SheetColumn("本月交办户数", 12),
    SheetColumn("风险条数", 10),
    SheetColumn("突发变故户数", 12),
    SheetColumn("优先类别户数", 12),
    SheetColumn("累计在册户数", 12),
    SheetColumn("已有结论户数", 12),
    SheetColumn("拟纳入监测户数", 14),
    SheetColumn("反馈率", 10),
)
DELIVERIES = (
    SheetColumn("序号", 6),
    SheetColumn("部门", 16),
    SheetColumn("名单", 44, "left"),
    SheetColumn("报送情况", 14),
    SheetColumn("截止日期", 16),
    SheetColumn("收到日期", 16),
    SheetColumn("收到行数", 10),
    SheetColumn("采用行数", 10),
    SheetColumn("退回行数", 10),
)
READ_TOWNSHIPS = """
select township_name, household_count, risk_count, sudden_household_count, priority_household_count,
    known_household_count, answered_household_count, confirmed_household_count
from publication.rpt_county_summary_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to order by township_code
"""
READ_DELIVERIES = """
select department_name, feed_title, arrival_code, due_date, received_date, rows_in, rows_accepted, rows_held
from publication.rpt_feed_arrivals_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by department_code, feed
"""
ANSWERED, KNOWN = 6, 5


def read_county_sheets(cursor: Cursor, version: Version, revision: int, document_number: str) -> list[Sheet]:
    """The two sheets of the county's summary as the version said them."""
    at = version.published_at
    bound = (version.county_code, version.month, at, at)
    cursor.execute(READ_TOWNSHIPS, bound)
    townships = cursor.fetchall()
    cursor.execute(READ_DELIVERIES, bound)
    title = f"{name_place(version.county_code)} {write_month(version.month)}县级汇总（第{revision}版）"
    subtitle = f"依据：{document_number}　　数据版本：{version.version}　　数据校验码：{version.fingerprint[:12]}"
    return [
        Sheet("乡镇汇总", title, subtitle, TOWNSHIPS, tuple(_township_rows(townships)), frozen=2),
        Sheet(
            "部门报送", f"{title}·部门报送", subtitle, DELIVERIES, tuple(_delivery_rows(cursor.fetchall())), frozen=2
        ),
    ]


def _township_rows(townships: list[tuple[Any, ...]]) -> Iterable[SheetRow]:
    for position, row in enumerate(townships, start=1):
        yield SheetRow((position, *row, _write_share(row[ANSWERED], row[KNOWN])))
    counts = tuple(sum(column) for column in list(zip(*townships, strict=True))[1:])
    if counts:
        total = ("合计", *counts)
        yield SheetRow(("", *total, _write_share(total[ANSWERED], total[KNOWN])))


def _delivery_rows(deliveries: list[tuple[Any, ...]]) -> Iterable[SheetRow]:
    for position, (department, title, arrival, due, received, *counts) in enumerate(deliveries, start=1):
        days = (_write_day(due), _write_day(received))
        yield SheetRow((position, department, title, ARRIVALS[arrival], *days, *(_write_count(c) for c in counts)))


def _write_share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "—"


def _write_day(day: date | None) -> str:
    return write_day(day) if day else "—"


def _write_count(count: int | None) -> str | int:
    return "—" if count is None else count
