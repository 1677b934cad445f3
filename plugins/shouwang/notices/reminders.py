"""Reminders to departments that owe a list: titles, counts and dates, and never a person (YL-01)."""

from datetime import date
from pathlib import Path
from typing import Any

from shouwang.arrivals.ledger import arrivals_of
from shouwang.divisions import county
from shouwang.durable_files import write_whole
from shouwang.feeds import departments, feed
from shouwang.notices.sending import Notice, send_notices
from shouwang.policies import pack_for
from shouwang.settings import Settings

FILE = """{department}：

{document}要求每月{day}日前推送上月名单。截至目前，下列{year}年{month}月名单未收到或未通过质量关：

{titles}

请于{due:%Y年%m月%d日}前放入收件目录 {folder}；本月确无新增的，请报送只有表头的空表。
{county_name}乡村振兴部门
"""
BEFORE = (
    "{department}：{year}年{month}月名单还有{count}份没有收到或没有通过质量关，{due:%Y年%m月%d日}截止，请按时报送。"
)
AFTER = "{department}：{year}年{month}月名单有{count}份没有收到或没有通过质量关，{due:%Y年%m月%d日}已截止，请尽快补报。"
LINK = "\n查看：{link}"
TITLE = "{county_name}{year}年{month}月名单催报"

Owed = dict[str, list[str]]


def remind(settings: Settings, county_code: str, month: date, today: date) -> list[Path]:
    """Write a reminder file for every department that owes a list of ``month``, and tell it through its channels.

    The files stand in ``outbox/<county>/<YYYY-MM>/reminders/<department>.txt`` and are returned in order; those of
    departments that owe nothing any more are removed. Each channel is told once before the deadline and once after it
    (``today`` says which). Raises NoticesFailed, after all the others were told, when a channel did not take it.
    """
    owed = owed_lists(settings, county_code, month)
    words = {code: _word(county_code, month, code, titles) for code, titles in owed.items()}
    place = settings.outbox / county_code / f"{month:%Y-%m}" / "reminders"
    written = _write_files(place, {code: FILE.format(**said) for code, said in words.items()})
    is_before = today <= pack_for(county_code).due_date(month)
    link = LINK.format(link=settings.public_url) if settings.public_url else ""
    notices = [
        Notice(
            county_code=county_code,
            month=month,
            department_code=code,
            notice_code="reminder_before" if is_before else "reminder_after",
            title=TITLE.format(**said),
            text=(BEFORE if is_before else AFTER).format(**said) + link,
        )
        for code, said in words.items()
    ]
    send_notices(settings, notices)
    return written


def owed_lists(settings: Settings, county_code: str, month: date) -> Owed:
    """Department to the titles of the lists it owes: those that are due and did not come, and those turned away."""
    owed: Owed = {}
    for (name, _), arrival in arrivals_of(settings, county_code, month, month).items():
        if arrival.is_owed:
            owed.setdefault(feed(name).department, []).append(feed(name).title)
    return dict(sorted(owed.items()))


def _write_files(place: Path, texts: dict[str, str]) -> list[Path]:
    place.mkdir(parents=True, exist_ok=True)
    files = {place / f"{code}.txt": text for code, text in texts.items()}
    for settled in sorted(set(place.glob("*.txt")) - set(files)):
        settled.unlink()
    for path, text in files.items():
        write_whole(path, text.encode(), 0o644)
    return list(files)


def _word(county_code: str, month: date, department: str, titles: list[str]) -> dict[str, Any]:
    pack = pack_for(county_code)
    return {
        "department": departments()[department].name,
        "document": pack.document_number,
        "day": pack.deadline_day,
        "year": month.year,
        "month": month.month,
        "count": len(titles),
        "titles": "\n".join(f"  {number}. {title}" for number, title in enumerate(titles, start=1)),
        "due": pack.due_date(month),
        "county_name": county(county_code).name,
        "folder": f"{county_code}/{month:%Y-%m}",
    }
