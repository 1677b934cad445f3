"""``docs/feeds.md``, for the departments: what each list holds, rendered from the declarations.

Write it anew with ``python -m shouwang.feeds.documentation``; a test holds the committed file to the rendering.
"""

from shouwang.feeds.declarations import Column, Feed, departments, feeds
from shouwang.policies import packs
from shouwang.settings import PROJECT_ROOT

PATH = PROJECT_ROOT / "docs" / "feeds.md"
HEAD = """# 部门报送名单

由报送声明（`plugins/shouwang/feeds/`）自动生成。表头可用首选名称或其他认得的名称，列的先后不限，可以有多余的列；
文件可以有标题行、合计行、备注和落款。报送前可用 `shouwang check 文件` 检查。
"""
SELDOM = {"as_it_happens": "有则报、随时报", "on_return": "随核查结果返回"}
BASIC = "基础数据"
TYPES = {
    "text": "文字",
    "name": "姓名",
    "id_number": "18位公民身份号码，单元格设为文本",
    "household_number": "户编号，单元格设为文本",
    "phone": "电话号码",
    "amount": "金额，元，至多两位小数",
    "count": "整数",
    "date": "日期，如 2022-01-05",
    "month": "年月，如 202201",
    "division_code": "12位统计用区划代码，单元格设为文本",
    "row_key": "行标识，请勿改动",
}


CHANNELS = {
    "home_visit": "入户走访",
    "self_declaration": "自主申报",
    "grassroots_report": "基层上报",
    "data_comparison": "数据比对",
    "historical_data": "历史数据",
    "other": "其他（媒体、信访、舆情）",
}


def render() -> str:
    """The whole document as Markdown: the lists of each department, in the order the departments are declared."""
    order = list(departments())
    ordered = sorted(feeds().values(), key=lambda feed: (order.index(feed.department), feed.feed))
    return "\n".join([HEAD, *_overview(ordered), *(_section(feed) for feed in ordered)])


def _overview(ordered: list[Feed]) -> list[str]:
    names = {code: department.name for code, department in departments().items()}
    lines = [f"| {names[feed.department]} | {feed.title} | {_cadence(feed)} | {_asked_by(feed)} |" for feed in ordered]
    return ["| 部门 | 名单 | 何时报送 | 依据 |", "|---|---|---|---|", *lines, ""]


def _section(feed: Feed) -> str:
    content = "全量：以最新一份为准" if feed.content == "stock" else "增量：当月新增"
    sender = f"{departments()[feed.department].name}（`{feed.feed}`），{_cadence(feed)}；{content}；"
    lines = [
        f"## {feed.title}",
        "",
        f"{sender}发现渠道：{CHANNELS[feed.channel]}。依据：{_asked_by(feed)}。",
        "",
        "| 表头 | 必填 | 内容 | 其他认得的表头 |",
        "|---|---|---|---|",
        *(_line(column) for column in feed.columns),
        "",
    ]
    return "\n".join(lines)


def _cadence(feed: Feed) -> str:
    if feed.cadence in SELDOM:
        return SELDOM[feed.cadence]
    months = "、".join(str(month) for month in feed.due_months)
    which = f"每年{months}月的数据" if feed.due_months else "每月"
    return f"{which}，次月{feed.deadline_day}日前"


def _asked_by(feed: Feed) -> str:
    """The documents that ask for the list, each with its clause."""
    asked = [
        (pack, expected.clause) for pack in packs().values() for expected in pack.feeds if expected.feed == feed.feed
    ]
    return (
        "、".join(
            f"{pack.document_number}（{clause}）" if clause == BASIC else f"{pack.document_number}第{clause}条"
            for pack, clause in asked
        )
        or "下发名单"
    )


def _line(column: Column) -> str:
    content = "、".join(column.label_of.values()) + " 之一" if column.codes else TYPES[column.type]
    return f"| {column.header} | {'是' if column.required else ''} | {content} | {'、'.join(column.aliases)} |"


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
