"""The city's progress report: what its counties referred and had answered, from what they published (LA-10)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from psycopg2.extras import RealDictCursor

from shouwang.divisions import children, county_of
from shouwang.months import following, parse_month
from shouwang.publication.progress_sheet import COUNT_COLUMNS, COUNTS, write_counts
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.wording import name_place, write_month
from shouwang.publication.workbooks import write_workbook
from shouwang.settings import Settings
from shouwang.warehouse import connect

COLUMNS = (SheetColumn("序号", 6), SheetColumn("县区", 18), SheetColumn("交办月份", 14), *COUNT_COLUMNS)
READ = f"""
select county_code, to_char(referral_month, 'YYYY-MM') as referral_month,
    {", ".join(f"sum({name})::integer as {name}" for name in COUNTS)}
from publication.rpt_township_progress
where county_code = any(%s) and month = %s
group by county_code, rpt_township_progress.referral_month
order by county_code, rpt_township_progress.referral_month desc
"""  # noqa: S608 -- our own column names
PUBLISHED = "select distinct county_code from ops.publications where county_code = any(%s) and month = %s"

Progress = dict[str, Any]


def read_city_progress(settings: Settings, city_code: str, month: date) -> Progress:
    """Every county of the city (4-digit code) with its referral months as published for ``month``.

    A county that has not published the month has ``is_published`` false and no months. LookupError for a code that
    is no city.
    """
    counties = [county_of(county.code) for county in children(city_code, month) if county.level == "county"]
    if not counties:
        raise LookupError(f"没有代码为 {city_code} 的市；请填4位市级代码，如 3415")
    with (
        connect(settings, "publisher", "progress") as connection,
        connection.cursor(cursor_factory=RealDictCursor) as cursor,
    ):
        cursor.execute(PUBLISHED, (counties, month))
        published = {row["county_code"] for row in cursor.fetchall()}
        cursor.execute(READ, (counties, month))
        rows = [dict(row) for row in cursor.fetchall()]
    return {
        "city_code": city_code,
        "city_name": name_place(city_code, month),
        "month": f"{month:%Y-%m}",
        "counties": [_describe(code, name_place(code, month), code in published, rows) for code in counties],
    }


def _describe(code: str, name: str, is_published: bool, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:  # noqa: FBT001 -- a fact
    months = [{name: row[name] for name in ("referral_month", *COUNTS)} for row in rows if row["county_code"] == code]
    return {"county_code": code, "county_name": name, "is_published": is_published, "months": months}


def progress_rows(progress: Progress) -> list[tuple[str | int, ...]]:
    """County, referral month, counts and share answered; a county without any says so in one row."""
    rows: list[tuple[str | int, ...]] = []
    for county in progress["counties"]:
        for said in county["months"]:
            counts = tuple(said[name] for name in COUNTS)
            rows.append((county["county_name"], said["referral_month"], *write_counts(counts)))
        if not county["months"]:
            said = "无交办" if county["is_published"] else "本月未发布"
            rows.append((county["county_name"], said, *("" for _ in COUNT_COLUMNS)))
    return rows


def write_city_workbook(progress: Progress) -> bytes:
    """The report as a printable workbook; the same report gives the same bytes."""
    month = parse_month(progress["month"])
    title = f"{progress['city_name']} {write_month(month)}进度调度"
    rows = tuple(SheetRow((number, *row)) for number, row in enumerate(progress_rows(progress), start=1))
    sheet = Sheet(
        "进度调度", title, "按各县区已发布数据汇总；逾期未反馈指本月以前交办、至今未反馈的户", COLUMNS, rows, frozen=3
    )
    return write_workbook([sheet], datetime.combine(following(month), time()))
