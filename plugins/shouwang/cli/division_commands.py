"""``divisions``: the county's places over time, their changes, and a month counted by places of another."""

from datetime import date
from typing import Annotated

import typer

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, show, table
from shouwang.divisions import KIND_LABELS, LEVEL_NAMES, codes_until, county, divisions, history, places_of, seat
from shouwang.divisions import NEWEST as AFTER_ALL
from shouwang.months import months_before, parse_month
from shouwang.settings import settings

app = typer.Typer(name="divisions", help="区划：各月的乡镇和村、历次变更、按新旧区划汇总。", no_args_is_help=True)
Month = Annotated[str, typer.Option("--month", help="月份，如 2023-09。")]


@app.command("list")
def list_places(*, county_code: County = "411024", month: Month, as_json: AsJson = False) -> None:
    """列出一个县某月的乡镇，以及各有几个村。"""
    with plain_errors():
        wanted = parse_month(month)
        county(county_code)
        villages = [village.parent_code for village in places_of(county_code, "village", wanted)]
        rows = [(t.code, t.name, villages.count(t.code)) for t in places_of(county_code, "township", wanted)]
        title = f"{divisions()[county_code].name}（{seat(county_code, wanted)}）{month} 的乡镇"
    document = [{"township_code": code, "township_name": name, "village_count": n} for code, name, n in rows]
    show(document, as_json, table(title, ("代码", "名称", "村居数"), rows))


@app.command()
def changes(*, county_code: County = "411024", as_json: AsJson = False) -> None:
    """列出一个县历次区划变更：何时、从哪里到哪里、依据什么文件。"""
    with plain_errors():
        county(county_code)
        ours = {code for level in LEVEL_NAMES for code in codes_until(county_code, level, AFTER_ALL)}
        found = [s for s in history().successions if {s.predecessor, s.successor} & ours]
        named = [
            (_name(s.predecessor, months_before(s.changed_on, 1)), _name(s.successor, s.changed_on)) for s in found
        ]
    rows = [
        (f"{s.changed_on:%Y-%m}", KIND_LABELS[s.kind], s.predecessor, old, s.successor, new, s.document)
        for s, (old, new) in zip(found, named, strict=True)
    ]
    headers = ("起用月份", "变更", "原代码", "原名称", "新代码", "新名称", "文件")
    show([s._asdict() for s in found], as_json, table("区划变更", headers, rows))


@app.command()
def check(*, as_json: AsJson = False) -> None:
    """检查区划变更表：写错的行指出文件、行号和原因；没有错误时说明有几项。"""
    with plain_errors():
        declared = history()
    document = {"division_count": len(declared.divisions), "change_count": len(declared.successions)}
    rows = [("区划（含历次）", document["division_count"]), ("变更", document["change_count"])]
    show(document, as_json, table("区划变更表没有错误", ("项目", "数目"), rows))


@app.command()
def report(
    *,
    county_code: County = "411024",
    month: Month,
    as_of: Annotated[str, typer.Option("--as-of", help="按哪个月的区划汇总，如 2024-01；不早于数据月份。")],
    as_json: AsJson = False,
) -> None:
    """把已发布的一个月按当时的乡镇和按以后某月的乡镇各汇总一次：两个合计相等。"""
    from shouwang.publication.place_counts import read_place_counts

    with plain_errors():
        counts = read_place_counts(settings(), county_code, parse_month(month), parse_month(as_of))
    headers = ("代码", "乡镇", "交办户数", "风险条数", "其中推定")
    shown = []
    ways = ((f"{month} 交办，按当时区划", counts.as_was), (f"{month} 交办，按 {as_of} 区划", counts.as_is))
    for title, townships in ways:
        sums = [sum(column) for column in zip(*(t[2:] for t in townships), strict=True)] or [0, 0, 0]
        shown.append(table(title, headers, [*townships, ("", "合计", *sums)]))
    show(
        {"month": month, "as_of": as_of} | {n: [t._asdict() for t in getattr(counts, n)] for n in ("as_was", "as_is")},
        as_json,
        *shown,
    )


def _name(code: str, month: date) -> str:
    """The newest name the division had by the month."""
    names = [d.name for d in history().divisions if d.code == code and d.valid_from <= month]
    return names[-1] if names else code
