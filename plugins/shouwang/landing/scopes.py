"""Whose list a file is, where each township sends its own: all of its rows must name the same one."""

import polars as pl

from shouwang.divisions import LEVEL_DIGITS
from shouwang.feeds import Column
from shouwang.landing.errors import RefusalError
from shouwang.landing.rows.identification import Identified
from shouwang.landing.rows.sorting import sort_rows
from shouwang.landing.values.lenient import normalise
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.people.row_keys import RowKey

SHOWN = 5
PLACED = "village_code"  # the scope of lists that every township sends for itself
NUMBERED, REPORTER = "report_number", "urgent_reporter_code"  # the scope of reports that stand each for itself


def decode_key(text: str, pseudonyms: Pseudonyms) -> RowKey | None:
    """The row key, or None when it was changed or never was one."""
    try:
        return RowKey.decode(text, pseudonyms)
    except ValueError:
        return None


def scope_of(key: RowKey) -> str:
    """Township, month and revision of the list the key belongs to."""
    return f"{key.township_code}-{key.month:%Y%m}-{key.revision:02d}"


def feedback_scope(identified: Identified, pseudonyms: Pseudonyms) -> str:
    """The scope of a returned workbook; RefusalError when its keys name no list or several."""
    texts = _texts(identified, identified.feed.key[0])
    keys = [key for text in texts if (key := decode_key(text, pseudonyms))]
    scopes = sorted({scope_of(key) for key in keys})
    if not scopes:
        raise RefusalError("没有一行的行标识是本系统下发的，不知是哪份核查名单；请在下发的原表中填写后重报")
    if len(scopes) > 1:
        raise RefusalError(
            f"行标识分属 {len(scopes)} 份核查名单（{'、'.join(scopes[:SHOWN])}）；请每份名单单独交回，不要合并"
        )
    return scopes[0]


def township_scope(identified: Identified) -> str:
    """The township (9 digits) whose villages the rows name; RefusalError when they name none or several."""
    column = identified.feed.column(PLACED)
    said = normalise(column, pl.Series(_texts(identified, PLACED), dtype=pl.String)).drop_nulls()
    codes = said.filter(said.str.contains(rf"^\d{{{LEVEL_DIGITS['village']}}}$"))
    townships = sorted(codes.str.head(LEVEL_DIGITS["township"]).unique())
    if not townships:
        raise RefusalError(f"没有一行有12位的“{column.header}”，不知是哪个乡镇的名单；请补填后重报")
    if len(townships) > 1:
        names = "、".join(townships[:SHOWN])
        raise RefusalError(f"名单中有 {len(townships)} 个乡镇的村（{names}）；请每个乡镇单独报一份，不要合并")
    return str(townships[0])


def report_scope(identified: Identified, pseudonyms: Pseudonyms) -> str:
    """Department and a code of its report's number; RefusalError when the rows name no report or several."""
    number, reporter = identified.feed.column(NUMBERED), identified.feed.column(REPORTER)
    numbers = _distinct(identified, number)
    reporters = sorted({reporter.codes.get(label, "") for label in _distinct(identified, reporter)} - {""})
    if not numbers or not reporters:
        raise RefusalError(f"没有一行写明“{number.header}”和认得出的“{reporter.header}”，不知是哪份报告；请补填后重报")
    if len(numbers) > 1 or len(reporters) > 1:
        raise RefusalError(f"一份文件里有 {max(len(numbers), len(reporters))} 份报告；请每份报告单独报一个文件")
    return f"{reporters[0]}-{pseudonyms.text_code(NUMBERED, numbers[0])}"


def _distinct(identified: Identified, column: Column) -> list[str]:
    """What the data rows say in a column, as read, in order."""
    said = normalise(column, pl.Series(_texts(identified, column.name), dtype=pl.String))
    return sorted(said.drop_nulls().unique())


def _texts(identified: Identified, name: str) -> list[str]:
    """The cells of a column in all data rows, empty ones left out."""
    cell = f"c{identified.header.positions[name]}"
    return [
        text
        for frame in identified.table.pieces()
        for text in sort_rows(frame, identified.feed, identified.header).data[cell].drop_nulls()
    ]
