"""低收入人口: the shared database as a department reads it, with the form in which it says what it gave (QD-06)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments, feed
from shouwang.publication.handouts import Handout, Heading, Row
from shouwang.publication.record_people import RecordedPerson, name_listed
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow, name_sheet
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, name_home, name_place, write_day

DIRECTORY = "低收入人口"
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("姓名", 10),
    SheetColumn("身份证号", 20),
    SheetColumn("低收入类别", 22),
    SheetColumn("认定日期", 15),
)


class LowIncome(NamedTuple):
    """A person of low income, and the row that says so."""

    clause: str
    answer_feed: str | None
    person_id: int
    township_code: str | None
    village_code: str | None
    category_label: str
    since_date: date | None
    feed: str
    delivery_id: int
    row_number: int


READ = """
select share.department_code, share.clause, share.answer_feed, people.person_id, people.township_code,
    people.village_code, people.category_label, people.since_date, people.feed, people.delivery_id, people.row_number
from reference.policy_shares as share
cross join marts.fct_low_income_people_v1 as people
where share.policy_version = %(policy)s and share.whom_code = 'low_income'
    and people.county_code = %(county)s and people.month = %(month)s
    and people.known_from <= %(at)s and %(at)s < people.known_to
order by share.department_code collate "C", people.person_id
"""


def read_low_income_shares(cursor: Cursor, version: Version) -> list[Handout]:
    """A workbook for every department that shares in the database."""
    bound = {"county": version.county_code, "month": version.month, "at": version.published_at}
    cursor.execute(READ, {**bound, "policy": version.policy_version})
    told: dict[str, list[Row]] = {}
    for code, *said in cursor.fetchall():
        told.setdefault(code, []).append(LowIncome(*said))
    return [_handout(code, tuple(rows)) for code, rows in told.items()]


def _handout(code: str, rows: tuple[Row, ...]) -> Handout:
    name = departments()[code].name
    return Handout(f"{code}/{DIRECTORY}", name, f"{DIRECTORY}/{name}.xlsx", rows, write_people)


def write_people(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """The people, and below another tab the empty list of the relief the department gives."""
    people = [LowIncome(*row) for row in rows]
    named = name_people(cursor, heading.version, people)
    answer = people[0].answer_feed if people else None
    note = f"依据：{heading.document_number}第{people[0].clause}条　　共 {len(people)} 人" if people else "已无人员"
    wish = f"。给予的救助请填入另一张表《{feed(answer).title}》报送" if answer else ""
    in_order = sorted(zip(people, named, strict=True), key=lambda pair: _order(*pair))
    cells = tuple(
        SheetRow((position, *_cells(person, who, heading.version.month)))
        for position, (person, who) in enumerate(in_order, start=1)
    )
    sheet = Sheet(DIRECTORY, heading.title(DIRECTORY), note + wish, COLUMNS, cells, frozen=5)
    return [sheet, _form(answer, heading)] if answer else [sheet]


def name_people(cursor: Cursor, version: Version, people: Sequence[LowIncome]) -> list[RecordedPerson]:
    """Who each is: as the register says, else as the row of the list."""
    return name_listed(
        cursor, version, [(person.person_id, (person.feed, person.delivery_id, person.row_number)) for person in people]
    )


def _order(person: LowIncome, who: RecordedPerson) -> tuple[str, str, str, int, int, str]:
    """By village and as the lists have them: pseudonyms say nothing."""
    place = (person.township_code or "~", person.village_code or "~")
    return (*place, person.feed, person.delivery_id, person.row_number, who.id_number)


def _cells(person: LowIncome, named: RecordedPerson, month: date) -> tuple[str, ...]:
    home = name_home(person.township_code, person.village_code, month, NOT_SAID)
    return (*home, named.name, named.id_number, person.category_label, write_day(person.since_date))


def _form(answer: str, heading: Heading) -> Sheet:
    declared = feed(answer)
    columns = (SheetColumn("序号", 6), *(SheetColumn(column.header, 16) for column in declared.columns))
    title = f"{name_place(heading.version.county_code, heading.version.month)}{declared.title}"
    return Sheet(name_sheet(declared.title), title, "每人每项救助一行", columns, ())
