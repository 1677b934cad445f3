"""How an arrival is written: the words of boards and sheets."""

from datetime import date

LABELS = {
    "on_time": "按时",
    "late": "迟报",
    "nil": "零报送",
    "questioned": "待裁定",
    "rejected": "未通过质量关",
    "missing": "未报",
    "not_due": "本月不报",
}
SIGNS = {
    "on_time": "✓",
    "late": "迟",
    "nil": "零",
    "questioned": "裁",
    "rejected": "退",
    "missing": "缺",
    "not_due": "—",
}
LEGEND = "✓ 按时　迟n 迟报n天　零 零报送（确无新增）　裁 待裁定　退 未通过质量关　缺 未报　— 本月不报"


def write_label(arrival_code: str, days_late: int | None) -> str:
    """``按时``, ``迟报2天``, ``零报送（迟报2天）``."""
    label = LABELS[arrival_code]
    if not days_late:
        return label
    return f"{label}{days_late}天" if arrival_code == "late" else f"{label}（迟报{days_late}天）"


def write_sign(arrival_code: str, days_late: int | None) -> str:
    """``✓``, ``迟2``: one cell of a matrix."""
    return SIGNS[arrival_code] + (str(days_late) if days_late else "")


def write_in_force(in_force_month: date | None, months_since_list: int | None) -> str:
    """Which list is in force when this month's did not come: ``沿用2022年1月名单（已2个月未更新）``."""
    if in_force_month is None:
        return "从未报送"
    if not months_since_list:
        return "本月名单"
    return f"沿用{in_force_month.year}年{in_force_month.month}月名单（已{months_since_list}个月未更新）"
