"""How far the townships have come with what was referred, by month and township of the last twelve months (LA-10)."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import write_month, write_share

COUNTS = {
    "referral_count": "交办户数",
    "answered_count": "已反馈",
    "checking_count": "正在核查",
    "confirmed_count": "属实拟纳入监测",
    "supported_count": "属实已有保障",
    "not_confirmed_count": "不属实",
    "not_found_count": "未找到",
    "carried_count": "能力线以下结转",
    "overdue_count": "逾期未反馈",
}
COUNT_COLUMNS = (*(SheetColumn(label, 12) for label in COUNTS.values()), SheetColumn("反馈率", 10))
COLUMNS = (SheetColumn("序号", 6), SheetColumn("交办月份", 14), SheetColumn("乡镇", 18), *COUNT_COLUMNS)
READ = f"""
select referral_month, township_name, {", ".join(COUNTS)}
from publication.rpt_township_progress_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by referral_month desc, township_code
"""  # noqa: S608 -- our own column names
NOTE = "反馈截至本月；本月交办的和上月在能力线以下、结转到本月名单的尚未到反馈期限，不计逾期"


def read_progress_sheet(cursor: Cursor, version: Version, title: str, subtitle: str) -> Sheet:
    """进度调度 as the version said it: newest month first, each with its total."""
    cursor.execute(READ, version.known)
    rows = tuple(_rows(cursor.fetchall()))
    return Sheet("进度调度", f"{title}·进度调度", f"{subtitle}　　{NOTE}", COLUMNS, rows, frozen=3)


def write_counts(counts: tuple[int, ...]) -> tuple[str | int, ...]:
    """The counts of ``COUNTS`` and the share answered."""
    return (*counts, write_share(counts[1], counts[0]))


def _rows(townships: list[tuple[Any, ...]]) -> Iterable[SheetRow]:
    position = 0
    for month, found in groupby(townships, key=lambda row: row[0]):
        counts = []
        for _, name, *said in found:
            position += 1
            counts.append(tuple(said))
            yield SheetRow((position, write_month(month), name, *write_counts(tuple(said))))
        total = tuple(sum(column) for column in zip(*counts, strict=True))
        yield SheetRow(("", write_month(month), "合计", *write_counts(total)))
