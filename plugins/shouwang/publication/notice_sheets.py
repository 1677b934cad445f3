"""公示表: what a village puts up of the households it proposes, masked as the law wants it."""

from collections import defaultdict
from functools import partial

from psycopg2.extensions import cursor as Cursor

from shouwang.forms import form_called
from shouwang.publication.form_facts import fact_names, read_facts
from shouwang.publication.handouts import Handout, Heading, Row, Rows
from shouwang.publication.identities import UNKNOWN, read_identities
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow, name_sheet
from shouwang.publication.versions import Version
from shouwang.publication.wording import name_place

RECORDED_BY = "notice_record"
DIRECTORY = "公示"
COLUMNS = (SheetColumn("序号", 8), SheetColumn("户主", 24), SheetColumn("家庭人口", 16), SheetColumn("备注", 40))
LEAST_DAYS = """
select parameter.value::integer, case parameter.unit when 'working_days' then '个工作日' else '日' end
from reference.policy_case_steps as step
inner join reference.policy_parameters as parameter
    on step.policy_version = parameter.policy_version and step.minimum_parameter = parameter.parameter
where step.policy_version = %s and step.step_code = 'notice' and parameter.valid_from <= %s and %s < parameter.valid_to
"""
SHOWN_WHOLE = 2  # characters of a name of which only the first is shown
FORBIDDEN = "[]:*?/\\"


def read_notices(cursor: Cursor, version: Version) -> list[Handout]:
    """A workbook for each township with households to be put up, a sheet for each of its villages."""
    form = form_called(RECORDED_BY)
    if form is None or form.source is None:
        return []
    rows: dict[str, list[Row]] = defaultdict(list)
    for _, facts in read_facts(cursor, version, form, form.source):
        told = dict(zip(fact_names(form), facts, strict=True))
        if told["township_code"]:
            rows[told["township_code"]].append((told["village_code"], told["head_person_id"], told["member_count"]))
    return [_handout(version, township, tuple(found)) for township, found in rows.items()]


def _handout(version: Version, township: str, rows: tuple[Row, ...]) -> Handout:
    name = name_place(township, version.month)
    return Handout(
        f"{township}/notice", name, f"{DIRECTORY}/{name}_公示表.xlsx", rows, partial(write_notices, township)
    )


def write_notices(township: str, cursor: Cursor, heading: Heading, rows: Rows) -> list[Sheet]:
    """The sheets of a township; without rows one that says so."""
    version = heading.version
    if not rows:
        title = heading.title(f"{name_place(township, version.month)}公示表")
        return [Sheet("公示表", title, "上一版所列各户已无需公示", COLUMNS, ())]
    heads = read_identities(cursor, version, [head for _, head, _ in rows])
    villages: dict[str, list[tuple[str, int | str]]] = defaultdict(list)
    for village, head, members in rows:
        name = mask_name(heads[head].name) if head in heads else UNKNOWN
        villages[village or township].append((name, members or "—"))
    period = _period(cursor, version)
    return [_sheet(version, place, found, period) for place, found in villages.items()]


def _sheet(version: Version, place: str, found: list[tuple[str, int | str]], period: str) -> Sheet:
    village = name_place(place, version.month)
    note = (
        f"经入户核查和民主评议，拟将下列农户纳入监测，现予公示。公示期：　　　　年　　月　　日起{period}。"
        "对公示有异议的，请在公示期内向村民委员会或乡镇反映，联系人：　　　　　　联系电话：　　　　　　　　"
    )
    rows = tuple(SheetRow((position, *row, "")) for position, row in enumerate(found, start=1))
    name = "".join(character for character in village if character not in FORBIDDEN)
    return Sheet(name_sheet(name), f"{village}拟纳入监测对象公示", note, COLUMNS, rows, is_public=True)


def _period(cursor: Cursor, version: Version) -> str:
    cursor.execute(LEAST_DAYS, (version.policy_version, version.month, version.month))
    row = cursor.fetchone()
    return f"，不少于{row[0]}{row[1]}" if row else ""


def mask_name(name: str) -> str:
    """A name as neighbours recognise it and strangers do not: 张三 is 张*, 欧阳小明 is 欧**明."""
    hidden = name[1:] if len(name) <= SHOWN_WHOLE else name[1:-1]
    return name[:1] + "*" * len(hidden) + ("" if len(name) <= SHOWN_WHOLE else name[-1:])
