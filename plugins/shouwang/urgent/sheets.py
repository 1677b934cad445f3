"""急难交办单 for a township, in the form of its monthly list, and 急难转办单 for the department of the fast lane."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from psycopg2.extensions import cursor as Cursor

from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.grids import Grid
from shouwang.publication.identities import UNKNOWN, Identity
from shouwang.publication.referrals import Line, Referral
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.township_sheet import Heading, write_township_sheet
from shouwang.publication.wording import name_place, write_day, write_month
from shouwang.urgent.issues import Issue
from shouwang.urgent.lines import UrgentLine

NAME = "急难交办单"
LANE = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 14),
    SheetColumn("户主姓名", 10),
    SheetColumn("户主身份证号", 21),
    SheetColumn("联系电话", 14),
    SheetColumn("家庭人口", 9),
    SheetColumn("急难情形", 14),
    SheetColumn("发生日期", 15),
    SheetColumn("应办理日期", 15),
    SheetColumn("变动", 8),
    SheetColumn("交办理由", 60, "left"),
)
Status = tuple[str, date | None]
STATUSES = """
select distinct on (household_id) household_id, status_label, check_date
from marts.fct_household_status_months_v1
where county_code = %s and household_id = any(%s) and known_from <= %s and %s < known_to
order by household_id, month desc
"""


def read_statuses(cursor: Cursor, county_code: str, households: Sequence[int], at: datetime) -> dict[int, Status]:
    """Household to how its newest referral stood as known then; those never referred are left out."""
    cursor.execute(STATUSES, (county_code, sorted(households), at, at))
    return {household: (label, day) for household, label, day in cursor.fetchall()}


def write_township(
    issue: Issue,
    document_number: str,
    lines: Sequence[UrgentLine],
    known: tuple[Mapping[int, Identity], Mapping[int, Grid], Mapping[int, Status]],
    pseudonyms: Pseudonyms,
) -> Sheet:
    """The sheet of the one township whose lines these are; its answers come back like those of a monthly list."""
    identities, grids, statuses = known
    township = lines[0].first.township_code
    heading = Heading(issue.county_code, township, issue.month, issue.revision, document_number)
    listed = [
        Line(_referral(line, place, statuses.get(line.first.household_id)), line.change)
        for place, line in enumerate(lines, start=1)
    ]
    sheet = write_township_sheet(heading, listed, identities, grids, pseudonyms)
    place = name_place(issue.county_code, issue.month) + name_place(township, issue.month)
    subtitle = f"{_describe(issue, document_number, lines)}　　请在黄色格内填写核查情况，填好后原样发回，不必等到月末"
    return replace(sheet, name=NAME, title=f"{place} {_number(issue)}{NAME}", subtitle=subtitle)


def write_lane(
    issue: Issue, document_number: str, lines: Sequence[UrgentLine], identities: Mapping[int, Identity]
) -> Sheet:
    """The sheet of the department that relieves at once."""
    label = lines[0].first.lane_label
    rows = [SheetRow((place, *_lane_cells(issue, line, identities))) for place, line in enumerate(lines, start=1)]
    title = f"{name_place(issue.county_code, issue.month)} {_number(issue)}急难转办单（{label}）"
    answer = "给予救助后，请在临时救助名单或《监测对象案件进展登记表》（给予救助）中报来"
    subtitle = f"{_describe(issue, document_number, lines)}　　{answer}"
    return Sheet("急难转办单", title, subtitle, LANE, tuple(rows), frozen=4)


def _referral(line: UrgentLine, place: int, status: Status | None) -> Referral:
    first = line.first
    return Referral(
        township_code=first.township_code,
        list_position=place,
        village_code=first.village_code,
        household_id=first.household_id,
        head_person_id=first.head_person_id,
        member_count=first.member_count,
        priority_label="急难",
        risk_labels=_kinds(line),
        reason_text=_reasons(line),
        subject_person_ids=tuple(sorted({person for known in line.referrals for person in known.subject_person_ids})),
        first_known_month=first.month,
        previous_status_label=status[0] if status else None,
        previous_check_date=status[1] if status else None,
        grade_text="紧急",
        is_urgent=True,
    )


def _lane_cells(issue: Issue, line: UrgentLine, identities: Mapping[int, Identity]) -> tuple[str | int, ...]:
    first = line.first
    head = identities.get(first.head_person_id, Identity(UNKNOWN, UNKNOWN, "", "head"))
    places = (name_place(first.township_code, issue.month), name_place(first.village_code, issue.month))
    days = (write_day(first.event_date), write_day(min(known.relief_due_date for known in line.referrals)))
    return (
        *(*places, head.name, head.id_number, head.phone, first.member_count, _kinds(line), *days),
        *(line.change, _reasons(line)),
    )


def _kinds(line: UrgentLine) -> str:
    return "、".join(dict.fromkeys(known.kind_label for known in line.referrals))


def _reasons(line: UrgentLine) -> str:
    return "；".join(known.reason_text for known in line.referrals) + "。"


def _number(issue: Issue) -> str:
    return f"{write_month(issue.month)}第{issue.number}号"


def _describe(issue: Issue, document_number: str, lines: Sequence[UrgentLine]) -> str:
    counts = "、".join(
        f"{change} {count} 户"
        for change in ("新增", "更正", "撤回")
        if (count := sum(line.change == change for line in lines))
    )
    return (
        f"依据：{document_number}　　{_number(issue)}　　{counts}　　不随月度名单，逐户按所列日期办理，撤回的户不再核查"
    )
