"""比对申请: the form in which a department answers about applicants; filled in, it is a delivery of its list (YL-03).

One form for each list of answers, because one file is one delivery. Names and numbers are filled in, locked and
sealed (``shouwang.forms``); whom a row left blank asks about is asked again the month after.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import Column, departments, feed
from shouwang.forms import forms
from shouwang.months import months_before
from shouwang.publication.comparisons import Asked
from shouwang.publication.form_seals import COLUMN, seal_rows
from shouwang.publication.handouts import Handout, Heading, Row
from shouwang.publication.identities import UNKNOWN, Identity, read_identities
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow, name_sheet
from shouwang.publication.wording import last_day, name_place

DIRECTORY = "比对申请"
NUMBER = SheetColumn("序号", 6)
WIDTHS = {"id_number": 20.0, "person_name": 10.0, "remark": 20.0, "company_name": 24.0, "employer_name": 20.0}
WIDTH = 13.0
FORM = "compared_{}"
ANSWER_MONTHS = 3  # from the data month on: days a department may enter; later it has a newer form


def comparison_requests(comparisons: Sequence[Asked]) -> list[Handout]:
    """The form of every list somebody must still answer in."""
    waiting: dict[str, list[Asked]] = {}
    for asked in comparisons:
        if asked.state_code == "open":
            waiting.setdefault(asked.feed, []).append(asked)
    return [_request(name, rows) for name, rows in sorted(waiting.items())]


def _request(name: str, waiting: Sequence[Asked]) -> Handout:
    declared = feed(name)
    department = departments()[declared.department]
    file_name = f"{DIRECTORY}/{department.name}_{declared.title}.xlsx"
    return Handout(f"{department.code}/{name}", department.name, file_name, tuple(waiting), write_request)


def write_request(cursor: Cursor, heading: Heading, rows: Sequence[Row]) -> list[Sheet]:
    """The form, its title such that the returned file is recognised; an empty one takes back what was asked."""
    if not rows:
        note = "上一版所列人员已无需比对"
        return [Sheet("比对申请", heading.title("比对申请"), note, (NUMBER, SheetColumn("说明", 40)), ())]
    waiting = [Asked(*row) for row in rows]
    declared, month = feed(waiting[0].feed), heading.version.month
    identities = read_identities(cursor, heading.version, [asked.person_id for asked in waiting])
    waiting.sort(key=lambda asked: _order(asked, identities))
    form = forms()[FORM.format(declared.feed)]
    more = "；需要加行时可撤销工作表保护（无密码）" if form.is_log else ""
    note = (
        f"依据：{heading.document_number}第{waiting[0].clause}条　　共 {len(identities)} 人。"
        "请填写底色单元格，没有的填“无”，还没有核到的留空（下月再送）；预填内容和隐藏列请勿改动，可分几次交回"
        f"{more}"
    )
    filled = [_fill(asked, identities, month) for asked in waiting]
    seals = seal_rows(form, declared.department, heading, filled)
    body = tuple(
        SheetRow((position, *(known.get(column.name, "") for column in declared.columns), seal))
        for position, (known, seal) in enumerate(zip(filled, seals, strict=True), start=1)
    )
    asked_columns = [
        _column(column, month, is_filled=column.name in form.filled_columns) for column in declared.columns
    ]
    columns = (NUMBER, *asked_columns, COLUMN)
    title = f"{name_place(heading.version.county_code, month)}{declared.title}（第{heading.revision}版）"
    return [Sheet(name_sheet(declared.title), title, note, columns, body, frozen=3)]


def _order(asked: Asked, identities: Mapping[int, Identity]) -> tuple[str, int, int]:
    known = identities.get(asked.person_id)
    return (asked.village_code or "", known.register_row if known else 0, asked.position)


def _fill(asked: Asked, identities: Mapping[int, Identity], month: date) -> dict[str, str]:
    known = identities.get(asked.person_id, Identity(UNKNOWN, "", "", ""))
    return {
        "person_name": known.name,
        "id_number": known.id_number,
        "asset_kind_code": _asset_labels().get(asked.comparison_code, ""),
        "township_name": name_place(asked.township_code, month) if asked.township_code else "",
        "village_name": name_place(asked.village_code, month) if asked.village_code else "",
    }


def _asset_labels() -> dict[str, str]:
    return feed("taxation_assets").column("asset_kind_code").label_of


def _column(column: Column, month: date, *, is_filled: bool) -> SheetColumn:
    width = WIDTHS.get(column.name, WIDTH)
    if is_filled:
        return SheetColumn(column.header, width)
    choices = tuple(column.label_of.values())
    return SheetColumn(column.header, width, choices=choices, dates=_days(column, month), is_answer=True)


def _days(column: Column, month: date) -> tuple[date, date] | None:
    if column.name != "compared_date":
        return None
    return (month, last_day(months_before(month, 1 - ANSWER_MONTHS)))
