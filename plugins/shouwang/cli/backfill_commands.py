"""``backfill create`` and ``backfill cancel``: historical months through Airflow's own backfill."""

from typing import Annotated, get_args

import typer

from shouwang.cli.county_commands import cycle_of
from shouwang.cli.file_commands import County, First, Last
from shouwang.cli.screen import AsJson, plain_errors, say, show, stop, table
from shouwang.cli.stack_commands import STATES
from shouwang.months import months_between, parse_month
from shouwang.settings import settings
from shouwang.stack.airflow_client import Again

app = typer.Typer(help="回填历史月份：用 Airflow 自带的 backfill，任何顺序、可取消可续做，结果与逐月运行相同。")


@app.command()
def create(  # noqa: PLR0913 -- the options of a command
    *,
    county: County = "411024",
    first: First,
    last: Last,
    backwards: Annotated[
        bool, typer.Option("--backwards", help="从末月往首月：结果相同，但后面的月份要多做一遍。")
    ] = False,
    side_by_side: Annotated[int, typer.Option("--parallel", min=1, help="同时收数的月数。")] = 1,
    again: Annotated[
        str, typer.Option("--again", help="运行过的月份：none 跳过，failed 重跑失败或取消的，completed 全部重跑。")
    ] = "none",
    as_json: AsJson = False,
) -> None:
    """回填起止月份（含两端），等到各月都发布为止；中断本命令不影响回填，编号见第一行。"""
    from shouwang.backfill import Backfill, outcomes

    modes: dict[str, Again] = {mode: mode for mode in get_args(Again)}
    if again not in modes:
        stop(f"--again 应为 {'、'.join(modes)} 之一，实为 {again}")
    with plain_errors():
        months = months_between(parse_month(first), parse_month(last))
        if not months:
            stop(f"首月 {first} 在末月 {last} 之后；请改正")
        filling = Backfill(settings(), county, cycle_of(county).airflow, say)
        started = filling.start(
            months[0], months[-1], backwards=backwards, side_by_side=side_by_side, again=modes[again]
        )
        say(f"回填编号 {started.backfill_id}；取消：shouwang backfill cancel {started.backfill_id}")
        found = outcomes(filling.follow(started, months))
    show(found, as_json, table("回填结果", ("月份", "状态"), [(o["month"], STATES[o["state"]]) for o in found]))
    if any(outcome["state"] != "published" for outcome in found):
        stop("有月份没有发布：改正后用 --again failed 再回填；质量报告在 " + str(settings().reports / county))


@app.command()
def cancel(
    number: Annotated[int, typer.Argument(metavar="编号", help="回填的编号。")], *, as_json: AsJson = False
) -> None:
    """取消一次回填：正在收数的月份做完，其余不再开始；用 create --again failed 接着做（原为 completed 的仍用它）。"""
    from shouwang.stack.control import client

    with plain_errors(), client(settings()) as airflow:
        cancelled = airflow.cancel_backfill(number)
    document = {"backfill_id": cancelled.backfill_id, "completed_at": cancelled.completed_at}
    show(document, as_json, table("已取消", ("编号",), [(number,)]))
