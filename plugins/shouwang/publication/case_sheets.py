"""办理时限 and 进展待核对: what is overdue or nearly so by holder, and steps the procedure does not allow (LS-06).

What was handed out at once counts among the first: the township's visit, the fast lane's relief.
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.publication.identities import name_head, read_identities
from shouwang.publication.list_basis import read_basis
from shouwang.publication.record_names import read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.urgent_sheets import DueLine, read_urgent_deadlines
from shouwang.publication.versions import Version
from shouwang.publication.wording import last_day, name_home, write_day

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
    """Deadlines and steps held, as the version said them; of steps none when it knew no list of them."""
    basis = read_basis(cursor, version, [FEED])
    urgent = list(read_urgent_deadlines(cursor, version))
    if not basis.known and not urgent:
        return []
    day = write_day(last_day(version.month))
    grounds = basis.text if basis.known else "未收到案件进展登记表，只列急难交办"
    due = f"{subtitle}　　截至{day}；先部门、后乡镇，逾期在前；{grounds}"
    held = f"{subtitle}　　所列环节不合程序，未改变案件状态，请核对登记表后更正；{basis.text}"
    lines = sorted([*_due_lines(cursor, version), *urgent], key=itemgetter(0))
    deadlines = _number(line for _, line in lines)
    steps = Sheet("进展待核对", f"{title}·进展待核对", held, HELD, _number(_held_lines(cursor, version)), frozen=2)
    return [
        Sheet("办理时限", f"{title}·办理时限", due, DEADLINES, deadlines, frozen=6),
        *([steps] if basis.known else []),
    ]


def _number(lines: Iterable[tuple[str, ...]]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow((position, *line)) for position, line in enumerate(lines, start=1))


def _due_lines(cursor: Cursor, version: Version) -> Iterator[DueLine]:
    cursor.execute(READ_DEADLINES, version.known)
    found = cursor.fetchall()
    heads = read_identities(cursor, version, [row[4] for row in found])
    for code, holder, township, village, head, *steps, limit, text in found:
        home = name_home(township, village, version.month)
        is_local = holder in {None, "township"}
        unit = home[0] if is_local else departments()[holder].name
        line = (LABELS[code], unit, *home, name_head(heads, head), *steps, write_day(limit), text)
        yield (code == "due_soon", is_local), line


def _held_lines(cursor: Cursor, version: Version) -> Iterator[tuple[str, ...]]:
    county, month, at, _ = version.known
    cursor.execute(READ_HELD, (county, month, month, at, at))
    found = cursor.fetchall()
    names = read_record_names(cursor, "head_name", [(FEED, delivery, row) for delivery, row, *_ in found])
    for delivery, row, label, day, text in found:
        yield (names[delivery, row], label, write_day(day), text)
