"""What became of each row of a returned form: answered, left open, or held as not the row that left. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from shouwang.feeds import Column
from shouwang.forms.row_seals import Sealed
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.returns.returned import Returned, Said
from shouwang.landing.rows.headers import Header
from shouwang.landing.values.problems import shapes

LONGEST_SEEN = 60
HELD = {ROW_NUMBER: pl.Int32, "column_name": pl.String, "reason_code": pl.String, "seen_shape": pl.String}
FORM_ROWS = {ROW_NUMBER: pl.Int32, "form_row_number": pl.Int32}
Cells = Mapping[str, Any]


class Rows(NamedTuple):
    """The rows as landing read them: raw cells, normalised texts, values, and what is held already."""

    data: pl.DataFrame
    texts: pl.DataFrame
    values: pl.DataFrame
    held: pl.DataFrame


class Settled(NamedTuple):
    """Further held cells, the rows nobody answered, and which row of the form each row is."""

    held: pl.DataFrame
    unanswered: pl.Series
    form_rows: pl.DataFrame


class Line(NamedTuple):
    """A row with its seal; ``said``: its answers in the deciding columns."""

    row_number: int
    text: str | None
    sealed: Sealed | None
    texts: Cells
    values: Cells
    said: Said


def settle(returned: Returned, header: Header, rows: Rows) -> Settled:
    """Judge the rows of a form; a row may be held in several cells."""
    lines = list(_lines(returned, rows))
    known = set(rows.held.select(ROW_NUMBER, "column_name").iter_rows())
    held = [
        *(found for line in lines for found in _of_line(returned, header, line) if found[:2] not in known),
        *_conflicts(returned, lines),
    ]
    kept = {number for number, *_ in held}
    unanswered = [line.row_number for line in lines if line.row_number not in kept and _is_unanswered(returned, line)]
    form_rows = [(line.row_number, line.sealed.seal.row_number) for line in lines if line.sealed]
    return Settled(
        pl.DataFrame(held, schema=HELD, orient="row"),
        pl.Series(unanswered, dtype=pl.Int32),
        pl.DataFrame(form_rows, schema=FORM_ROWS, orient="row"),
    )


def _lines(returned: Returned, rows: Rows) -> Iterator[Line]:
    told = zip(
        returned.seals(rows.data), rows.texts.iter_rows(named=True), rows.values.iter_rows(named=True), strict=True
    )
    for (row_number, text, sealed), texts, values in told:
        said = tuple(_answer(returned.form.column(name), values[name]) for name in returned.form.deciding_columns)
        yield Line(row_number, text, sealed, texts, values, said)


def _answer(column: Column, value: Any) -> str:
    """A value as the warehouse writes it; an amount may be written in several ways."""
    return f"{Decimal(value):.2f}" if column.type == "amount" and value is not None else _written(value)


def _written(value: Any) -> str:
    return "" if value is None else str(value)


def _of_line(returned: Returned, header: Header, line: Line) -> Iterator[tuple[int, str, str, str]]:
    key = returned.form.declared.key[0]
    if line.sealed is None:
        if line.text is not None:
            yield line.row_number, key, "form_seal_unreadable", f"行标识被改动（{shapes(pl.Series([line.text]))[0]}）"
        elif not returned.form.is_log:
            yield line.row_number, key, "form_row_added", "没有行标识"
        return
    for position, name in enumerate(returned.form.filled_columns):
        if name in header.positions and not _says_the_same(returned, line, position, name):
            yield line.row_number, name, "form_cell_changed", _seen(returned.form.column(name), line.texts[name])
    for asked in returned.form.asked:
        code = line.values[asked.column]
        if asked.choices and code is not None and code not in asked.choices:
            column = returned.form.column(asked.column)
            yield line.row_number, asked.column, "form_choice_not_offered", _seen(column, line.texts[asked.column])


def _says_the_same(returned: Returned, line: Line, position: int, name: str) -> bool:
    if returned.pseudonyms is None or line.sealed is None:
        return True
    return line.sealed.confirms(returned.pseudonyms, position, name, _written(line.values[name]))


def _seen(column: Column, text: str | None) -> str:
    """What stands there now, for a message; of an identity only its shape."""
    if text is None:
        return "空"
    return str(shapes(pl.Series([text]))[0]) if column.sensitivity == "identity" else f"“{text[:LONGEST_SEEN]}”"


def _conflicts(returned: Returned, lines: Sequence[Line]) -> Iterator[tuple[int, str, str, str]]:
    """Rows that answer one row of the form in different ways: in this file, or otherwise than a return before."""
    if returned.form.is_log:
        return
    answered = defaultdict(list)
    for line in lines:
        if line.sealed and any(line.said):
            answered[line.sealed.seal.row_number].append(line)
    for number, alike in answered.items():
        for line in alike:
            other = next((one for one in alike if one.said != line.said), None)
            if other:
                yield _conflict(returned, line, f"与第{other.row_number}行对同一户的填写不同")
            elif line.said != returned.earlier.get(number, line.said):
                yield _conflict(returned, line, "与先前交回的同一行填写不同")


def _conflict(returned: Returned, line: Line, seen: str) -> tuple[int, str, str, str]:
    name = next((name for name in returned.form.deciding_columns if line.texts[name]), returned.form.declared.key[0])
    return line.row_number, name, "form_answers_conflict", seen


def _is_unanswered(returned: Returned, line: Line) -> bool:
    return line.sealed is not None and not any(line.texts[name] for name in returned.form.asked_columns)
