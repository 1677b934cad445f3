"""``docs/feeds.md``, for the departments: what each list holds, rendered from the declarations.

Write it anew with ``python -m shouwang.feeds.documentation``; a test holds the committed file to the rendering.
"""

from shouwang.feeds.declarations import Column, Feed, departments, feeds
from shouwang.settings import PROJECT_ROOT

PATH = PROJECT_ROOT / "docs" / "feeds.md"
HEAD = """# 部门报送名单

由报送声明（`plugins/shouwang/feeds/`）自动生成。表头可用首选名称或其他认得的名称，列的先后不限，可以有多余的列；
文件可以有标题行、合计行、备注和落款。报送前可用 `shouwang check 文件` 检查。
"""
TYPES = {
    "text": "文字",
    "name": "姓名",
    "id_number": "18位公民身份号码，单元格设为文本",
    "household_number": "户编号，单元格设为文本",
    "phone": "电话号码",
    "amount": "金额，元，至多两位小数",
    "count": "整数",
    "date": "日期，如 2022-01-05",
    "division_code": "12位统计用区划代码，单元格设为文本",
    "row_key": "行标识，请勿改动",
}


def render() -> str:
    """The whole document as Markdown."""
    return "\n".join([HEAD, *(_section(feed) for feed in feeds().values())])


def _section(feed: Feed) -> str:
    lines = [
        f"## {feed.title}",
        "",
        f"{departments()[feed.department].name}（`{feed.feed}`），{_cadence(feed)}。",
        "",
        "| 表头 | 必填 | 内容 | 其他认得的表头 |",
        "|---|---|---|---|",
        *(_line(column) for column in feed.columns),
        "",
    ]
    return "\n".join(lines)


def _cadence(feed: Feed) -> str:
    return f"每月，次月{feed.deadline_day}日前" if feed.cadence == "monthly" else "随核查结果返回"


def _line(column: Column) -> str:
    content = "、".join(column.label_of.values()) + " 之一" if column.codes else TYPES[column.type]
    return f"| {column.header} | {'是' if column.required else ''} | {content} | {'、'.join(column.aliases)} |"


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
