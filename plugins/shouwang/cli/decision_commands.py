"""``decide`` and ``withdraw``: what people say about a delivery, without a browser."""

import getpass
from typing import Annotated

import httpx
import typer

from shouwang.cli.screen import AsJson, plain_errors, show, stop, table
from shouwang.landing import Delivery
from shouwang.landing import decide as decide_delivery
from shouwang.landing import withdraw as withdraw_delivery
from shouwang.settings import settings
from shouwang.stack.airflow_client import AirflowClient
from shouwang.stack.control import client
from shouwang.stack.errors import StackError

Number = Annotated[int, typer.Argument(metavar="编号", help="报送的编号，见 `shouwang status`。")]
Reason = Annotated[str, typer.Option("--reason", help="理由，写进台账和给部门的回执；请不要写姓名。")]
By = Annotated[str | None, typer.Option("--by", help="经办人的登录名；默认为当前系统用户。")]
HELPLESS = "Airflow 没有运行：启动后执行 `shouwang run --county {} --month {}` 即生效"


def decide(  # noqa: PLR0913 -- the options of a command
    delivery: Number,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="采用：经质量关后取代以前的报送。")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="不采用：继续沿用以前已接收的名单。")] = False,
    reason: Reason,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """裁定一份待裁定的报送：采用还是不采用。"""
    if accept == reject:
        stop("请写明 --accept（采用）或 --reject（不采用）中的一个")
    with plain_errors():
        found = decide_delivery(settings(), delivery, "accept" if accept else "reject", reason, by or getpass.getuser())
    _tell(found, _follow_up(found, "采用" if accept else "不采用"), as_json)


def withdraw(delivery: Number, *, reason: Reason, by: By = None, as_json: AsJson = False) -> None:
    """撤回一份报送：以前已接收的那一份重新生效，已发布的月份重新研判。"""
    with plain_errors():
        found = withdraw_delivery(settings(), delivery, reason, by or getpass.getuser())
    _tell(found, _follow_up(found, "暂缓"), as_json)


def _tell(delivery: Delivery, follow_up: str, as_json: bool) -> None:  # noqa: FBT001 -- the flag as the command got it
    names = ("delivery_id", "county_code", "month", "feed", "revision", "state_code", "message")
    document = {name: getattr(delivery, name) for name in names} | {"follow_up": follow_up}
    show(document, as_json, table("裁定结果", ("项目", "值"), document.items()))


def _follow_up(delivery: Delivery, label: str) -> str:
    """Let Airflow go on from the decision: the run that asks ends with it, or the month's landing runs."""
    county, month = delivery.county_code, f"{delivery.month:%Y-%m}"
    try:
        with client(settings()) as airflow:
            if _close(airflow, delivery, label) and delivery.state_code != "withdrawn":
                return "Airflow 中的待办已同时办结，随后自动过质量关、重新研判"
            airflow.trigger(f"land_deliveries_{county}", month)
    except (LookupError, httpx.TransportError, StackError):
        return HELPLESS.format(county, month)
    return f"已启动 {month} 的收数运行，随后自动重新研判"


def _close(airflow: AirflowClient, delivery: Delivery, label: str) -> bool:
    """Answer the run that asks about the delivery, so that it waits no longer; whether there was one."""
    for run in airflow.runs(f"decide_deliveries_{delivery.county_code}", str(delivery.delivery_id)):
        if run.state == "running":
            try:
                airflow.answer(run, "ask_person", label, reason="")
            except StackError:
                continue  # it has not come to asking, and will find that nothing is open
            return True
    return False
