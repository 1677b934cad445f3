"""预警成效, 预警成效分月: which warnings checks confirmed, by department, rule, township and month (WH-10)."""

from collections.abc import Sequence
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import write_month

FEW = "样本少"
LEVELS = {"county": "全县", "department": "部门", "rule": "规则", "township": "乡镇", "rule_township": "规则×乡镇"}
COUNTS = {
    "referral_count": "交办户数",
    "concluded_count": "核查有结论",
    "confirmed_count": "属实拟纳入",
    "supported_count": "属实已有保障",
    "not_confirmed_count": "不属实",
    "not_found_count": "未找到",
    "checking_count": "正在核查",
    "pending_count": "未到期",
    "below_line_count": "能力线以下",
    "repeated_count": "已再次交办",
    "overdue_count": "逾期未反馈",
}
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("口径", 10),
    SheetColumn("部门", 16),
    SheetColumn("规则", 20),
    SheetColumn("乡镇", 16),
    *(SheetColumn(label, 9) for label in COUNTS.values()),
    SheetColumn("属实率", 9),
    SheetColumn("95%置信区间", 14),
    SheetColumn("每查实一户的入户数", 11),
    SheetColumn("说明", 9),
)
MONTHLY = (COLUMNS[0], SheetColumn("交办月份", 12), *COLUMNS[1:])
NOTE = (
    "属实率＝属实拟纳入÷核查有结论；一户有多条预警的，在每条规则各计一户，在部门、乡镇、全县各计一户；"
    f"核查有结论不足规定户数的注明{FEW}，属实率仅供参考"
)
READ = f"""
select card_period_code, referral_month, card_level_code, department_name, risk_label, township_name, card_month_count,
    {", ".join(COUNTS)}, precision_share, precision_low_share, precision_high_share, visits_per_confirmed,
    is_few_concluded
from publication.rpt_county_report_card_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by card_period_code desc, referral_month desc,
    array_position(array['county', 'department', 'rule', 'township', 'rule_township'], card_level_code),
    precision_share desc nulls last, concluded_count desc, department_code collate "C", rule_code collate "C",
    township_code collate "C"
"""  # noqa: S608 -- our own column names
READ_RECALL = """
select recall_method_label, examined_count, missed_count, recall_share, recall_low_share, recall_high_share,
    unseen_count, is_few_examined
from publication.rpt_county_recall_estimates_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to order by recall_method_code desc
"""


def read_card_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The report card as the version said it: what it looks back to, then month by month; none without a warning."""
    found = _read(cursor, READ, version)
    if not found:
        return []
    recall = "".join(f"\n{write_recall(said)}" for said in _read(cursor, READ_RECALL, version))
    note = f"{subtitle}　　近{found[0]['card_month_count']}个月的交办。{NOTE}{recall}"
    window = [said for said in found if said["card_period_code"] == "window"]
    monthly = [said for said in found if said["card_period_code"] == "month"]
    return [
        Sheet("预警成效", f"{title}·预警成效", note, COLUMNS, _rows(window), frozen=5),
        Sheet(
            "预警成效分月", f"{title}·预警成效分月", f"{subtitle}　　{NOTE}", MONTHLY, _monthly_rows(monthly), frozen=6
        ),
    ]


def write_recall(said: dict[str, Any]) -> str:
    """One estimate of recall in a sentence, its interval with it."""
    label, missed = said["recall_method_label"], f"{said['examined_count']}户中漏{said['missed_count']}户"
    share, unseen = said["recall_share"], said["unseen_count"]
    interval = "" if share is None else f"（{said['recall_low_share']:.0%}至{said['recall_high_share']:.0%}）"
    told = "暂不能估计" if share is None else f"查全率约{share:.0%}{interval}"
    beyond = f"，估计另有{unseen}户未被预警" if unseen is not None else ""
    return f"查全率估计：{label}，{missed}，{told}{beyond}{f'（{FEW}）' if said['is_few_examined'] else ''}"


def _read(cursor: Cursor, query: str, version: Version) -> list[dict[str, Any]]:
    cursor.execute(query, version.known)
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _rows(found: Sequence[dict[str, Any]]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow((position, *_cells(said))) for position, said in enumerate(found, start=1))


def _monthly_rows(found: Sequence[dict[str, Any]]) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow((position, write_month(said["referral_month"]), *_cells(said)))
        for position, said in enumerate(found, start=1)
    )


def _cells(said: dict[str, Any]) -> tuple[str | int, ...]:
    share, visits = said["precision_share"], said["visits_per_confirmed"]
    interval = "—" if share is None else f"{said['precision_low_share']:.1%}–{said['precision_high_share']:.1%}"
    return (
        LEVELS[said["card_level_code"]],
        *(said[name] or "全部" for name in ("department_name", "risk_label", "township_name")),
        *(said[name] for name in COUNTS),
        "—" if share is None else f"{share:.1%}",
        interval,
        "—" if visits is None else f"{visits:.1f}",
        FEW if said["is_few_concluded"] else "",
    )
