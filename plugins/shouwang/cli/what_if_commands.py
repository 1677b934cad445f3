"""``what-if``: a published month under other parameters."""

from typing import Annotated, Any

import typer

from shouwang.cli.county_commands import Month
from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, say, show, table
from shouwang.months import parse_month
from shouwang.settings import settings

LONGEST_BAR = 30  # characters


def what_if(
    *,
    county: County = "411024",
    month: Month,
    alterations: Annotated[
        list[str], typer.Option("--set", help="参数=数值，如 monitoring_range=7500；参数名可只写开头；可以给多次。")
    ],
    as_json: AsJson = False,
) -> None:
    """政策试算：已发布的一个月若换一个标准，各乡镇哪些户进入、哪些退出。不改动已发布的数据。"""
    from shouwang.what_if import compare, save_workbook

    with plain_errors():
        found = compare(settings(), county, parse_month(month), alterations)
        path = save_workbook(settings(), found)
    document = document_of(found, str(path))
    widest = max((max(t["entering"], t["leaving"]) for t in document["townships"]), default=0)
    rows = [
        (*(t[name] for name in ("township_name", "before", "entering", "leaving", "after")), bars(t, widest))
        for t in document["townships"]
    ]
    total = found.total
    rows.append(("合计", total.before, total.entering, total.leaving, total.after, ""))
    title = f"{found.county_code} {month} 第{found.version}版：" + "；".join(a.text for a in found.alterations)
    show(document, as_json, table(title, ("乡镇", "现有户", "进入", "退出", "试算后", "＋进入 －退出"), rows))
    say(f"逐户名单与图表：{path}（每户的原因：shouwang explain 户内部编号）")


def document_of(found: Any, path: str) -> dict[str, Any]:
    """The comparison for programs; households by their internal numbers."""
    from shouwang.publication.wording import name_place

    return {
        "county_code": found.county_code,
        "month": f"{found.month:%Y-%m}",
        "version": found.version,
        "altered": {a.name: {"in_force": str(a.in_force), "asked": str(a.asked)} for a in found.alterations},
        "townships": [
            {
                "township_code": t.township_code,
                "township_name": name_place(t.township_code, found.month),
                "before": t.before,
                "entering": t.entering,
                "leaving": t.leaving,
                "after": t.after,
            }
            for t in found.townships
        ],
        "entering": [change.household_id for change in found.households if change.is_entering],
        "leaving": [change.household_id for change in found.households if not change.is_entering],
        "workbook": path,
    }


def bars(township: dict[str, Any], widest: int) -> str:
    """One ``+`` or ``-`` for a share of the widest bar, at least one for a household."""
    scale = max(1.0, widest / LONGEST_BAR)
    drawn = [
        sign * max(1, round(count / scale))
        for sign, count in (("+", township["entering"]), ("-", township["leaving"]))
        if count
    ]
    return "".join(drawn)
