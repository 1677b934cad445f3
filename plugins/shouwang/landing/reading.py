"""A file as tables, whatever its ending says: what it is shows in its first bytes."""

from pathlib import Path

from shouwang.landing.delimited import read_delimited
from shouwang.landing.errors import RefusalError
from shouwang.landing.tables import Table
from shouwang.landing.workbooks import read_workbook

PACKED = b"PK\x03\x04"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")


def read_tables(path: Path) -> list[Table]:
    """The tables of a file that hold at least a row; RefusalError when there is none or the file cannot be read."""
    with path.open("rb") as handle:
        start = handle.read(len(COMPOUND))
    if not start:
        raise RefusalError("文件是空的（0 字节）；请重新导出后报送")
    if start.lstrip().startswith(b"<"):
        raise RefusalError("文件其实是网页（内容以“<”开头），不是表格；请用表格软件打开，另存为 xlsx 后重报")
    is_workbook = start.startswith((PACKED, COMPOUND))
    tables = read_workbook(path) if is_workbook else [read_delimited(path)]
    if not any(cell.strip() for table in tables for row in table.opening for cell in row):
        raise RefusalError("文件里没有任何内容；请重新导出后报送")
    return tables
