"""申请比对结果: what departments know of the applicants, by village; back to the townships and the county (YL-03)."""

from collections.abc import Mapping, Sequence
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.publication.comparisons import Asked, read_comparisons
from shouwang.publication.handouts import Handout, Heading, Row
from shouwang.publication.identities import UNKNOWN, Identity, name_head, read_identities
from shouwang.publication.record_names import Record, read_record_names
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.versions import Version
from shouwang.publication.wording import NOT_SAID, label_relation, name_home, name_place, write_day

DIRECTORY = "申请比对结果"
COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("乡镇", 14),
    SheetColumn("村", 16),
    SheetColumn("户主", 10),
    SheetColumn("成员", 16),
    SheetColumn("申请日期", 15),
    SheetColumn("比对事项", 16),
    SheetColumn("比对部门", 16),
    SheetColumn("比对结果", 40, "left"),
    SheetColumn("比对日期", 15),
)
NOTE = "比对结果供核实，不是结论；未回复的下月继续送比对"
APPLICATIONS = "household_applications"
WITHIN = """
select value from reference.policy_parameters
where policy_version = %s and parameter = 'dibao_comparison_months' and valid_from <= %s and %s < valid_to
"""


def comparison_results(comparisons: Sequence[Asked], month: date) -> list[Handout]:
    """The results of every township that has applicants; those outside the register are the county's to find."""
    townships: dict[str, list[Asked]] = {}
    for asked in comparisons:
        if asked.township_code:
            townships.setdefault(asked.township_code, []).append(asked)
    return [_result(code, name_place(code, month), rows) for code, rows in townships.items()]


def _result(code: str, name: str, comparisons: Sequence[Asked]) -> Handout:
    return Handout(f"{code}/comparisons", name, f"{DIRECTORY}/{name}.xlsx", tuple(comparisons), write_results)


def write_results(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """The one sheet of a township."""
    told = [Asked(*row) for row in rows]
    note = f"依据：{heading.document_number}　　{NOTE}"
    return [Sheet(DIRECTORY, heading.title(DIRECTORY), note, COLUMNS, _rows(cursor, heading.version, told), frozen=5)]


def read_comparison_sheets(cursor: Cursor, version: Version, title: str, subtitle: str) -> list[Sheet]:
    """The same for the whole county; no sheet when nobody is compared."""
    comparisons = read_comparisons(cursor, version)
    if not comparisons:
        return []
    rows = _rows(cursor, version, comparisons)
    return [Sheet(DIRECTORY, f"{title}·{DIRECTORY}", f"{subtitle}　　{NOTE}", COLUMNS, rows, frozen=5)]


def _rows(cursor: Cursor, version: Version, told: Sequence[Asked]) -> tuple[SheetRow, ...]:
    people = {person for asked in told for person in (asked.person_id, asked.head_person_id)}
    identities = read_identities(cursor, version, people)
    unknown = [(APPLICATIONS, asked.delivery_id, asked.row_number) for asked in told if asked.household_id is None]
    applicants = read_record_names(cursor, "head_name", unknown)
    cursor.execute(WITHIN, (version.policy_version, version.month, version.month))
    within = "、".join(f"{months:.0f}个月内" for (months,) in cursor.fetchall())
    in_order = sorted(told, key=lambda asked: _order(asked, identities))
    return tuple(
        SheetRow((position, *_who(asked, version.month, identities, applicants), *_result_of(asked, within)))
        for position, asked in enumerate(in_order, start=1)
    )


def _order(asked: Asked, identities: Mapping[int, Identity]) -> tuple[str, str, int, int, int, int]:
    """By village and as people stand in the register, whom it lacks last."""
    rows = [identities[person].register_row if person in identities else 0 for person in asked.people]
    place = (asked.township_code or "~", asked.village_code or "~")
    return (*place, rows[0], rows[1], asked.row_number, asked.position)


def _who(
    asked: Asked, month: date, identities: Mapping[int, Identity], applicants: Mapping[Record, str]
) -> tuple[str, ...]:
    home = name_home(asked.township_code, asked.village_code, month)
    if asked.household_id is None:
        return (*home, applicants.get((asked.delivery_id, asked.row_number)) or UNKNOWN, NOT_SAID)
    member, relation = identities.get(asked.person_id), label_relation(asked.relation_code)
    described = f"{member.name}（{relation}）" if member else UNKNOWN
    return (*home, name_head(identities, asked.head_person_id), described)


def _result_of(asked: Asked, within: str) -> tuple[str, str, str, str, str]:
    asked_of = (write_day(asked.application_date), asked.label, departments()[asked.department_code].name)
    return (*asked_of, _write_answer(asked, within), write_day(asked.compared_date))


def _write_answer(asked: Asked, within: str) -> str:
    match asked.state_code:
        case "open":
            return "未回复"
        case "not_in_register":
            return "花名册中未找到，未送比对，请核对申请人身份证号"
        case "compared_before":
            return f"低保对象，申请前{within}已比对，不再重新比对：{asked.answer_text}"
        case _:
            return asked.answer_text or NOT_SAID
