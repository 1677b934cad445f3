"""The work list of identity cells: what stood there, whom the register proposes and why, and room to answer."""

from collections.abc import Sequence
from datetime import UTC, datetime

from shouwang.feeds.declarations import vocabulary
from shouwang.landing.identities.queue import WaitingCell
from shouwang.landing.identities.signatures import SEPARATOR
from shouwang.landing.identities.words import words
from shouwang.landing.values.reasons import reasons
from shouwang.people.identifiers import spell
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.workbooks import write_workbook

OTHER_REASONS = {"name_differs": "号码有效，但花名册中是另一姓名", "decided": "已有决定"}
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
SUBTITLE = (
    "系统不修补号码、不按姓名认人：下列单元格没有对应到人（“另一姓名”的除外，已按号码对应）。请按证件核对：左边是送来的记录，"
    "右边是花名册中的候选人。确是同一人填“是”，不是填“否”；候选人都不是而已查明的，填“是”并写“核实的号码”；一时查不清填“暂不能定”；要收回已有决定填“撤销”。"
    "填好后用 shouwang identities answer 交回。本表含个人信息，只供县级经办人员使用。"
)
ANSWER_HEADER, NUMBER_HEADER, KEY_HEADER = "是否同一人", "核实的号码", "行标识"
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
    SheetColumn("送来的记录", 34, "left"),
    SheetColumn("花名册中的记录", 34, "left"),
    SheetColumn("候选", 7),
    SheetColumn("把握", 8),
    SheetColumn(ANSWER_HEADER, 12, choices=tuple(words().answers), is_answer=True),
    SheetColumn(NUMBER_HEADER, 24, is_answer=True),
    SheetColumn(KEY_HEADER, 40, is_hidden=True),
)
HEADERS = tuple(column.header for column in COLUMNS)
FIXED = len(COLUMNS) - 3  # the cells nobody may change
LABEL_OF: dict[str, str] = {code: label for label, code in words().answers.items()}


def write_identity_sheet(cells: Sequence[WaitingCell], pseudonyms: Pseudonyms) -> bytes:
    """The work list as a workbook, answers that stand filled in; the same cells give the same bytes."""
    rows = tuple(SheetRow(_cells(cell, pseudonyms), is_closed=cell.signature is None) for cell in cells)
    return write_workbook([Sheet("身份核对", "身份核对清单", SUBTITLE, COLUMNS, rows, frozen=1)], CREATED)


def _cells(cell: WaitingCell, pseudonyms: Pseudonyms) -> tuple[str | int, ...]:
    reason = reasons().get(cell.reason_code)
    fixed: tuple[str | int, ...] = (
        *(f"{cell.month:%Y-%m}", cell.department_name, cell.feed_title, cell.file_name, cell.row_number),
        str(vocabulary()[cell.column_name]["header"]),
        reason.label if reason else OTHER_REASONS[cell.reason_code],
        cell.cell_text,
        spell(cell.id_number),
        cell.evidence,
        spoken(cell.record_text),
        spoken(cell.candidate_text),
        cell.candidate_rank if cell.candidate_rank > 0 else "",
        "" if cell.score is None else f"{cell.score:.1f}",
    )
    answer = LABEL_OF[cell.decision_code] if cell.decision_code else ""
    return (*fixed, answer, "", row_key(cell, fixed, pseudonyms))


def spoken(record_text: str) -> str:
    """A record's cells under the headers people know."""
    pairs = (part.split("=", 1) for part in record_text.split(SEPARATOR) if "=" in part)
    return "；".join(f"{vocabulary()[name]['header']} {value}" for name, value in pairs if name in vocabulary())


def row_key(cell: WaitingCell, fixed: Sequence[str | int], pseudonyms: Pseudonyms) -> str:
    """Which cell and person a row is about, with check characters over everything that may not be changed."""
    about = f"{cell.signature}:{int(cell.is_for_row_alone)}:{cell.decision_code or ''}:{cell.id_number}"
    body = f"{cell.delivery_id}:{cell.row_number}:{cell.column_name}:{about}"
    return f"{body}:{check(body, [str(text) for text in fixed], pseudonyms)}"


def check(body: str, fixed: Sequence[str], pseudonyms: Pseudonyms) -> str:
    """Six characters that show neither the key nor the row was changed by hand."""
    return pseudonyms.check("\x1f".join(["identity", body, *fixed]))
