"""The comparison as a workbook: townships with a chart, then every household by its internal number."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from shouwang.durable_files import write_whole
from shouwang.policies import pack_for
from shouwang.publication.sheets import BarChart, Sheet, SheetColumn, SheetRow
from shouwang.publication.wording import name_place, write_month
from shouwang.publication.workbooks import write_workbook
from shouwang.settings import Settings
from shouwang.what_if.comparison import Comparison

TOWNSHIPS = (
    SheetColumn("乡镇", 20),
    SheetColumn("现有户数", 12),
    SheetColumn("进入户数", 12),
    SheetColumn("退出户数", 12),
    SheetColumn("试算后户数", 12),
)
HOUSEHOLDS = (
    SheetColumn("序号", 8),
    SheetColumn("乡镇", 18),
    SheetColumn("村", 18),
    SheetColumn("户内部编号", 24),
    SheetColumn("变化", 10),
    SheetColumn("涉及的规则", 44, "left"),
)
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 -- the same content gives the same bytes; nobody reads it


def save_workbook(settings: Settings, found: Comparison) -> Path:
    """Write it to ``reports/<county>/<month>/what-if/``, under a name that says the parameters; its path."""
    name = "_".join(f"{altered.name}={altered.asked:f}" for altered in found.alterations)
    path = settings.reports / found.county_code / f"{found.month:%Y-%m}" / "what-if" / f"{name}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, write_workbook(sheets_of(found), CREATED), 0o640)
    return path


def sheets_of(found: Comparison) -> list[Sheet]:
    """One sheet of townships, one of households."""
    title = f"{name_place(found.county_code, found.month)} {write_month(found.month)}政策试算"
    basis = f"以已发布的第{found.version}版数据试算，不改动已发布的名单　　数据校验码：{found.fingerprint[:12]}"
    note = f"{'；'.join(altered.text for altered in found.alterations)}　　{basis}"
    chart = BarChart("各乡镇进入、退出户数", labels=0, series=(2, 3), row_count=len(found.townships))
    return [
        Sheet("乡镇", title, note, TOWNSHIPS, tuple(_township_rows(found)), frozen=1, chart=chart),
        Sheet("户", f"{title}·进入和退出的户", note, HOUSEHOLDS, tuple(_household_rows(found)), frozen=1),
    ]


def _township_rows(found: Comparison) -> Iterable[SheetRow]:
    for t in found.townships:
        yield SheetRow((name_place(t.township_code, found.month), t.before, t.entering, t.leaving, t.after))
    total = found.total
    yield SheetRow(("合计", total.before, total.entering, total.leaving, total.after))


def _household_rows(found: Comparison) -> Iterable[SheetRow]:
    labels = {rule.rule: rule.label for rule in pack_for(found.county_code).rules}
    for position, change in enumerate(found.households, start=1):
        places = (name_place(code, found.month) for code in (change.township_code, change.village_code))
        because = "、".join(labels.get(rule, rule) for rule in change.rules)
        moved = "进入" if change.is_entering else "退出"
        yield SheetRow((position, *places, str(change.household_id), moved, because))
