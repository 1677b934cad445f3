"""The list a township works through: one line per household, everything known filled in, the answer left open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shouwang.feeds import Column, feed
from shouwang.months import months_before
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey
from shouwang.publication.grids import NO_GRID, Grid
from shouwang.publication.identities import UNKNOWN, Identity
from shouwang.publication.referrals import Line, Referral
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.wording import (
    NOT_SAID,
    feedback_due,
    label_relation,
    last_day,
    name_place,
    write_day,
    write_month,
)

LISTED = (
    SheetColumn("序号", 5),
    SheetColumn("村", 10),
    SheetColumn("户主姓名", 9),
    SheetColumn("户主身份证号", 19.5),
    SheetColumn("联系电话", 12.5),
    SheetColumn("家庭人口", 6),
    SheetColumn("网格", 9),
    SheetColumn("网格员", 13),
    SheetColumn("优先类别", 8.5),
    SheetColumn("风险类型", 12),
    SheetColumn("分级会商", 12),
    SheetColumn("涉及成员", 13),
    SheetColumn("交办理由", 40, "left"),
    SheetColumn("核查安排", 10),
    SheetColumn("同类预警核查情况", 16, "left"),
    SheetColumn("首次发现月份", 9),
    SheetColumn("上次核查情况", 15.5),
)
CHANGE = SheetColumn("变动", 6)
ANSWER_WIDTHS = {"check_result_code": 12.0, "check_date": 11.0, "checker_name": 8.0, "check_note": 13.0}
YEAR = 12
AT_ONCE, ABOVE, BELOW, CARRIED = "立即核查", "本月核查", "能力线以下", "结转"


@dataclass(frozen=True)
class Replaced:
    """The list a supplement goes with: its revision, file name and sha256."""

    revision: int
    file_name: str
    sha256: str


@dataclass(frozen=True)
class Heading:
    """What stands above the lines; ``replaced`` is None on a first list, and on a supplement for a new township."""

    county_code: str
    township_code: str
    month: date
    revision: int
    document_number: str
    replaced: Replaced | None = None


def write_township_sheet(
    heading: Heading,
    lines: Sequence[Line],
    identities: Mapping[int, Identity],
    grids: Mapping[int, Grid],
    pseudonyms: Pseudonyms,
) -> Sheet:
    """The sheet of one township; lines carry a change exactly in supplements."""
    is_supplement = heading.revision > 1
    rows = [
        SheetRow(
            (
                *(position, *_describe(heading, line.referral, identities, grids)),
                *([line.change or ""] if is_supplement else []),
                *([""] * len(ANSWER_WIDTHS)),
                _row_key(heading, line.referral).encode(pseudonyms),
            ),
            is_closed=line.change == "撤回",
            is_under_line=line.referral.is_below_line and not before.is_below_line,
        )
        for position, (before, line) in enumerate(_with_those_before(lines), start=1)
    ]
    place = name_place(heading.county_code, heading.month) + name_place(heading.township_code, heading.month)
    kind = f"（第{heading.revision}版补充）" if is_supplement else ""
    return Sheet(
        name="入户核查名单",
        title=f"{place} {write_month(heading.month)}入户核查名单{kind}",
        subtitle=_write_batch_line(heading, lines),
        columns=(*LISTED, *([CHANGE] if is_supplement else []), *_answer_columns(heading.month)),
        rows=tuple(rows),
        frozen=3,
    )


def _describe(
    heading: Heading, referral: Referral, identities: Mapping[int, Identity], grids: Mapping[int, Grid]
) -> tuple[str | int, ...]:
    head = identities.get(referral.head_person_id, Identity(UNKNOWN, UNKNOWN, "", "head"))
    subjects = [identities[person_id] for person_id in referral.subject_person_ids if person_id in identities]
    subjects.sort(key=lambda subject: subject.register_row)
    return (
        *(
            name_place(referral.village_code, heading.month),
            head.name,
            head.id_number,
            head.phone,
            _write_members(referral),
        ),
        *grids.get(referral.household_id, NO_GRID),
        *(referral.priority_label or "一般", referral.risk_labels, referral.grade_text),
        "、".join(f"{subject.name}（{label_relation(subject.relation_code)}）" for subject in subjects),
        *(referral.reason_text, _write_arrangement(referral), referral.expectation_text or NOT_SAID),
        *(write_month(referral.first_known_month), _write_previous(referral)),
    )


def _write_members(referral: Referral) -> int | str:
    """Who is on the city's dibao does not count when the household is identified (LS-08)."""
    provided = referral.urban_dibao_count
    return f"{referral.member_count}（城市低保{provided}人不计）" if provided else referral.member_count


def _with_those_before(lines: Sequence[Line]) -> Iterator[tuple[Referral, Line]]:
    """Every line with the referral before it; the first with itself."""
    return zip([line.referral for line in (*lines[:1], *lines)], lines, strict=False)


def _write_arrangement(referral: Referral) -> str:
    if referral.is_urgent:
        return AT_ONCE
    arrangement = BELOW if referral.is_below_line else ABOVE
    return f"{CARRIED}，{arrangement}" if referral.carried_month else arrangement


def _write_previous(referral: Referral) -> str:
    if referral.carried_month:
        return f"{write_month(referral.carried_month)}交办，未核查"
    if referral.previous_status_label is None:
        return "首次交办"
    day = f"\n{write_day(referral.previous_check_date)}" if referral.previous_check_date else ""
    return referral.previous_status_label + day


def _row_key(heading: Heading, referral: Referral) -> RowKey:
    return RowKey(heading.month, heading.revision, heading.township_code, referral.household_id)


def _write_batch_line(heading: Heading, lines: Sequence[Line]) -> str:
    due = f"反馈截止日期：{write_day(feedback_due(heading.month))}"
    basis = f"依据：{heading.document_number}"
    if heading.revision == 1:
        waiting = sum(line.referral.is_below_line for line in lines)
        said = f"　　红线以下 {waiting} 户超出本月核查能力，可以核查，未核查的结转下月" if waiting else ""
        return f"{basis}　　交办 {len(lines)} 户{said}　　{due}　　请在黄色格内填写核查情况，填好后原样发回"
    counts = "、".join(
        f"{change} {sum(line.change == change for line in lines)} 户" for change in ("新增", "更正", "撤回")
    )
    return f"{basis}　　{_write_replaced(heading)}　　{counts}　　{due}　　撤回的户不再核查"


def _write_replaced(heading: Heading) -> str:
    if heading.replaced is None:
        return "本乡镇此前没有名单"
    said = heading.replaced
    return (
        f"补充并更正第{said.revision}版名单（文件 {said.file_name}，校验码 {said.sha256[:12]}），未列出的户以原名单为准"
    )


def _answer_columns(month: date) -> list[SheetColumn]:
    declared = feed("township_feedback")
    visible = [_answer_column(declared.column(name), width, month) for name, width in ANSWER_WIDTHS.items()]
    return [*visible, SheetColumn(declared.column("row_key").header, 40, is_hidden=True)]


def _answer_column(column: Column, width: float, month: date) -> SheetColumn:
    return SheetColumn(
        column.header,
        width,
        choices=tuple(dict.fromkeys(column.label_of[code] for code in column.codes.values())),
        dates=(month, last_day(months_before(month, -YEAR))) if column.type == "date" else None,
        is_answer=True,
    )
