"""``simulate``, ``check``, ``evaluate``: files before and after the warehouse."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from shouwang.cli.screen import AsJson, plain_errors, progress_console, show, stop, table
from shouwang.months import months_between, parse_month
from shouwang.settings import settings

County = Annotated[str, typer.Option("--county", help="县区代码，6 位，如 411024（鄢陵县）。")]
First = Annotated[str, typer.Option("--from", help="首月，如 2022-01。")]
Last = Annotated[str, typer.Option("--to", help="末月，如 2022-03。")]


def simulate(  # noqa: PLR0913 -- the options of a command
    *,
    county: County = "411024",
    first: First = "2022-01",
    last: Last = "2022-03",
    households: Annotated[int, typer.Option(help="户数。")] = 20_000,
    seed: Annotated[int, typer.Option(help="随机种子；相同种子产生逐字节相同的文件。")] = 7,
    every_list: Annotated[
        bool,
        typer.Option("--every-list", help="报送政策要求的全部名单，并为每条规则植入标准内外的情形；默认只有每月名单。"),
    ] = False,
    inbox: Annotated[Path | None, typer.Option(help="收件箱目录；默认为本机收件箱。")] = None,
    as_json: AsJson = False,
) -> None:
    """模拟一个县：各部门每月报送的名单放入收件箱，真实情况写在收件箱旁边。"""
    from shouwang.simulation import Plan
    from shouwang.simulation import simulate as simulate_county

    place = inbox or settings().inbox
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with plain_errors(), Progress(*columns, console=progress_console, disable=as_json) as progress:
        shown = progress.add_task("模拟", total=None)
        plan = Plan(county, parse_month(first), parse_month(last), households, seed, every_list)
        summary = simulate_county(
            plan,
            place,
            truth_beside(place),
            lambda text, done, total: progress.update(shown, description=text, completed=done, total=total),
        )
    document = summary.as_document()
    show(document, as_json, table("模拟完成", ("项目", "值"), document.items()))


def check(
    file: Annotated[Path, typer.Argument(help="要检查的文件。", exists=True, dir_okay=False)],
    *,
    county: County = "411024",
    feed: Annotated[str | None, typer.Option(help="名单代码；默认自动识别。")] = None,
    month: Annotated[str | None, typer.Option(help="数据月份，如 2022-01；给出时也检查出生日期不晚于该月。")] = None,
    as_json: AsJson = False,
) -> None:
    """报送前检查：哪些行会被接收，哪些需要整改，不入库。"""
    from shouwang.landing import check as check_file

    with plain_errors():
        report = check_file(file, county, feed, parse_month(month) if month else None)
    show(report.as_document(), as_json, *report.tables())
    if not report.is_readable:
        raise typer.Exit(1)


def evaluate(
    *,
    county: County = "411024",
    first: First = "2022-01",
    last: Last = "2022-03",
    truth: Annotated[Path | None, typer.Option(help="模拟真实情况的目录；默认在收件箱旁边。")] = None,
    as_json: AsJson = False,
) -> None:
    """把已发布的乡镇清单与模拟的真实情况逐户比对：查全率、查准率。"""
    from shouwang.simulation.evaluation import evaluate as evaluate_lists

    with plain_errors():
        months = months_between(parse_month(first), parse_month(last))
        found = evaluate_lists(truth or truth_beside(settings().inbox), settings().outbox, county, months)
    rows = [
        ("应在清单（户·月）", found.expected_count),
        ("已在清单（户·月）", found.published_count),
        ("查全率", f"{found.recall:.3f}"),
        ("查准率", f"{found.precision:.3f}"),
        ("遗漏", len(found.missing)),
        ("无由", len(found.unexplained)),
    ]
    show(found.as_document(), as_json, table("与真实情况比对", ("项目", "值"), rows))
    if found.missing or found.unexplained:
        stop("清单与真实情况不一致，详见 --json")


def truth_beside(inbox: Path) -> Path:
    """The directory of the simulated truth: beside the inbox, never in it."""
    return inbox.parent / "truth"
