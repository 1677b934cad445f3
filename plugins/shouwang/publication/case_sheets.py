"""办理时限 and 进展待核对: cases overdue or nearly so by holder, and steps the procedure does not allow (LS-06)."""

from collections.abc import Iterator

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.publication.change_sheet import name_head, name_home
from shouwang.publication.identities import read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.record_names import read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import last_day, write_day

FEED = "case_steps"
DEADLINES = (
    SheetColumn("序号", 6),
    SheetColumn("情况", 10),
    SheetColumn("责任单位", 16),
    SheetColumn("乡镇", 16),
    SheetColumn("村", 16),
    SheetColumn("户主", 12),
    SheetColumn("现处环节", 18),
    SheetColumn("应办环节", 18),
    SheetColumn("经办", 16),
    SheetColumn("应办结日期", 16),
    SheetColumn("说明", 70, "left"),
)
HELD = (
    SheetColumn("序号", 6),
    SheetColumn("户主", 12),
    SheetColumn("登记环节", 18),
    SheetColumn("办理日期", 16),
    SheetColumn("原因", 70, "left"),
)
LABELS = {"overdue": "已逾期", "due_soon": "即将到期"}
READ_DEADLINES = """
select deadline_code, holder_code, township_code, village_code, head_person_id, step_label,
    coalesce(next_step_label, '—'), coalesce(holder_label, '—'), least(limit_date, case_limit_date), reason_text
from marts.fct_household_case_months_v1
where county_code = %s and month = %s and known_from <= %s and %s < known_to
    and deadline_code in ('overdue', 'due_soon')
order by deadline_code = 'due_soon', holder_code = 'township', holder_code collate "C", township_code collate "C",
    least(limit_date, case_limit_date), village_code collate "C", household_id
"""
READ_HELD = """
select delivery_id, row_number, step_label, step_date, found_text
from marts.fct_case_steps_v1
where county_code = %s and valid_from <= %s and %s < valid_to and known_from <= %s and %s < known_to and is_held
order by step_date, step_code collate "C", household_id
"""


def read_case_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """Deadlines and steps held, as the version said them; no sheets when it knew no list of steps."""
    basis = read_basis(cursor, version, [FEED])
    if not basis.known:
        return []
    day = write_day(last_day(version.month))
    due = f"{subtitle}　　截至{day}；先部门、后乡镇，逾期在前；{basis.text}"
    held = f"{subtitle}　　所列环节不合程序，未改变案件状态，请核对登记表后更正；{basis.text}"
    return [
        Sheet("办理时限", f"{title}·办理时限", due, DEADLINES, _number(_due_lines(cursor, version)), frozen=6),
        Sheet("进展待核对", f"{title}·进展待核对", held, HELD, _number(_held_lines(cursor, version)), frozen=2),
    ]


def _number(lines: Iterator[tuple[str, ...]]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow((position, *line)) for position, line in enumerate(lines, start=1))


def _due_lines(cursor: Cursor, version: Version) -> Iterator[tuple[str, ...]]:
    cursor.execute(READ_DEADLINES, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[4] for row in found])
    for code, holder, township, village, head, *steps, limit, text in found:
        home = name_home(township, village, version)
        unit = home[0] if holder in {None, "township"} else departments()[holder].name
        yield (LABELS[code], unit, *home, name_head(heads, head), *steps, write_day(limit), text)


def _held_lines(cursor: Cursor, version: Version) -> Iterator[tuple[str, ...]]:
    county, month, at, _ = version.known
    cursor.execute(READ_HELD, (county, month, month, at, at))
    found = cursor.fetchall()
    names = read_record_names(cursor, "head_name", [(FEED, delivery, row) for delivery, row, *_ in found])
    for delivery, row, label, day, text in found:
        yield (names[delivery, row], label, write_day(day), text)
