"""What would become of a file, for a person or a program to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.table import Table

from shouwang.landing.values.reasons import dropped_labels


@dataclass(frozen=True)
class Problem:
    """One held cell. ``message`` (Chinese) says where, what was seen, what is expected and what to do."""

    row_number: int
    column_name: str
    header: str
    reason_code: str
    seen: str
    message: str


@dataclass(frozen=True)
class CheckReport:
    """What would become of a file. ``refusal`` (Chinese) is given when nothing of it could be read as a list.

    ``rows_found`` = accepted + held + dropped; ``dropped`` counts the last by reason code (``dropped_reasons.yml``).
    ``problems`` are the first in the order of the file (``checking.SHOWN_PROBLEMS``); ``problem_count`` counts all.
    ``remarks`` (Chinese) say what was not read, or is not there, without anything being wrong.
    """

    file_name: str
    feed: str | None = None
    title: str | None = None
    sheet_name: str | None = None
    rows_found: int = 0
    rows_in: int = 0
    rows_accepted: int = 0
    rows_held: int = 0
    rows_dropped: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    problem_count: int = 0
    problems: tuple[Problem, ...] = ()
    refusal: str | None = None

    @property
    def is_readable(self) -> bool:
        """Whether the file is one of our lists."""
        return self.refusal is None

    def as_document(self) -> dict[str, Any]:
        """The report as JSON knows it."""
        return {**asdict(self), "is_readable": self.is_readable}

    def tables(self) -> list[Table]:
        """The report for a terminal: what was found, then the held cells."""
        found = _table(f"检查 {self.file_name}", ("项目", "结果"), self._findings())
        if not self.problems:
            return [found]
        title = f"需要整改的内容（共 {self.problem_count} 处，列出 {len(self.problems)} 处）"
        return [found, _table(title, ("行", "说明"), [(p.row_number, p.message) for p in self.problems])]

    def _findings(self) -> list[tuple[str, Any]]:
        if self.refusal:
            return [("结论", "不能接收"), ("原因", self.refusal)]
        return [
            ("名单", self.title),
            ("工作表", self.sheet_name or "（文本文件）"),
            ("表中的行", self.rows_found),
            ("数据行", self.rows_in),
            ("将被接收", self.rows_accepted),
            ("需要整改", self.rows_held),
            ("不是数据的行", self._dropped_text()),
            *(("说明", remark) for remark in self.remarks),
        ]

    def _dropped_text(self) -> str:
        parts = "、".join(f"{dropped_labels()[code]} {count}" for code, count in self.dropped.items())
        return f"{self.rows_dropped}（{parts}）" if parts else "0"


def _table(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    drawn = Table(title=title, title_justify="left")
    for header in headers:
        drawn.add_column(header, overflow="fold")
    for row in rows:
        drawn.add_row(*(str(cell) for cell in row))
    return drawn
