"""``identities``: identity cells that wait for a person, and what people decide about them."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, say, show, stop, table
from shouwang.settings import settings

Reason = Annotated[str, typer.Option("--reason", help="凭什么这样认定，随决定长期保存；请不要写姓名。")]
By = Annotated[str | None, typer.Option("--by", help="经办人的登录名；默认为当前系统用户。")]
app = typer.Typer(
    name="identities", help="待人工核对的身份证号：有哪些、认定是谁、撤销认定。", invoke_without_command=True
)


@app.callback()
def identities(
    context: typer.Context,
    *,
    county: County = "411024",
    xlsx: Annotated[Path | None, typer.Option(help="把逐格清单（含个人信息）另存为这个 xlsx 文件。")] = None,
    as_json: AsJson = False,
) -> None:
    """待人工核对的身份证号：每份报送有几处，其中花名册提得出唯一一人、几人相符、无人相符、姓名不同的各几处。"""
    if context.invoked_subcommand:
        return
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


@app.command()
def decide(  # noqa: PLR0913 -- the options of a command
    cell: Annotated[
        str, typer.Argument(metavar="单元格", help="报送编号:行，如 123:5；列不是身份证号的写 123:5:列名。")
    ],
    *,
    same: Annotated[bool, typer.Option("--same", help="是同一人。")] = False,
    not_same: Annotated[bool, typer.Option("--not-same", help="不是同一人，以后不再提出。")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="撤销这条记录最近一次决定。")] = False,
    candidate: Annotated[int, typer.Option(help="第几位候选人；0 表示从标准输入读已核实的号码。")] = 1,
    reason: Reason,
    county: County = "411024",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """认定一个单元格是谁、不是谁，或撤销认定；号码从不写在命令行里。"""
    from shouwang.identity_decisions import decide_identities
    from shouwang.landing.identities.decisions import Answer, Cell, candidate_number

    if [same, not_same, undo].count(True) != 1:
        stop("请写明 --same（是同一人）、--not-same（不是）、--undo（撤销）中的一个")
    delivery, _, place = cell.partition(":")
    row, _, column = place.partition(":")
    if not (delivery.isdecimal() and row.isdecimal()):
        stop(f"单元格“{cell}”写得不对，应为 报送编号:行，如 123:5；编号见 `shouwang identities --xlsx`")
    about = Cell(int(delivery), int(row), column or "id_number")
    with plain_errors():
        number = "" if undo else candidate_number(settings(), about, candidate) if candidate else sys.stdin.readline()
        answer = Answer(about, "same" if same else "not_same" if not_same else "undo", number)
        done = decide_identities(settings(), county, [answer], reason, by or getpass.getuser())
    _tell(county, done.as_document(), as_json)


@app.command()
def answer(
    workbook: Annotated[Path, typer.Argument(metavar="清单", help="填好的身份核对清单（xlsx）。")],
    *,
    reason: Reason,
    county: County = "411024",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """交回填好的身份核对清单；有问题的行说明原因，一概不动。"""
    from shouwang.identity_decisions import follow_work_list

    with plain_errors():
        done, held = follow_work_list(settings(), county, workbook.read_bytes(), reason, by or getpass.getuser())
    for message in held:
        say(f"✗ {message}")
    _tell(county, {**done.as_document(), "held": list(held)}, as_json)
    if held:
        stop(f"有 {len(held)} 行没有采用，原因见上；其余各行已生效")


@app.command()
def settle(
    *,
    county: County = "411024",
    month: Annotated[str, typer.Option("--month", help="数据月份，如 2022-01。")],
    as_json: AsJson = False,
) -> None:
    """按已证明不会认错人的规则认定一个月中确定无疑的单元格；每一处都可撤销，撤销后不再认定。"""
    from shouwang.identity_decisions import settle_month
    from shouwang.months import parse_month

    with plain_errors():
        done = settle_month(settings(), county, parse_month(month))
    _tell(county, done.as_document(), as_json)


def _tell(county: str, document: dict[str, object], as_json: bool) -> None:  # noqa: FBT001 -- the flag as the command got it
    months = document["months"]
    first = months[0] if isinstance(months, list) and months else None
    follow_up = (
        f"请执行 shouwang run --county {county} --month {first}，该月及以后已发布的月份重新研判"
        if first
        else "没有需要重新研判的月份"
    )
    told = {**document, "follow_up": follow_up}
    show(told, as_json, table("身份认定", ("项目", "值"), told.items()))


def _write_rows(county: str, xlsx: Path) -> None:
    from shouwang.identity_decisions import pseudonyms_in_force
    from shouwang.landing.identities.queue import waiting_rows
    from shouwang.publication.identity_sheet import write_identity_sheet

    content = write_identity_sheet(waiting_rows(settings(), county), pseudonyms_in_force(settings()))
    xlsx.touch(mode=0o600)
    xlsx.write_bytes(content)
    say(f"逐格清单已写入 {xlsx}，含个人信息，请妥善保管")
