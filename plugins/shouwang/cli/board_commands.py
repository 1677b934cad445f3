"""``board``, ``progress``: who sent what in time, and how far the townships have come."""

from pathlib import Path
from typing import Annotated, Any

import typer

from shouwang.arrivals.board import read_board
from shouwang.arrivals.marks import LEGEND
from shouwang.cli.screen import AsJson, plain_errors, say, show, table
from shouwang.months import parse_month
from shouwang.publication.city_progress import progress_rows, read_city_progress, write_city_workbook
from shouwang.publication.progress_sheet import COUNT_COLUMNS
from shouwang.settings import settings

Month = Annotated[str, typer.Option("--month", help="最后一个数据月份，如 2022-01。")]


def board(
    *,
    county: Annotated[str, typer.Option(help="县区代码，6位。")] = "411024",
    month: Month,
    months: Annotated[int, typer.Option(min=1, max=60, help="看几个月。")] = 12,
    as_json: AsJson = False,
) -> None:
    """报送台账：各部门每份名单每月按时、迟报、零报送、待裁定、退回还是缺报；未发布的月份也看得到。"""
    with plain_errors():
        found = read_board(settings(), county, parse_month(month), months)
    rows = [
        (listed["department_name"], listed["feed_title"], *(arrival["sign"] for arrival in listed["arrivals"]))
        for listed in found["lists"]
        if any(arrival["arrival_code"] != "not_due" for arrival in listed["arrivals"])
    ]
    active = [row for row in found["departments"] if any(m["due_count"] or m["arrived_count"] for m in row["months"])]
    title = f"{found['county_name']}报送台账"
    departments = table(title, ("部门", *found["months"]), [_department_row(row) for row in active])
    show(found, as_json, table(title, ("部门", "名单", *found["months"]), rows), departments)
    if not as_json:
        say(LEGEND)


def _department_row(department: dict[str, Any]) -> tuple[str, ...]:
    """``3/4 迟1 缺1``: lists that came of those due, and what is wrong with the rest."""
    return (department["department_name"], *(_summary(month) for month in department["months"]))


def _summary(month: dict[str, Any]) -> str:
    wrong = {"迟": month["late_count"], "缺": month["missing_count"], "退": month["rejected_count"]}
    wrong["裁"] = month["questioned_count"]
    said = [f"{sign}{count}" for sign, count in wrong.items() if count]
    return " ".join([f"{month['arrived_count']}/{month['due_count']}", *said])


def progress(
    *,
    city: Annotated[str, typer.Option(help="市级代码，4位，如 3415。")],
    month: Annotated[str, typer.Option("--month", help="数据月份，如 2022-01。")],
    xlsx: Annotated[Path | None, typer.Option(help="另存为这个 xlsx 文件。")] = None,
    as_json: AsJson = False,
) -> None:
    """进度调度：一个市各县区、各交办月份的交办、反馈、属实、不属实和逾期户数，取自各县区已发布的数据。"""
    with plain_errors():
        found = read_city_progress(settings(), city, parse_month(month))
        if xlsx:
            xlsx.write_bytes(write_city_workbook(found))
            say(f"已写入 {xlsx}")
    headers = ("县区", "交办月份", *(column.header for column in COUNT_COLUMNS))
    show(found, as_json, table(f"{found['city_name']}{found['month']} 进度调度", headers, progress_rows(found)))
