"""How good each department's data is: the parts of its score, the score, and what was held (YL-09)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.arrivals.scorecard import scorecard
from shouwang.landing.values.reasons import reasons
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version

SHARES = tuple(f"{name}_share" for name in scorecard().parts)
# Header to the counts that stand under it, the first before the second.
COUNTS = {
    "应报/收到": ("expected_count", "arrived_count"),
    "按时/迟报": ("on_time_count", "late_count"),
    "未报/零报送": ("missing_count", "nil_count"),
    "退回/待裁定": ("rejected_count", "questioned_count"),
    "收到/采用行数": ("rows_in", "rows_accepted"),
    "重复行/重复报送": ("duplicate_row_count", "duplicate_delivery_count"),
    "逾期更正/撤回": ("late_correction_count", "withdrawn_count"),
    "核查不属实/有结论户": ("disproved_count", "checked_count"),
}
COLUMNS = (
    SheetColumn("序号", 5),
    SheetColumn("部门", 15),
    *(SheetColumn(label, 11) for label in COUNTS),
    *(SheetColumn(f"{part.label}\n{part.weight}分", 9) for part in scorecard().parts.values()),
    SheetColumn("得分", 8),
    SheetColumn("退回单元格（按原因）", 26, "left"),
)
READ = f"""
select department_name, {", ".join(name for pair in COUNTS.values() for name in pair)}, {", ".join(SHARES)},
    quality_score, held_reasons
from publication.rpt_department_scorecard_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to and expected_count + arrived_count > 0
order by quality_score desc nulls last, department_code
"""  # noqa: S608 -- our own column names


def read_scorecard_sheet(cursor: Cursor, version: Version, title: str, subtitle: str) -> Sheet:
    """数据质量评分 as the version said it, the best department first; the formula stands below the title."""
    cursor.execute(READ, version.known)
    names = [column.name for column in cursor.description or ()]
    rows = tuple(_rows([dict(zip(names, row, strict=True)) for row in cursor.fetchall()]))
    return Sheet("数据质量评分", f"{title}·数据质量评分", f"{subtitle}\n{write_formula()}", COLUMNS, rows, frozen=2)


def write_formula() -> str:
    """How the score comes about, in one line for those who are scored."""
    parts = "；".join(f"{part.label}（{part.weight}分）＝{part.formula}" for part in scorecard().parts.values())
    rule = "得分＝各项得分率按分值加权平均，满分100；当月无法计算的项不计分值，应报而一份未报的，各项数据质量计0分"
    return f"{rule}。{parts}。"


def _rows(departments: list[dict[str, Any]]) -> Iterable[SheetRow]:
    for position, said in enumerate(departments, start=1):
        yield SheetRow(
            (
                *(position, said["department_name"]),
                *(f"{said[first]}/{said[second]}" for first, second in COUNTS.values()),
                *(_write_share(said[name]) for name in SHARES),
                "—" if said["quality_score"] is None else f"{said['quality_score']:.1f}",
                _write_reasons(said["held_reasons"]),
            )
        )


def _write_share(share: Decimal | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _write_reasons(held: dict[str, int]) -> str:
    """Most frequent first: ``身份证号不是18位 3；必填项为空 1``."""
    known = reasons()
    ordered = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    return "；".join(f"{known[code].label if code in known else code} {count}" for code, count in ordered)
