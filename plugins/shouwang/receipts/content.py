"""What a receipt says, in words for the department that sent the file. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from shouwang.divisions import county
from shouwang.feeds import Feed, departments, feed
from shouwang.landing.doubts.rules import month_name
from shouwang.landing.mending.marks import ROW_HEADER
from shouwang.landing.values.reasons import dropped_labels, expected_of, reasons
from shouwang.months import BEIJING
from shouwang.receipts.facts import Facts, HeldCell

SHOWN_ROWS = 12
UNREFERRED = {
    "unknown_person": "农户花名册中没有此人，请核对姓名和身份证号；确系新迁入或漏登的，花名册补报后自动交办",
    "not_urgent": "所报情形不在本地急难情形之列，请由月度名单报送",
}
Tone = Literal["good", "partly", "bad"]


@dataclass(frozen=True)
class Finding:
    """One kind of problem in one column: how often, where first, what to do."""

    label: str
    header: str
    count: int
    rows: str
    seen: str
    expected: str
    advice: str


@dataclass(frozen=True)
class Content:
    """A receipt: verdict, facts by label, findings, what to do; all Chinese."""

    title: str
    subtitle: str
    verdict: str
    tone: Tone
    facts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    actions: tuple[str, ...]


def compose(facts: Facts, headers: dict[str, str]) -> Content:
    """The receipt of ``facts``; ``headers`` is column name to what stands over it in the department's own file."""
    delivery = facts.delivery
    declared = feed(delivery.feed) if delivery.feed else None
    verdict, tone = _verdict(facts)
    return Content(
        title="部门名单接收回执",
        subtitle=f"{county(delivery.county_code).name}　数据月份 {month_name(delivery.month)}",
        verdict=verdict,
        tone=tone,
        facts=tuple(_facts(facts, declared)),
        findings=tuple(_findings(facts, declared, headers)) if declared else (),
        actions=tuple(_actions(facts, declared)),
    )


def held_now(facts: Facts) -> int:
    """Rows to be mended once this delivery is taken together with what it mends."""
    return facts.merged.rows_held if facts.merged else facts.delivery.rows_held or 0


def _verdict(facts: Facts) -> tuple[str, Tone]:
    match facts.delivery.state_code:
        case "accepted" if held_now(facts):
            return f"部分接收，{held_now(facts)} 行待整改", "partly"
        case "accepted":
            count = len(facts.unreferred)
            return (f"已接收，{count} 行未能急难交办", "partly") if count else ("已接收，待整改 0 行", "good")
        case "duplicate":
            return "重复报送，未再计入", "partly"
        case "questioned":
            return "待裁定，暂不计入", "partly"
        case "withdrawn":
            return "已撤回，不再计入", "bad"
    return "未接收，请整改后重新报送", "bad"


def _facts(facts: Facts, declared: Feed | None) -> Iterable[tuple[str, str]]:
    delivery = facts.delivery
    yield "报送部门", departments()[delivery.department_code or declared.department].name if declared else "未识别"
    yield "名单", declared.title if declared else "未识别"
    yield "文件", delivery.file_name
    received = delivery.received_at.astimezone(BEIJING)
    yield "收到时间", f"{_day(received)} {received:%H:%M}"
    yield "报送次数", f"第 {delivery.revision} 次" if delivery.revision else "不计次"
    yield "回执编号", f"{delivery.delivery_id:016x}"
    if delivery.rows_found is not None:
        yield "收到行数", _conservation(facts)
    if facts.merged:
        yield "整改合并", _merged(facts)
    if facts.same_as:
        yield "相同文件", facts.same_as
    if delivery.message:
        yield "说明", delivery.message
    for question in facts.questions:
        yield "待裁定事项", question
    for outcome, text in UNREFERRED.items():
        if rows := [str(number) for number, found in facts.unreferred if found == outcome]:
            yield "未急难交办", f"第 {'、'.join(rows[:SHOWN_ROWS])} 行共 {len(rows)} 行：{text}"


def _day(day: date) -> str:
    return f"{month_name(day)}{day.day}日"


def _conservation(facts: Facts) -> str:
    delivery = facts.delivery
    dropped = "、".join(f"{dropped_labels()[code]} {count} 行" for code, count in facts.dropped)
    return (
        f"{delivery.rows_found} 行 = 接收 {delivery.rows_accepted} 行 + 待整改 {delivery.rows_held} 行"
        f" + 非数据 {delivery.rows_dropped} 行" + (f"（{dropped}）" if dropped else "")
    )


def _merged(facts: Facts) -> str:
    merged = facts.merged
    if merged is None:
        return ""
    if merged.replaced_by_revision:
        return (
            f"本文件整改的是第 {merged.base_revision} 次报送，该次已由第 {merged.replaced_by_revision} 次报送替代，"
            "本次整改不再计入；请在最近一次回执所附的表中整改"
        )
    return f"与第 {merged.base_revision} 次报送合并后：接收 {merged.rows_accepted} 行，待整改 {merged.rows_held} 行"


def _findings(facts: Facts, declared: Feed, headers: dict[str, str]) -> Iterable[Finding]:
    yield from _grouped(facts.held, declared, headers, "")
    remaining = facts.merged.remaining if facts.merged else ()
    for revision, cells in groupby(remaining, key=lambda pair: pair[0]):
        yield from _grouped([cell for _, cell in cells], declared, headers, f"第 {revision} 次报送的")


def _grouped(cells: Sequence[HeldCell], declared: Feed, headers: dict[str, str], whose: str) -> Iterable[Finding]:
    order = {column.name: place for place, column in enumerate(declared.columns)}

    def kind(cell: HeldCell) -> tuple[int, str]:
        return order[cell.column_name], cell.reason_code

    for (_, reason_code), found in groupby(sorted(cells, key=kind), key=kind):
        same = list(found)
        yield _finding(same, declared, headers, whose, reason_code)


def _finding(
    cells: Sequence[HeldCell], declared: Feed, headers: dict[str, str], whose: str, reason_code: str
) -> Finding:
    column = declared.column(cells[0].column_name)
    rows = sorted({cell.row_number for cell in cells})
    more = f" 等 {len(rows)} 行" if len(rows) > SHOWN_ROWS else ""
    seen = list(dict.fromkeys(cell.seen for cell in cells))
    return Finding(
        label=reasons()[reason_code].label,
        header=headers.get(column.name, column.header),
        count=len(cells),
        rows=f"{whose}第 {'、'.join(map(str, rows[:SHOWN_ROWS]))} 行{more}",
        seen=seen[0] + ("等" if len(seen) > 1 else ""),
        expected=expected_of(column, reason_code),
        advice="\n".join([reasons()[reason_code].advice, *_proposals(cells)]),
    )


def _proposals(cells: Iterable[HeldCell]) -> list[str]:
    proposed = [cell for cell in cells if cell.proposal]
    lines = [f"第 {cell.row_number} 行：{cell.proposal}" for cell in proposed[:SHOWN_ROWS]]
    return [*lines, f"其余 {len(proposed) - SHOWN_ROWS} 处见各单元格批注"] if len(proposed) > SHOWN_ROWS else lines


def cell_note(declared: Feed, cell: HeldCell) -> str:
    """What the comment on a held cell says: what was seen, what is expected, what to do."""
    column = declared.column(cell.column_name)
    said = f"{cell.seen}，应为{expected_of(column, cell.reason_code)}；{reasons()[cell.reason_code].advice}"
    return f"{said}\n{cell.proposal}" if cell.proposal else said


def _actions(facts: Facts, declared: Feed | None) -> Iterable[str]:
    by = f"{_day(facts.due)}前" if facts.due else "尽快"
    late = "；逾期报来的同样接收，收到后当月名单随之更正" if facts.due else ""
    match facts.delivery.state_code:
        case "accepted" if held_now(facts):
            yield "打开本文件的名单表，逐个改正标黄的单元格；把鼠标移到标黄处，可看到该处的问题和改法。"
            yield f"只改标黄处即可；不要改动隐藏的“{ROW_HEADER}”列，不要调整列的位置；可以只保留改过的行。"
            yield f"改好后另存，请于{by}放回收件目录，文件名不限{late}。其余已接收的行不必重报。"
            if facts.held_count > len(facts.held):
                yield f"待整改共 {facts.held_count} 处，这里列出前 {len(facts.held)} 处，其余在交回后的回执中列出。"
            if facts.merged and facts.merged.remaining:
                yield "先前报送中仍待整改、本次没有交回的行，请在当次回执所附的名单表中改正后交回。"
        case "accepted" if facts.unreferred:
            yield "请按上面的说明核对未交办的行，改正后用同一报告编号重新报送；其余已交办的不必重报。"
        case "accepted":
            yield "本次报送的内容已全部接收，不需要再做什么。请留存本回执。"
        case "duplicate":
            yield "这份文件与先前报送的内容逐行相同，不重复计算。如需更正，请修改后再报。"
        case "questioned":
            yield "县乡村振兴部门正在核对上述事项；裁定前先前接收的名单继续有效，请留意后续回执。"
        case "withdrawn":
            yield "本次报送已撤回，先前接收的名单继续有效。"
        case _:
            yield f"请按上面的说明改正，请于{by}重新报送{late}。"
            if declared is None:
                yield "请在文件名或标题行写明名单名称，一份文件只报一份名单，另存为 xlsx 后放回收件目录。"
