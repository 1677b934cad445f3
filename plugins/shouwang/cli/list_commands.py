"""``lists`` and ``lists again``: what left, and any of it made again byte for byte."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, show, stop, table
from shouwang.durable_files import write_whole
from shouwang.months import parse_month
from shouwang.settings import settings
from shouwang.urgent.numbering import name_revision
from shouwang.warehouse.overview import issued_lists

if TYPE_CHECKING:
    from shouwang.publication.remaking import Remade

Month = Annotated[str | None, typer.Option("--month", help="只看这个月。")]
REASONS = {
    "program": "发出后系统程序（或地名、运行环境）有变动",
    "unknown_program": "发出时没有记下程序版本，可能由旧程序生成",
    "key": "发出后更换过化名密钥，请从备份取原件",
    "forgotten": "发出后有人依法要求删除个人信息，名单中已不再有其姓名",
}
YANLING = "411024"
SAME = "与发出的逐字节相同"

app = typer.Typer(help="已发出的清单：乡镇每月一份，更正以补充名单发出，急难随时发出；again 按当时所知重新生成。")


@app.callback(invoke_without_command=True)
def lists(context: typer.Context, *, county: County = YANLING, month: Month = None, as_json: AsJson = False) -> None:
    """已发出的清单：乡镇每月一份，更正以补充名单发出，急难随时发出；again 按当时所知重新生成。"""
    if context.invoked_subcommand:
        if month or as_json or county != YANLING:
            stop(f"选项请写在 {context.invoked_subcommand} 之后，如 `shouwang lists again --month 2022-01`")
        return
    with plain_errors():
        rows = issued_lists(settings(), county, parse_month(month) if month else None)
    shown = [(r["month"], name_revision(r["revision"]), r["row_count"], r["file_path"]) for r in rows]
    show(rows, as_json, table("已发出的清单", ("月份", "版次", "行数", "文件"), shown))


@app.command()
def again(  # noqa: PLR0913 -- the options of a command
    *,
    county: County = YANLING,
    month: Month = None,
    revision: Annotated[int | None, typer.Option("--revision", help="只要这一版（急难1号为1001）。")] = None,
    addressee: Annotated[str, typer.Option("--addressee", help="只要给它的：乡镇、县的代码，部门代码或其开头。")] = "",
    to: Annotated[
        Path | None, typer.Option("--to", help="另存到这个目录（含个人信息，请妥善保管）；默认只比对。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """按当时所知重新生成已发出的清单，并与发出时的校验码比对；有不同的返回 1。"""
    from shouwang.publication.remaking import remake_lists
    from shouwang.urgent.remaking import remake_urgent_lists

    with plain_errors():
        wanted = (settings(), county, parse_month(month) if month else None, revision)
        made = [*remake_lists(*wanted), *remake_urgent_lists(*wanted)]
        made = [one for one in made if one.issued.addressee.startswith(addressee)]
        if not made:
            stop(f"{county} 没有发出过所要的清单；用 `shouwang lists --county {county}` 查看已发出的")
        _save(made, to)
    headers = ("月份", "版次", "文件", "结果")
    rows = [
        (f"{one.month:%Y-%m}", name_revision(one.issued.revision), one.issued.file_path, _judge(one)) for one in made
    ]
    show([_describe(one) for one in made], as_json, table("重新生成的清单", headers, rows))
    if different := sum(not one.is_same for one in made):
        stop(f"{len(made)} 份中有 {different} 份与发出时不同，原因见上；发出的原件在 {settings().outbox / county}")


def _describe(one: "Remade") -> dict[str, Any]:
    known = one.issued
    return {
        "month": f"{one.month:%Y-%m}",
        "revision": known.revision,
        "version": known.version,
        "addressee": known.addressee,
        "file_path": known.file_path,
        "sha256": known.sha256,
        "is_same": one.is_same,
        "reasons": list(one.reasons),
    }


def _judge(one: "Remade") -> str:
    if one.is_same:
        return SAME
    what = "不同" if one.content is not None else "现在不再生成"
    why = "；".join(REASONS[reason] for reason in one.reasons)
    return f"{what}：{why or '程序、密钥均未变，也无人要求删除，请报告此问题'}"


def _save(made: Sequence["Remade"], to: Path | None) -> None:
    for one in made:
        if to and one.content is not None:
            path = to / one.issued.file_path
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            write_whole(path, one.content, 0o640)
