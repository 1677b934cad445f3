"""The quality report of a county-month: one printable page for the people who must mend something, without persons."""

from datetime import date
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from shouwang.divisions import county
from shouwang.durable_files import write_whole
from shouwang.gates.findings import Findings, read_findings
from shouwang.settings import Settings
from shouwang.warehouse import connect

FILE_NAME = "质量报告.html"
LABELS = {
    "severity": {"critical": "必须整改", "warning": "提醒", "info": "提示"},
    "state": {
        "archived": "已收存，待读取",
        "landed": "已入库，待检查",
        "accepted": "通过",
        "rejected": "未通过，已退回",
        "duplicate": "重复报送，不再使用",
        "questioned": "待县级裁定",
        "withdrawn": "已撤回",
        "refused": "无法读取，已退回",
        "built": "已计算，待检查",
        "passed": "通过，可以发布",
        "stopped": "未通过，暂不发布",
        "published": "已发布",
    },
}


def write_gate_report(settings: Settings, county_code: str, month: date) -> Path:
    """Write what both gates found of the county-month to ``reports/<county>/<YYYY-MM>/质量报告.html``; its path.

    The page appears whole or not at all, and says the same whenever it is made from the same results.
    """
    with connect(settings, "transformer", "gate report") as connection:
        findings = read_findings(connection, county_code, month)
    path = settings.reports / county_code / f"{month:%Y-%m}" / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, render(county_code, month, findings).encode(), 0o644)
    return path


def render(county_code: str, month: date, findings: Findings) -> str:
    """The page as HTML; pure."""
    environment = Environment(
        loader=PackageLoader("shouwang.gates", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    template = environment.get_template("report.html.j2")
    return template.render(county=county(county_code).name, month=month, findings=findings, labels=LABELS)
