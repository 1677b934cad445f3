"""The work list of identity cells: what stood there, whom the register proposes and on what evidence."""

from collections.abc import Sequence
from datetime import UTC, datetime

from shouwang.feeds.declarations import vocabulary
from shouwang.landing.identities.queue import WaitingCell
from shouwang.landing.values.reasons import reasons
from shouwang.people.identifiers import spell
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.workbooks import write_workbook

NAME_DIFFERS = "号码有效，但花名册中是另一姓名"
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
SUBTITLE = (
    "系统不修补号码、不按姓名认人：下列单元格没有对应到人（“另一姓名”的除外，已按号码对应）。请按证件核对，把正确的号码"
    "告诉报送部门更正后重报。“建议号码”是花名册中唯一相符的人，仅供核对。本表含个人信息，只供县级经办人员使用。"
)
COLUMNS = (
    SheetColumn("数据月份", 10),
    SheetColumn("部门", 14),
    SheetColumn("名单", 26, "left"),
    SheetColumn("文件", 30, "left"),
    SheetColumn("行", 7),
    SheetColumn("列", 13),
    SheetColumn("原因", 22, "left"),
    SheetColumn("单元格内容", 24),
    SheetColumn("建议号码", 24),
    SheetColumn("依据", 34, "left"),
)


def write_identity_sheet(cells: Sequence[WaitingCell]) -> bytes:
    """The work list as a workbook; the same cells give the same bytes."""
    rows = tuple(SheetRow(_cells(cell)) for cell in cells)
    return write_workbook([Sheet("身份核对", "身份核对清单", SUBTITLE, COLUMNS, rows, frozen=1)], CREATED)


def _cells(cell: WaitingCell) -> tuple[str | int, ...]:
    reason = reasons().get(cell.reason_code)
    place = (f"{cell.month:%Y-%m}", cell.department_name, cell.feed_title, cell.file_name, cell.row_number)
    header = str(vocabulary()[cell.column_name]["header"])
    proposed = spell(cell.proposed_id_number)
    return (*place, header, reason.label if reason else NAME_DIFFERS, cell.cell_text, proposed, cell.evidence)
