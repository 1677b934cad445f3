"""``policies``: which pack governs whom, and whether all of them hold together."""

from typing import Annotated, Any

import typer

from shouwang.cli.screen import AsJson, plain_errors, show, table
from shouwang.months import parse_month
from shouwang.policies import Pack, packs

SAID = ("value", "valid_from")


def policies(
    *,
    month: Annotated[
        str | None, typer.Option("--month", help="看这个月有效的数值，如 2022-06；不给则看最新的。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """各地政策：适用地区、规则数、参数及其数值和条款；有一份写错时指出文件和行。"""
    with plain_errors():
        document = [_document(pack, month) for pack in packs().values()]
    shown = [(p["policy"], p["county_prefix"], p["document_number"], p["rule_count"], p["version"]) for p in document]
    values = [
        (p["policy"], name, v["label"], v["value"], v["unit"], v["valid_from"], v["clause"])
        for p in document
        for name, v in p["parameters"].items()
    ]
    show(
        document,
        as_json,
        table("各地政策", ("名称", "适用地区", "文号", "规则数", "版本"), shown),
        table("参数", ("政策", "参数", "名称", "数值", "单位", "起", "条款"), values),
    )


def _document(pack: Pack, month: str | None) -> dict[str, Any]:
    found = {}
    for name, parameter in pack.parameters.items():
        dated = [v for v in parameter.values if month is None or v.valid_from <= parse_month(month)]
        newest = max(dated, key=lambda v: v.valid_from, default=None)
        said = (
            {"value": f"{newest.value:f}", "valid_from": f"{newest.valid_from}"} if newest else dict.fromkeys(SAID, "")
        )
        found[name] = {"label": parameter.label, "unit": parameter.unit, "clause": parameter.clause, **said}
    kept = ("policy", "county_prefix", "title", "document_number", "version")
    return {**{name: getattr(pack, name) for name in kept}, "rule_count": len(pack.rules), "parameters": found}
