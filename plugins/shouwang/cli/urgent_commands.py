"""``urgent``: refer at once what cannot wait for the month."""

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, show, table
from shouwang.settings import settings


def urgent(*, county: County = "411024", as_json: AsJson = False) -> None:
    """急难交办：立即收取收件箱中文件名含“急难”的报告和反馈，交办乡镇和临时救助部门；再次执行不重复交办。"""
    from shouwang.urgent.lane import watch

    with plain_errors():
        done = watch(settings(), county)
    lists = [(made.addressee, made.row_count, made.file_path) for made in done.lists]
    months = "、".join(f"{month:%Y-%m}" for month in done.months) or "—"
    counts = [(len(done.delivery_ids), len(done.lists), months)]
    show(
        done.as_document(),
        as_json,
        table("急难交办", ("收取文件", "发出名单", "须重新生成的月份"), counts),
        table("发出的名单", ("对象", "户数", "文件"), lists),
    )
