"""``up``, ``down``, ``status``, ``clean``: the embedded stack."""

from rich.table import Table

from shouwang.cli.screen import AsJson, plain_errors, say, show, table
from shouwang.landing import Question, open_questions
from shouwang.settings import settings
from shouwang.warehouse.overview import deliveries, months

STATES = {
    "archived": "已归档",
    "landed": "已入库",
    "accepted": "已接收",
    "rejected": "未通过质量关",
    "refused": "不能读取",
    "duplicate": "重复报送",
    "questioned": "待裁定",
    "withdrawn": "已撤回",
    "prepared": "准备中",
    "built": "已研判",
    "passed": "已通过质量关",
    "stopped": "质量关停止发布",
    "failed": "失败",
    "published": "已发布",
    "unknown": "未运行",
}


def up(*, as_json: AsJson = False) -> None:
    """启动数据库和 Airflow（已启动的部分不动）。"""
    from shouwang import stack

    with plain_errors():
        endpoints = stack.up(settings(), say)
    rows = [("Airflow", endpoints.airflow_url), ("用户名 / 密码", endpoints.login)]
    show(endpoints.as_document(), as_json, table("已启动", ("", ""), rows))


def down(*, as_json: AsJson = False) -> None:
    """停止 Airflow 和数据库，数据保留。"""
    from shouwang import stack

    with plain_errors():
        stack.down(settings(), say)
    show({"stopped": True}, as_json, table("已停止，数据保留", ("",), []))


def clean(*, as_json: AsJson = False) -> None:
    """停止并删除全部数据（收件箱、归档、数据库、清单）。"""
    from shouwang import stack

    with plain_errors():
        stack.clean(settings(), say)
    show({"removed": str(settings().home)}, as_json, table("已停止并删除全部数据", ("",), []))


def status(*, as_json: AsJson = False) -> None:
    """组件是否在运行，各月进展，各批次行数（收到＝接收＋待整改）。"""
    from shouwang import stack

    with plain_errors():
        components = stack.status(settings())
        is_up = all(component.is_running for component in components)
        known_months = months(settings()) if is_up else []
        known_deliveries = deliveries(settings()) if is_up else []
        waiting = open_questions(settings()) if is_up else []
    document = {
        "components": [component.as_document() for component in components],
        "months": known_months,
        "deliveries": known_deliveries,
        "questions": [found.as_document() for found in waiting],
    }
    show(
        document,
        as_json,
        table("组件", ("组件", "状态"), [(c.name, "运行中" if c.is_running else "已停止") for c in components]),
        months_table(known_months),
        deliveries_table(known_deliveries),
        *([questions_table(waiting)] if waiting else []),
    )


def months_table(rows: list[dict[str, object]]) -> Table:
    """Months with state, version, referrals and lists."""
    names = ("county_code", "month", "state", "version", "revision", "referral_count", "list_count")
    headers = ("县区", "月份", "状态", "数据版本", "清单版次", "交办户数", "乡镇清单")
    shown = [{**row, "state": STATES[str(row["state"])]} for row in rows]
    return table("各月", headers, [[row[name] for name in names] for row in shown])


def deliveries_table(rows: list[dict[str, object]]) -> Table:
    """Deliveries with rows in = accepted + held."""
    names = ("revision", "state", "rows_in", "rows_accepted", "rows_held", "rows_dropped", "delivery_id")
    headers = ("月份", "部门", "名单", "版次", "状态", "收到行", "＝接收", "＋待整改", "另略去", "编号")
    shown = [
        [row["month"], row["department"], row["feed_title"] or row["file_name"], *(row[name] for name in names)]
        for row in [{**row, "state": STATES[str(row["state"])]} for row in rows]
    ]
    return table("批次（收到＝接收＋待整改）", headers, shown)


def questions_table(waiting: list[Question]) -> Table:
    """Deliveries that wait for a person, why, and what to do."""
    rows = [
        (
            found.subject,
            "；".join(found.asked.values()),
            f"shouwang decide {found.delivery_id} --accept|--reject --reason 理由",
        )
        for found in waiting
    ]
    return table(
        "待裁定（其间沿用以前已接收的名单）", ("报送", "疑点", "办理：在 Airflow“报送裁定”中回答，或执行"), rows
    )
