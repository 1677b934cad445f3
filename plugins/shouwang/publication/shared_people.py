"""新增监测对象, 监测对象, 督查问题: the monitored a department is told of, and findings of its own (YL-04, LS-16).

Which department gets whom is data of the pack; nobody but that department gets the workbook.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.publication.handouts import Handout, Heading, Row
from shouwang.publication.inspection_findings import FINDINGS, Finding, write_findings
from shouwang.publication.record_names import Record
from shouwang.publication.record_people import NOBODY, RecordedPerson, read_recorded_people
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, label_relation, name_home, write_month

NEW, ALL = "新增监测对象", "监测对象"
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("户主", 10),
    SheetColumn("姓名", 10),
    SheetColumn("身份证号", 20),
    SheetColumn("与户主关系", 12),
    SheetColumn("识别时间", 14),
    SheetColumn("本月新增", 10),
    SheetColumn("风险类型", 30, "left"),
)
NOT_KNOWN = "（花名册中没有该户）"


class Monitored(NamedTuple):
    """A person of a monitored household, by the row of the national system that names them, and the head's row."""

    clause: str
    feed: str
    delivery_id: int
    row_number: int
    head_delivery_id: int
    head_row_number: int
    relation_code: str | None
    township_code: str | None
    village_code: str | None
    identified_month: date | None
    risks_text: str | None
    is_newly_listed: bool


# Departments with the people they are told of; without anybody to tell of, they are left out.
READ = """
with people as (
    select * from marts.fct_monitored_people_v1
    where county_code = %(county)s and month = %(month)s and known_from <= %(at)s and %(at)s < known_to
),
heads as (
    select household_id, delivery_id, row_number from people where feed = 'monitored_households'
)
select share.department_code, share.whom_code, share.clause, people.feed, people.delivery_id, people.row_number,
    heads.delivery_id, heads.row_number, people.relation_code, people.township_code, people.village_code,
    people.identified_month, people.risks_text, people.is_newly_listed
from reference.policy_shares as share
inner join people
    on (share.whom_code = 'monitored' or (share.whom_code = 'newly_monitored' and people.is_newly_listed))
        and (share.people_code = 'members' or people.feed = 'monitored_households')
inner join heads using (household_id)
where share.policy_version = %(policy)s
order by share.department_code collate "C", people.township_code collate "C" nulls last,
    people.village_code collate "C", heads.row_number, people.feed collate "C", people.row_number, people.delivery_id
"""


def read_shared_people(cursor: Cursor, version: Version, findings: Mapping[str, Sequence[Finding]]) -> list[Handout]:
    """A workbook for every department that is told of somebody or has a finding of its own."""
    bound = {"county": version.county_code, "month": version.month, "at": version.published_at}
    cursor.execute(READ, {**bound, "policy": version.policy_version})
    told: dict[str, list[Row]] = {}
    names: dict[str, str] = {}
    for code, whom, *said in cursor.fetchall():
        told.setdefault(code, []).append(Monitored(*said))
        names[code] = NEW if whom == "newly_monitored" else ALL
    owners = dict.fromkeys([*told, *findings])
    return [
        _handout(code, names.get(code, FINDINGS), (*told.get(code, ()), *findings.get(code, ()))) for code in owners
    ]


def _handout(code: str, what: str, rows: tuple[Row, ...]) -> Handout:
    name = departments()[code].name
    return Handout(f"{code}/{what}", name, f"{what}/{name}.xlsx", rows, WRITERS[what])


def write_new(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """Who is newly monitored, for policy to be carried out."""
    return _write(cursor, heading, rows, NEW, "请落实本部门帮扶政策，办理结果按措施名单报送")


def write_all(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """Everybody monitored, for the department to hold its data against."""
    return _write(cursor, heading, rows, ALL, "供本部门比对监测，发现风险请及时推送")


def write_own_findings(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """The findings of a department that is told of nobody."""
    return [write_findings(cursor, heading, [row for row in rows if isinstance(row, Finding)])]


def _write(cursor: Cursor, heading: Heading, rows: Sequence[Row], what: str, note: str) -> list[Sheet]:
    people = [row for row in rows if isinstance(row, Monitored)]
    findings = [row for row in rows if isinstance(row, Finding)]
    records = [(person.feed, person.delivery_id, person.row_number) for person in people]
    heads = [("monitored_households", person.head_delivery_id, person.head_row_number) for person in people]
    named = read_recorded_people(cursor, {*records, *heads}, heading.version.published_at)
    clause = people[0].clause if people else ""
    count = len({(person.head_delivery_id, person.head_row_number) for person in people})
    basis = f"依据：{heading.document_number}第{clause}条　　" if people else ""
    subtitle = f"{basis}共 {count} 户 {len(people)} 人。{note}"
    listed = tuple(_rows(people, named, heading.version.month))
    sheets = [Sheet(what, heading.title(what), subtitle, COLUMNS, listed, frozen=5)]
    return [*sheets, write_findings(cursor, heading, findings)] if findings else sheets


def _rows(people: Sequence[Monitored], named: Mapping[Record, RecordedPerson], month: date) -> Iterable[SheetRow]:
    for position, person in enumerate(people, start=1):
        head = named.get((person.head_delivery_id, person.head_row_number), NOBODY)
        own = named.get((person.delivery_id, person.row_number), NOBODY)
        yield SheetRow(
            (
                *(position, *name_home(person.township_code, person.village_code, month, NOT_KNOWN)),
                *(head.name, own.name, own.id_number),
                *(label_relation(person.relation_code), write_month(person.identified_month)),
                *("是" if person.is_newly_listed else "", person.risks_text or NOT_SAID),
            )
        )


WRITERS = {NEW: write_new, ALL: write_all, FINDINGS: write_own_findings}
