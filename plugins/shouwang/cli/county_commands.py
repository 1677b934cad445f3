"""``run``, ``explain``, ``walkthrough``: a county's months."""

from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from shouwang.cli.file_commands import County, First, Last, truth_beside
from shouwang.cli.screen import AsJson, plain_errors, say, show, stop, table
from shouwang.cli.stack_commands import STATES, deliveries_table
from shouwang.cycle import Cycle
from shouwang.divisions import county as division_of
from shouwang.months import following, months_between, parse_month
from shouwang.settings import settings
from shouwang.warehouse.overview import deliveries, months, townships

LANES = {"monthly": "月度名单", "urgent": "急难交办", "not_repeated": "已急难交办，不重复交办"}
Month = Annotated[str, typer.Option("--month", help="数据月份，如 2022-01。")]


def run(*, county: County = "411024", month: Month, as_json: AsJson = False) -> None:
    """通过 Airflow 运行一个县的一个月：收数、研判、发布，直到清单发出。"""
    with plain_errors():
        outcome = cycle_of(county).run(parse_month(month))
    rows = [[o["month"], STATES[o["state"]], o["seconds"], o["version"], o["referral_count"]] for o in outcome]
    show(outcome, as_json, table("运行结果", ("月份", "状态", "用时（秒）", "数据版本", "交办户数"), rows))
    if any(o["state"] != "published" for o in outcome):
        stop("有月份没有发布：原因见上；质量报告在 " + str(settings().reports / county))


def explain(
    household: Annotated[str, typer.Argument(help="户的内部编号，或清单中的行标识。")],
    *,
    county: County = "411024",
    month: Annotated[str | None, typer.Option("--month", help="只看这个月。")] = None,
    as_json: AsJson = False,
) -> None:
    """一户为什么在清单上：规则、条款、部门记录、数值、标准、最早发现时间。"""
    from shouwang.publication import explain as explain_household

    with plain_errors():
        wanted = parse_month(month) if month else None
        found = explain_household(settings(), county, household_number(household), wanted)
    if not found:
        stop(f"{county} 的已发布清单中没有户 {household}；用 `shouwang lists` 查看已发出的清单")
    names = (
        "month",
        "risk_label",
        "value_amount",
        "threshold_amount",
        "document_number",
        "clause",
        "first_known_month",
    )
    headers = ("月份", "风险", "数值", "标准", "文件", "条款", "首次发现", "通道")
    origin = ("department_name", "file_name", "delivery_revision", "row_number", "received_date", "known_since")
    show(
        found,
        as_json,
        table(f"户 {household}", headers, [[*(row[name] for name in names), LANES[row["lane"]]] for row in found]),
        table(
            "来源",
            ("部门", "文件", "版次", "行", "收到", "首次发布"),
            [[row[name] for name in origin] for row in found],
        ),
    )


def cycle_of(county: str) -> Cycle:
    """The county's cycles in the running Airflow; LookupError for another county, or before the first start."""
    from shouwang.stack.control import client

    if county not in settings().counties:
        served = "、".join(settings().counties)
        raise LookupError(f"本机没有配置县区 {county}，已配置 {served}；请设置 SHOUWANG_COUNTIES 后重新启动")
    return Cycle(settings(), county, client(settings()), say)


def household_number(text: str) -> int:
    """The internal number of a household given as a number or as a row key; ValueError otherwise."""
    from shouwang.people.pseudonym_keys import keys_in_force
    from shouwang.people.row_keys import RowKey
    from shouwang.warehouse import connect

    if text.isdecimal():
        return int(text)
    with connect(settings(), "publisher", "explain") as connection:
        return RowKey.decode(text, keys_in_force(settings(), connection).pseudonyms).household_id


def walkthrough(  # noqa: PLR0913 -- the options of a command
    *,
    county: County = "411024",
    first: First = "2022-01",
    last: Last = "2022-03",
    households: Annotated[int, typer.Option(help="户数。")] = 20_000,
    seed: Annotated[int, typer.Option(help="随机种子。")] = 7,
    as_json: AsJson = False,
) -> None:
    """走一遍：启动、模拟一个县、逐月运行、乡镇反馈，最后说明结果在哪里。再次执行不改变任何东西。"""
    from shouwang import stack

    with plain_errors():
        endpoints = stack.up(settings(), say)
        wanted = months_between(parse_month(first), parse_month(last))
        fill_inbox(county, wanted, households, seed)
        outcome = []
        for month in wanted:
            put_feedback_back(county, month, seed)
            cycle = cycle_of(county)
            outcome += cycle.run(month) if cycle.needs_run(month) else [cycle.known_outcome(month)]
        document = {**endpoints.as_document(), **overview(county, outcome)}
    login = [("Airflow 界面", endpoints.airflow_url), ("用户名 / 密码", endpoints.login)]
    show(document, as_json, *overview_tables(county, document, login))
    if any(o["state"] != "published" for o in outcome):
        stop("有月份没有发布：原因见上")


def fill_inbox(county: str, wanted: list[date], households: int, seed: int) -> None:
    """Simulate the county once; a second time the files are known already and nothing is written."""
    from shouwang.simulation import Plan, simulate

    truth = truth_beside(settings().inbox)
    if all((truth / county / f"{month:%Y-%m}.csv").exists() for month in wanted):
        say(f"已有 {division_of(county).name} {wanted[0]:%Y-%m} 至 {wanted[-1]:%Y-%m} 的模拟数据，不再生成")
        return
    plan = Plan(county, wanted[0], wanted[-1], households, seed)
    simulate(plan, settings().inbox, truth, lambda text, done, total: say(f"模拟 {text} {done}/{total}"))


def put_feedback_back(county: str, month: date, seed: int) -> None:
    """Let the townships answer last month's lists, once, before this month runs."""
    from shouwang.simulation.feedback import fill_in_feedback

    before = [
        m for m in months(settings()) if m["county_code"] == county and following(parse_month(m["month"])) == month
    ]
    answered = [
        d for d in deliveries(settings()) if d["feed"] == "township_feedback" and d["month"] == f"{month:%Y-%m}"
    ]
    if not before or answered:
        return
    lists_of = settings().outbox / county / before[0]["month"]
    files = fill_in_feedback(lists_of, truth_beside(settings().inbox), settings().inbox, month, seed)
    say(f"{before[0]['month']} 的清单由乡镇填好后放回收件箱：{len(files)} 份")


def overview(county: str, outcome: list[dict[str, Any]]) -> dict[str, Any]:
    """Months, deliveries, referrals per township, and where the lists lie."""
    return {
        "months": outcome,
        "deliveries": [d for d in deliveries(settings()) if d["county_code"] == county],
        "townships": townships(settings(), county),
        "outbox": str(settings().outbox / county),
        "reports": str(settings().reports / county),
    }


def overview_tables(county: str, document: dict[str, Any], login: list[tuple[str, str]]) -> list[Table]:
    """The overview as tables, ending with where things are and how to sign in."""
    month_names = sorted({row["month"] for row in document["townships"]})
    counts = {(row["township_name"], row["month"]): row["household_count"] for row in document["townships"]}
    names = list(dict.fromkeys(row["township_name"] for row in document["townships"]))
    by_township = [[name, *(counts[name, month] for month in month_names)] for name in names]
    ran = [
        [o["month"], STATES[o["state"]], o["seconds"], o["version"], o["referral_count"]] for o in document["months"]
    ]
    places = [("乡镇清单", document["outbox"]), ("质量报告", document["reports"]), *login]
    return [
        deliveries_table(document["deliveries"]),
        table(f"{division_of(county).name}各乡镇交办户数", ("乡镇", *month_names), by_township),
        table("各月", ("月份", "状态", "用时（秒）", "数据版本", "交办户数"), ran),
        table("在哪里", ("", ""), places),
    ]
