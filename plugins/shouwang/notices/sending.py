"""Sends notices through the channels of each department (e-mail, WeCom, DingTalk … by apprise), each once.

Addresses hold secrets: they appear in no message, log or error. A notice is entered in ``ops.notices`` after its
channel took it, so a run that dies in between may tell a channel twice and never forgets one.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.settings import Settings
from shouwang.warehouse import connect

log = logging.getLogger(__name__)

ANYBODY = "default"
IS_SENT = """
select 1 from ops.notices where county_code = %s and month = %s and addressee = %s and notice_code = %s
"""
RECORD = "insert into ops.notices (county_code, month, addressee, notice_code) values (%s, %s, %s, %s)"


class NoticesFailed(RuntimeError):
    """A channel did not take its notice; the others were told. A retry tells those that were not."""


@dataclass(frozen=True)
class Notice:
    """A short text to a department about a county's month; ``notice_code`` says which of its notices it is."""

    county_code: str
    month: date
    department_code: str
    notice_code: str
    title: str
    text: str


def send_notices(settings: Settings, notices: Sequence[Notice]) -> None:
    """Tell every channel that was not told yet; NoticesFailed, at the end, names the departments that missed one."""
    failed = [notice for notice in notices if not _tell_channels(settings, notice)]
    if failed:
        names = "、".join(departments()[notice.department_code].name for notice in failed)
        raise NoticesFailed(f"{names}的通知渠道没有送达，其余已送达；请检查设置 SHOUWANG_NOTICE_URLS 和网络后重试")


def _tell_channels(settings: Settings, notice: Notice) -> bool:
    urls = settings.notice_urls.get(notice.department_code) or settings.notice_urls.get(ANYBODY, ())
    told = [_tell_once(settings, notice, place, url.get_secret_value()) for place, url in enumerate(urls, start=1)]
    return all(told)


def _tell_once(settings: Settings, notice: Notice, place: int, url: str) -> bool:
    """Whether the channel has been told, now or before; one transaction each, so that nothing told is forgotten."""
    key = (notice.county_code, notice.month, notice.department_code, f"{notice.notice_code}.{place}")
    with connect(settings, "publisher", "notices") as connection, connection.cursor() as cursor:
        if _is_sent(cursor, key):
            return True
        if not _deliver(url, notice):
            log.warning("%s的第%d个通知渠道没有送达", departments()[notice.department_code].name, place)
            return False
        cursor.execute(RECORD, key)
        return True


def _is_sent(cursor: Cursor, key: tuple[str, date, str, str]) -> bool:
    cursor.execute(IS_SENT, key)
    return cursor.fetchone() is not None


def _deliver(url: str, notice: Notice) -> bool:
    from apprise import Apprise, NotifyFormat  # takes a second, and most counties send files alone

    logging.getLogger("apprise").propagate = False  # its messages quote addresses
    channel = Apprise()
    return bool(
        channel.add(url) and channel.notify(title=notice.title, body=notice.text, body_format=NotifyFormat.TEXT)
    )
