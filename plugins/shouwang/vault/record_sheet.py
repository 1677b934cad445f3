"""One person's record as a workbook: a sheet of what came, one of what was made of it, one of who looked."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.workbooks import write_workbook
from shouwang.vault.record import Record, labelled, table_label
from shouwang.vault.traces import Trace

CREATED = datetime(2000, 1, 1, tzinfo=UTC)
CAME = "各部门报送、由本系统保存的内容，按名单逐格列出；与来件写法不同的按来件原样。"
MADE = "由上述名单得出并发布过的结论；“公布时间”“更改时间”之间为当时的说法，infinity 为现行说法。"
SEEN = "本人身份信息何时由谁以何理由查看过，以及本人权利的办理记录。"
CAME_COLUMNS = (
    *(SheetColumn("数据月份", 10), SheetColumn("部门", 14), SheetColumn("名单", 30, "left")),
    *(SheetColumn("文件", 34, "left"), SheetColumn("收到", 22), SheetColumn("名单状态", 10), SheetColumn("行", 7)),
    *(SheetColumn("是否接收", 9), SheetColumn("栏目", 18), SheetColumn("内容", 40, "left")),
)
MADE_COLUMNS = (
    SheetColumn("序号", 7),
    SheetColumn("数据", 26, "left"),
    SheetColumn("栏目", 18),
    SheetColumn("内容", 60, "left"),
)


def write_record(record: Record) -> bytes:
    """The workbook; the same record gives the same bytes."""
    title = f"个人信息记录（{record.person.spelled}）"
    came = tuple(
        SheetRow(
            (
                *(row.month, row.department, row.title, row.file_name, row.received_at, row.state, row.row_number),
                *("是" if row.is_accepted else "否", header, text),
            )
        )
        for row in record.delivered
        for header, text in row.cells.items()
    )
    sheets = (
        Sheet("部门报送", title, CAME, CAME_COLUMNS, came, frozen=1),
        Sheet("研判与发布", title, MADE, MADE_COLUMNS, _rows(record.published), frozen=1),
        Sheet("查看与办理记录", title, SEEN, MADE_COLUMNS, _rows(record.logs), frozen=1),
    )
    return write_workbook(sheets, CREATED)


def _rows(traces: Sequence[Trace]) -> tuple[SheetRow, ...]:
    return tuple(row for number, trace in enumerate(traces, start=1) for row in _cells(number, trace))


def _cells(number: int, trace: Trace) -> Iterable[SheetRow]:
    for label, text in labelled(trace).items():
        yield SheetRow((number, table_label(trace.table), label, text))
