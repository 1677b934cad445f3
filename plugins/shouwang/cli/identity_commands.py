"""``identities``: identity cells that wait for a person."""

from pathlib import Path
from typing import Annotated

import typer

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, say, show, table
from shouwang.settings import settings


def identities(
    *,
    county: County = "411024",
    xlsx: Annotated[Path | None, typer.Option(help="把逐格清单（含个人信息）另存为这个 xlsx 文件。")] = None,
    as_json: AsJson = False,
) -> None:
    """待人工核对的身份证号：每份报送有几处，其中花名册提得出唯一一人、几人相符、无人相符、姓名不同的各几处。"""
    from shouwang.landing.identities.queue import waiting_cells

    with plain_errors():
        found = waiting_cells(settings(), county)
        if xlsx:
            _write_rows(county, xlsx)
    headers = ("月份", "部门", "名单", "文件", "唯一一人", "几人相符", "无人相符", "姓名不同")
    rows = [
        (
            *(f"{cells.month:%Y-%m}", cells.department_name, cells.feed_title, cells.file_name),
            *(cells.proposed_count, cells.ambiguous_count, cells.unknown_count, cells.name_differs_count),
        )
        for cells in found
    ]
    show([cells.as_document() for cells in found], as_json, table("待核对的身份证号", headers, rows))


def _write_rows(county: str, xlsx: Path) -> None:
    from shouwang.landing.identities.queue import waiting_rows
    from shouwang.publication.identity_sheet import write_identity_sheet

    content = write_identity_sheet(waiting_rows(settings(), county))
    xlsx.touch(mode=0o600)
    xlsx.write_bytes(content)
    say(f"逐格清单已写入 {xlsx}，含个人信息，请妥善保管")
