"""``receipts``: what departments were told became of their files."""

from typing import Annotated

import typer

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, show, table
from shouwang.cli.stack_commands import STATES
from shouwang.months import parse_month
from shouwang.settings import settings


def receipts(
    *,
    county: County = "411024",
    month: Annotated[str | None, typer.Option("--month", help="只看这个月。")] = None,
    as_json: AsJson = False,
) -> None:
    """已发出的回执：每份报送收到了什么、还有几行待整改、回执在哪里。"""
    from shouwang.receipts import issued_receipts

    with plain_errors():
        found = issued_receipts(settings(), county, parse_month(month) if month else None)
    rows = [(r.month, r.delivery_id, STATES.get(r.state_code, r.state_code), r.held_count, r.file_path) for r in found]
    headers = ("月份", "报送编号", "状态", "待整改（行）", "回执")
    show([receipt.as_document() for receipt in found], as_json, table("已发出的回执", headers, rows))
