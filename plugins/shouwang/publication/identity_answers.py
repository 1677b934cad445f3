"""What the county office answered in the work list of identity cells, read back: answers, and rows that are held."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import openpyxl
import polars as pl

from shouwang.landing.identities.decisions import OF_A_PERSON, Answer, Cell
from shouwang.landing.identities.words import words
from shouwang.people.identity_cells import VALUE, read_identity_cells
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.identity_sheet import ANSWER_HEADER, FIXED, HEADERS, check

HEADER_ROW = 3
KEY = re.compile(r"((\d+):(\d+):(\w+):(\d+):([01]):(\w*):(.*)):([0-9a-f]{6})")
LATEST_BIRTH = date(9999, 12, 31)


class RowAnswer(NamedTuple):
    """An answer, the row it stands in and the record it is about (all rows of one record share it)."""

    row: int
    answer: Answer
    record: tuple[int, ...]


class Answers(NamedTuple):
    """What can be decided, undone first, and why other rows are held (Chinese); held rows change nothing."""

    given: tuple[RowAnswer, ...]
    held: tuple[str, ...]


class HeldRowError(ValueError):
    """A row that cannot be followed; the text is Chinese and says where and what to do."""


def read_identity_answers(content: bytes, pseudonyms: Pseudonyms) -> Answers:
    """The answers of a filled-in work list; rows without one, or with that which stands, are passed over.

    ValueError when it is no work list.
    """
    given: list[RowAnswer] = []
    held: list[str] = []
    for number, cells in _rows(content):
        try:
            found = _read(number, cells, pseudonyms)
        except HeldRowError as error:
            held.append(str(error))
            continue
        given += [found] if found else []
    contradicted = _contradicted(given)
    held += [_say("twice", row, other=other) for row, other in sorted(contradicted.items())]
    left = _once([found for found in given if found.row not in contradicted])
    order = {"undo": 0, "not_same": 1, "same": 2, "undecided": 3}
    return Answers(tuple(sorted(left, key=lambda found: (order[found.answer.code], found.row))), tuple(held))


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet: Any = openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets[0]
    except Exception:  # noqa: BLE001 -- whatever openpyxl raises of a file that is no workbook
        raise ValueError("读不成工作簿；请交回系统导出的身份核对清单（xlsx）") from None
    texts = [["" if cell is None else str(cell).strip() for cell in row] for row in sheet.iter_rows(values_only=True)]
    if len(texts) < HEADER_ROW or tuple(texts[HEADER_ROW - 1][: len(HEADERS)]) != HEADERS:
        raise ValueError("这不是身份核对清单，或表头、列被改动；请用系统导出的清单填写")
    for number, cells in enumerate(texts[HEADER_ROW:], start=HEADER_ROW + 1):
        if any(cells):
            yield number, cells


def _read(number: int, cells: Sequence[str], pseudonyms: Pseudonyms) -> RowAnswer | None:
    label, verified, key = cells[FIXED : FIXED + 3]
    if not label and not verified:
        return None
    found = KEY.fullmatch(key)
    if found is None:
        raise HeldRowError(_say("unknown", number))
    body, delivery, row, column, signature, is_for_row_alone, stands, candidate, mark = found.groups()
    if mark != check(body, cells[:FIXED], pseudonyms):
        raise HeldRowError(_say("altered", number))
    if label not in words().answers:
        raise HeldRowError(_say("answer", number, seen=label))
    if words().answers[label] == stands and not verified:
        return None
    answer = Answer(
        Cell(int(delivery), int(row), column), words().answers[label], _whose(number, label, verified, candidate)
    )
    record = (int(signature), *((int(delivery), int(row)) if is_for_row_alone == "1" else ()))
    return RowAnswer(number, answer, record)


def _whose(number: int, label: str, verified: str, candidate: str) -> str:
    """The identity number a row is about: what somebody verified, else the candidate's."""
    if not verified:
        if not candidate and words().answers[label] in OF_A_PERSON:
            raise HeldRowError(_say("no_number", number))
        return candidate
    text = pl.Series([verified]).str.normalize("NFKC").str.replace_all(r"\s", "")
    value = read_identity_cells(text, LATEST_BIRTH)[VALUE].item()
    if value is None:
        raise HeldRowError(_say("invalid", number))
    return str(value)


def _once(given: Sequence[RowAnswer]) -> list[RowAnswer]:
    """The answers without those that only repeat another of the same record."""
    first: dict[tuple[Any, ...], RowAnswer] = {}
    for found in given:
        number = found.answer.id_number if found.answer.code in OF_A_PERSON else ""
        first.setdefault((found.record, found.answer.code, number), found)
    return list(first.values())


def _contradicted(given: Sequence[RowAnswer]) -> dict[int, int]:
    """Row to another row that says otherwise of the same record: two people, or yes and no of one."""
    found: dict[int, int] = {}
    for one in given:
        for other in given:
            if one.record == other.record and one.row != other.row and _differ(one.answer, other.answer):
                found.setdefault(one.row, other.row)
    return found


def _differ(one: Answer, other: Answer) -> bool:
    if one.code == other.code:
        return one.code == "same" and one.id_number != other.id_number
    codes = {one.code, other.code}
    if "undecided" in codes:
        return "not_same" not in codes
    return "undo" in codes or one.id_number == other.id_number


def _say(key: str, row: int, **values: Any) -> str:
    return words().sheet[key].format(row=row, header=ANSWER_HEADER, **values)
