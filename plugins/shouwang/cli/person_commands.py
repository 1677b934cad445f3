"""``reveal``, ``reveals``, ``rekey``, ``person``: identities one at a time, another key, the rights of a person.

An identity number is read from a file or from standard input, never from an argument: arguments show in process lists
and in the shell's history.
"""

import getpass
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from shouwang.cli.file_commands import County
from shouwang.cli.screen import AsJson, plain_errors, say, show, stop, table
from shouwang.durable_files import write_whole
from shouwang.settings import settings

Reason = Annotated[str, typer.Option("--reason", help="理由，写进查看或办理记录；请不要写姓名、号码。")]
By = Annotated[str | None, typer.Option("--by", help="经办人的登录名；默认为当前系统用户。")]
Number = Annotated[Path | None, typer.Option("--from", help="写有身份证号的文件；不写则从标准输入读取。")]
Yes = Annotated[bool, typer.Option("--yes", help="确认执行，不再询问。")]

person = typer.Typer(
    help="办理个人对其信息的权利：查阅（export）、更正（correct）、删除（forget）。", no_args_is_help=True
)


def reveal(
    person_id: Annotated[int, typer.Argument(metavar="人员编号", help="清单、质量报告中的人员内部编号。")],
    *,
    reason: Reason,
    login: Annotated[str, typer.Option(help="以哪个数据库账号查看。")] = "county_officer",
    as_json: AsJson = False,
) -> None:
    """查看一个人的姓名、身份证号、电话和所在村；先记入查看记录，再显示。"""
    from shouwang.vault.revealing import reveal as reveal_identity

    with plain_errors():
        found = reveal_identity(settings(), person_id, reason, login)
    if found is None:
        stop(f"没有一份有效的名单提到编号 {person_id} 的人；本次查看已记录")
    shown = (found.person_name, found.id_number, found.phone, found.village_name)
    show(
        found.as_document(),
        as_json,
        table(f"第 {found.request_number} 次查看", ("姓名", "身份证号", "电话", "村"), [shown]),
    )


def reveals(*, as_json: AsJson = False) -> None:
    """核对查看记录有没有被改动、删除；请把显示的校验码抄存一份。"""
    from shouwang.vault.reveal_log import check_reveals

    with plain_errors():
        found = check_reveals(settings())
    document = {"row_count": found.row_count, "last_digest": found.last_digest, "problem": found.problem}
    show(document, as_json, table("查看记录", ("条数", "校验码"), [(found.row_count, found.last_digest)]))
    if found.problem:
        stop(found.problem)


def rekey(*, yes: Yes = False, as_json: AsJson = False) -> None:
    """更换化名密钥：全库的人员、户编号一次换新，已发出的清单仍能回收。"""
    from shouwang.vault.rekeying import rekey as take_another_key

    _confirm("将更换全库的化名；期间收数和发布会等待，研判中的月份须重新研判。", yes)
    with plain_errors():
        done = take_another_key(settings())
    rows = [(kind, count, done.without_identity.get(kind, 0)) for kind, count in done.renamed.items()]
    show(done.as_document(), as_json, table(f"第 {done.key_number} 把密钥", ("类别", "换新", "其中查无原文"), rows))
    if done.left_to_do:
        say(done.left_to_do)


@person.command()
def export(
    *,
    reason: Reason,
    to: Annotated[Path, typer.Option("--to", help="写到这个目录：个人信息记录.xlsx 和 .json。")],
    number: Number = None,
    by: By = None,
) -> None:
    """查阅：把库中关于一个人的全部内容交给本人。"""
    from shouwang.vault.record import export_person
    from shouwang.vault.record_sheet import write_record

    with plain_errors():
        record = export_person(settings(), _read(number), reason, by or getpass.getuser())
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(to / "个人信息记录.xlsx", write_record(record), 0o600)
        document = json.dumps(record.as_document(), ensure_ascii=False, indent=2)
        write_whole(to / "个人信息记录.json", document.encode(), 0o600)
    say(f"共 {record.row_count} 行，已写入 {to}；含个人信息，只交本人")


@person.command()
def correct(
    *,
    county: County = "411024",
    reason: Reason,
    request: Annotated[
        Path | None, typer.Option("--from", help="JSON 文件：id_number、feed、column、old、new；不写则从标准输入读取。")
    ] = None,
    by: By = None,
) -> None:
    """更正：把名单中关于一个人的一格改正，随下次收数生效，并对以后仍有错的报送继续适用。"""
    from shouwang.vault.correcting import Request, correct_person

    with plain_errors():
        try:
            wanted = Request.model_validate_json(_read(request))
        except ValueError as error:
            kinds = sorted({f"{'.'.join(map(str, e['loc']))} {e['type']}" for e in getattr(error, "errors", list)()})
            raise ValueError(f"申请应为含 id_number、feed、column、old、new 的 JSON：{'；'.join(kinds)}") from None
        done = correct_person(settings(), wanted, county, reason, by or getpass.getuser())
    say(f"已把 {len(done.paths)} 份更正放入收件箱，下次收数时生效；请同时通知报送部门改正源头")


@person.command()
def recorrect(*, county: County = "411024") -> None:
    """对新到的、仍有已更正错误的报送再次更正。"""
    from shouwang.vault.correcting import apply_corrections

    with plain_errors():
        done = apply_corrections(settings(), county)
    say(f"已把 {len(done.paths)} 份更正放入收件箱")


@person.command()
def forget(*, reason: Reason, number: Number = None, by: By = None, yes: Yes = False) -> None:
    """删除：法定目的终了后，库中不再有此人；计数不变。"""
    from shouwang.vault.forgetting import forget_person

    with plain_errors():
        text = _read(number)
        _confirm("删除后不能恢复。", yes)
        done = forget_person(settings(), text, reason, by or getpass.getuser())
    if not done.row_count and not done.published_count:
        say("库中没有此人，没有改动")
        return
    say(f"已从 {done.row_count} 行名单、{done.published_count} 行其他数据中删除")
    for path in done.archived_files:
        say(f"仍含此人、因含他人而保留的归档原件：archive/{path}")
    for path in done.issued_files:
        say(f"仍写有此人（或同名的人）、因含他人而保留的已发文件：outbox/{path}")


def _read(path: Path | None) -> str:
    if path is None and sys.stdin.isatty():
        say("请输入，结束按 Ctrl-D：")
    return (path.read_text(encoding="utf-8") if path else sys.stdin.read()).strip()


def _confirm(warning: str, yes: bool) -> None:  # noqa: FBT001 -- the flag as the command got it
    if yes:
        return
    if not sys.stdin.isatty():
        stop(f"{warning}确认请加 --yes")
    typer.confirm(f"{warning}确定执行？", abort=True)
