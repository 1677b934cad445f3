"""Declared forms as sheets: what is known filled in and locked, what is asked left yellow, each row sealed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shouwang.feeds import Column, departments
from shouwang.forms import Form
from shouwang.forms.declarations import Asked
from shouwang.months import months_before
from shouwang.publication.form_seals import COLUMN, seal_rows
from shouwang.publication.handouts import Heading
from shouwang.publication.sheets import Sheet, SheetColumn, SheetRow
from shouwang.publication.wording import last_day, name_place, write_day

NUMBER = SheetColumn("序号", 5)
WIDTHS = {"head_name": 9.0, "head_id_number": 20.0, "township_name": 12.0, "village_name": 12.0}
WIDTH = 12.0
ANSWER_MONTHS = 3  # after the data month: later the form has been sent anew
YEAR = 12  # months back that a step may have been taken in and not told
Facts = Mapping[str, Any]


def name_addressee(addressee: str, month: date) -> str:
    """The name of a township or department by its code."""
    return departments()[addressee].name if addressee in departments() else name_place(addressee, month)


def form_sheet(form: Form, addressee: str, heading: Heading, rows: Sequence[Facts]) -> Sheet:
    """The sheet of rows whose facts have their names already. Pure."""
    month = heading.version.month
    title = heading.title(f"{name_addressee(addressee, month)}{form.title}")
    if not rows:
        return Sheet(form.title, title, "上一版所列各户已无需填报", (NUMBER, SheetColumn("说明", 40)), ())
    return Sheet(
        name=form.title,
        title=title,
        subtitle=_note(form, heading, len(rows)),
        columns=(NUMBER, *_columns(form, month)),
        rows=_rows(form, addressee, heading, rows),
        frozen=5,
    )


def _note(form: Form, heading: Heading, count: int) -> str:
    more = "；需要加行时可撤销工作表保护（无密码）" if form.is_log else "；表上没有的户请另行报送，不要加行"
    return (
        f"依据：{heading.document_number}　　共 {count} 户　　{form.note}。只填黄色格，没有办理的留空；"
        f"预填内容和隐藏列请勿改动{more}；填好后另存为 xlsx 或 csv 放入收件目录，文件名不限"
    )


def _columns(form: Form, month: date) -> list[SheetColumn]:
    filled = [SheetColumn(form.column(name).header, WIDTHS.get(name, WIDTH)) for name in form.filled_columns]
    known = [SheetColumn(known.header, known.width) for known in form.known]
    asked = [_asked(asked, form.column(asked.column), month) for asked in form.asked]
    return [*filled, *known, *asked, COLUMN]


def _asked(asked: Asked, column: Column, month: date) -> SheetColumn:
    labels = column.label_of
    choices = tuple(labels[code] for code in asked.choices) or tuple(labels.values())
    dates = _days(month) if column.type == "date" else None
    return SheetColumn(column.header, asked.width, choices=choices, dates=dates, is_answer=True)


def _days(month: date) -> tuple[date, date]:
    return (months_before(month, YEAR), last_day(months_before(month, -ANSWER_MONTHS)))


def _rows(form: Form, addressee: str, heading: Heading, rows: Sequence[Facts]) -> tuple[SheetRow, ...]:
    texts = [_texts(form, facts) for facts in rows]
    seals = seal_rows(form, addressee, heading, texts)
    blank = [""] * len(form.asked)
    return tuple(
        SheetRow((number, *written.values(), *(_shown(facts[known.value]) for known in form.known), *blank, seal))
        for number, (facts, written, seal) in enumerate(zip(rows, texts, seals, strict=True), start=1)
    )


def _texts(form: Form, facts: Facts) -> dict[str, str]:
    """What is filled in, as a department would write it."""
    return {
        filled.column: _written(form.column(filled.column), filled.code or facts[str(filled.value)])
        for filled in form.filled
    }


def _written(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.type == "code":
        return column.label_of[value]
    return f"{value:%Y%m}" if column.type == "month" else str(value)


def _shown(value: Any) -> str | int:
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return write_day(value)
    return value if isinstance(value, int) else str(value)
