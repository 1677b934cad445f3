"""Reminders to departments whose list is not there: one text each, with titles and dates and never a person (YL-01)."""

from datetime import date
from pathlib import Path

from shouwang.divisions import county
from shouwang.feeds import departments, feed
from shouwang.policies import pack_for
from shouwang.settings import Settings
from shouwang.warehouse import connect

ARRIVED = """
select distinct feed from ops.deliveries
where county_code = %s and month = %s and state_code in ('landed', 'accepted')
"""
TEXT = """{department}：

{document}要求每月{day}日前推送上月名单。截至目前，下列{year}年{month}月名单未收到或未通过质量关：

{titles}

请于{due:%Y年%m月%d日}前放入收件目录 {county}/{year}-{month:02d}；本月确无新增的，请报送只有表头的空表。
{county_name}乡村振兴部门
"""


def write_reminders(settings: Settings, county_code: str, month: date) -> list[Path]:
    """Write a reminder for every department that owes a list of ``month``, and remove those that are settled.

    They stand in ``outbox/<county>/<YYYY-MM>/reminders/<department>.txt``; the written ones are returned in order.
    """
    place = settings.outbox / county_code / f"{month:%Y-%m}" / "reminders"
    place.mkdir(parents=True, exist_ok=True)
    owed = missing_feeds(settings, county_code, month)
    for settled in sorted(set(place.glob("*.txt")) - {place / f"{department}.txt" for department in owed}):
        settled.unlink()
    return [_write(place / f"{code}.txt", _text(county_code, month, code, titles)) for code, titles in owed.items()]


def missing_feeds(settings: Settings, county_code: str, month: date) -> dict[str, list[str]]:
    """Department to the titles of the lists it owes, both in order."""
    with connect(settings, "publisher", "reminders") as connection, connection.cursor() as cursor:
        cursor.execute(ARRIVED, (county_code, month))
        arrived = {row[0] for row in cursor.fetchall()}
    missing: dict[str, list[str]] = {}
    for expected in pack_for(county_code).feeds:
        if expected.feed not in arrived:
            missing.setdefault(feed(expected.feed).department, []).append(feed(expected.feed).title)
    return dict(sorted(missing.items()))


def _text(county_code: str, month: date, department: str, titles: list[str]) -> str:
    pack = pack_for(county_code)
    return TEXT.format(
        department=departments()[department].name,
        document=pack.document_number,
        day=pack.deadline_day,
        year=month.year,
        month=month.month,
        titles="\n".join(f"  {number}. {title}" for number, title in enumerate(titles, start=1)),
        due=pack.due_date(month),
        county=county_code,
        county_name=county(county_code).name,
    )


def _write(path: Path, text: str) -> Path:
    waiting = path.with_suffix(".tmp")
    waiting.write_text(text, encoding="utf-8")
    return waiting.replace(path)
