"""已急难交办: what the month's lists bring and was handed out at once, how it stands, what of it is overdue (LA-06)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import last_day, name_home, write_day

NAME = "已急难交办"
Row = tuple[Any, ...]
Key = tuple[int, str, date]
DueLine = tuple[tuple[bool, bool], tuple[str, ...]]
CASES = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 18),
    SheetColumn("户主", 12),
    SheetColumn("急难情形", 16),
    SheetColumn("发生日期", 16),
    SheetColumn("报告日期", 16),
    SheetColumn("核查结果", 24),
    SheetColumn("核查日期", 16),
    SheetColumn("救助日期", 16),
    SheetColumn("本月名单又报", 24),
)
REPEATS = (
    SheetColumn("序号", 5),
    SheetColumn("村", 12),
    SheetColumn("户主", 10),
    SheetColumn("部门名单又报", 20),
    SheetColumn("事项日期", 15),
    SheetColumn("急难交办情况", 60, "left"),
)
NOTE = "报告当日已交办，不随月度名单重复交办；另有新情况的，连同全部原因列入月度名单"
TOWNSHIP_NOTE = "下列各户的同一事项此前已发急难交办单，本月名单不重复交办；请在急难交办单上反馈，本表不填"
READ_CASES = """
select household_id, urgent_kind_code, urgent_event_date, township_code, village_code, head_person_id, kind_label,
    reported_date, status_label, check_date, relief_date
from marts.fct_urgent_case_months_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C", reported_date, village_code collate "C", household_id, urgent_kind_code collate "C",
    urgent_event_date
"""
READ_REPEATS = """
select household_id, urgent_kind_code, urgent_event_date, township_code, village_code, head_person_id, risk_label,
    event_date, urgent_note, reported_date
from marts.fct_urgent_repeats_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by township_code collate "C", village_code collate "C", household_id, rule_code collate "C", person_id
"""
READ_DUE = """
select township_code, village_code, head_person_id, kind_label, reported_date, holder, due_date, overdue_count,
    lane_label
from (
    select *, null as holder, check_due_date as due_date, check_overdue_day_count as overdue_count
    from marts.fct_urgent_case_months_v1 where not is_checked
    union all
    select *, lane_department_code, relief_due_date, relief_overdue_day_count
    from marts.fct_urgent_case_months_v1 where not is_relieved
) as due
where county_code = %s and month = %s and known_from <= %s and %s < known_to
order by due_date, township_code collate "C", village_code collate "C", household_id, urgent_kind_code collate "C",
    urgent_event_date, holder collate "C" nulls first
"""


def read_urgent_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Everything handed out at once that was reported in the month, still waits, or is told again; none: no sheet."""
    cursor.execute(READ_CASES, version.known)
    cases = cursor.fetchall()
    cursor.execute(READ_REPEATS, version.known)
    told = cursor.fetchall()
    heads = read_identities(cursor, version, [row[5] for row in (*cases, *told)])
    found = [*_case_rows(cases, told), *_settled_rows(cases, told)]
    if not found:
        return []
    lines = tuple(
        SheetRow((position, *name_home(township, village, version.month), name_head(heads, head), *said))
        for position, (township, village, head, *said) in enumerate(found, start=1)
    )
    return [Sheet(NAME, f"{title}·{NAME}", f"{subtitle}　　{NOTE}", CASES, lines, frozen=4)]


def _case_rows(cases: list[Row], told: list[Row]) -> Iterator[Row]:
    """Place, head and what is said of every case, with the labels of the lists that tell of it again."""
    labels: dict[Key, list[str]] = defaultdict(list)
    for household, kind, event, *_, label, _, _, _ in told:
        labels[household, kind, event].append(label)
    for household, kind, event, *home, label, reported, status, checked, relieved in cases:
        days = (write_day(event), write_day(reported), status, write_day(checked), write_day(relieved))
        yield (*home, label, *days, "、".join(dict.fromkeys(labels[household, kind, event])) or "—")


def _settled_rows(cases: list[Row], told: list[Row]) -> Iterator[Row]:
    """The same of what was settled in an earlier month and is told again."""
    known = {tuple(case[:3]) for case in cases}
    for household, kind, event, *home, label, _, note, reported in told:
        if (household, kind, event) not in known:
            yield (*home, "—", write_day(event), write_day(reported), note, "—", "—", label)


def read_township_urgent_sheets(cursor: Cursor, version: Version, township_code: str) -> list[Sheet]:
    """What the month would have handed to the township again; no sheet when there is nothing of it."""
    cursor.execute(READ_REPEATS, version.known)
    told = [row for row in cursor.fetchall() if row[3] == township_code]
    if not told:
        return []
    heads = read_identities(cursor, version, [row[5] for row in told])
    rows = []
    for position, (*_, village, head, label, day, note, _) in enumerate(told, start=1):
        place = name_home(township_code, village, version.month)[1]
        rows.append(SheetRow((position, place, name_head(heads, head), label, write_day(day), note)))
    return [Sheet(NAME, NAME, TOWNSHIP_NOTE, REPEATS, tuple(rows))]


def read_urgent_deadlines(cursor: Cursor, version: Version) -> Iterator[DueLine]:
    """Order (due soon, township) and line of every visit and relief that is still to come, the earliest due first."""
    cursor.execute(READ_DUE, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[2] for row in found])
    for township, village, head, kind, reported, holder, due, overdue, lane in found:
        home = name_home(township, village, version.month)
        step = lane if holder else "入户核查"
        taken = departments()[holder].name if holder else "乡镇"
        place = ("已逾期" if overdue else "即将到期", taken if holder else home[0], *home, name_head(heads, head))
        text = f"{kind}，{write_day(reported)}报告；“{step}”应于{write_day(due)}前完成"
        late = f"，截至{write_day(last_day(version.month))}已逾期{overdue}日" if overdue else ""
        yield (not overdue, holder is None), (*place, "急难交办", step, taken, write_day(due), text + late)
