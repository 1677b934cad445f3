"""What a department should know of its file although nothing is wrong: sheets not read, columns kept or absent."""

from collections.abc import Iterable, Sequence

from shouwang.landing.files.tables import Table
from shouwang.landing.rows.extras import extra_headers
from shouwang.landing.rows.identification import Identified

SHOWN = 10
SURPLUS = "守望"  # sheets a marked copy carries for itself


def remarks(identified: Identified, tables: Sequence[Table], hidden_sheets: Iterable[str] = ()) -> tuple[str, ...]:
    """Sentences (Chinese) for the department; none when the file is just what was declared."""
    if not identified.header.rows:
        return ("文件写明没有需要报送的内容，按零报告接收",)
    others = [table.sheet_name for table in tables if table is not identified.table and table.sheet_name]
    hidden = [name for name in hidden_sheets if SURPLUS not in name]
    feed, header = identified.feed, identified.header
    absent = [column.header for column in feed.columns if not column.required and column.name not in header.positions]
    labelled = [name for at, name in extra_headers(header, len(header.labels)).items() if header.labels[at]]
    in_other_units = [header.texts[column.name] for column in feed.columns if header.factor(column) != 1]
    told = (
        ("没有读取的工作表（不是名单）：{}", others),
        ("没有读取隐藏的工作表：{}", hidden),
        ("表中没有这些可填的列：{}", absent),
        ("名单以外的列照原样保存，不作处理：{}", labelled),
        ("已按表头所写的单位换算成元：{}", in_other_units),
    )
    return tuple(sentence.format(_quoted(names)) for sentence, names in told if names)


def _quoted(names: Sequence[str]) -> str:
    shown = "”“".join(names[:SHOWN])
    return f"“{shown}”" + (f"等 {len(names)} 个" if len(names) > SHOWN else "")
