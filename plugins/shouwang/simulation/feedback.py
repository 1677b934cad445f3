"""What townships send back: the lists they got, filled in at the door as the truth would have it."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shouwang.divisions import divisions
from shouwang.feeds import Column
from shouwang.feeds import feed as declared_feed
from shouwang.simulation.arrivals import arrive, feedback_due
from shouwang.simulation.names import given_names, surnames
from shouwang.simulation.township_lists import ARRANGED, BELOW, CHANGE, HEAD_NUMBER, WITHDRAWN, header_place
from shouwang.simulation.truth import read_facts

ANSWERED_SHARE = 0.9
RESULTS = {  # what a visit finds, by whether the household was truly struck
    True: {"confirmed": 0.45, "supported": 0.3, "not_confirmed": 0.1, "checking": 0.15},
    False: {"confirmed": 0.0, "supported": 0.05, "not_confirmed": 0.8, "checking": 0.15},
}
NOTES = {
    "confirmed": "入户核实，家庭负担较重",
    "supported": "已享受相关政策，生活有保障",
    "not_confirmed": "入户核实，与反映情况不符",
    "not_found": "入户三次均无人，邻居不知去向",
    "checking": "户主外出，已电话联系，待返乡核实",
}
FIRST_VISIT_DAY, LAST_VISIT_DAY = 12, 26
ANSWER_COLUMNS = ("check_result_code", "check_date", "checker_name", "check_note")

Answer = tuple[str | date, ...]
Answering = Callable[[str, str], Answer | None]


@dataclass(frozen=True)
class _Cycle:
    """Whose answers: the identity numbers of the heads truly struck, the month of the visits and the seed."""

    struck_heads: frozenset[str]
    month: date
    seed: int

    def answer(self, key: str, head: str) -> Answer | None:
        """What the township writes into the row called ``key``; None when it leaves it empty."""
        rng = np.random.default_rng([self.seed, zlib.crc32(key.encode())])
        if rng.random() >= ANSWERED_SHARE:
            return None
        shares = RESULTS[head in self.struck_heads]
        result = list(shares)[int(rng.choice(len(shares), p=list(shares.values())))]
        visited = self.month.replace(day=int(rng.integers(FIRST_VISIT_DAY, LAST_VISIT_DAY, endpoint=True)))
        checker = str((surnames(rng, 1) + given_names(rng, np.array([True])))[0])
        return write_answer(result, visited, checker)


def write_answer(result: str, visited: date, checker: str) -> Answer:
    """The answer columns as a township fills them in."""
    words = declared_feed("township_feedback").column("check_result_code").label_of
    return words[result], visited, checker, NOTES[result]


def fill_in_feedback(lists: Path, truth: Path, inbox: Path, month: date, seed: int) -> list[Path]:
    """Fill in every township workbook below ``lists`` and save it to ``inbox/<county>/<month>/``.

    ``lists`` is the outbox or any directory in it: workbooks lie in ``<county>/<YYYY-MM>/<revision>``, whose first two
    name the truth to answer by. About nine rows of ten are answered, dated in ``month``; withdrawn ones and those below
    the line are not. Returns the copies in order; ValueError when a workbook is not in such a place.
    """
    copies = []
    for path in sorted(path for path in lists.resolve().rglob("*.xlsx") if path.parent.name.isdigit()):
        county_code, list_month = _place(path)
        struck = {f.head_id_number for f in read_facts(truth, county_code, list_month) if f.is_covered == "true"}
        cycle = _Cycle(frozenset(struck), month, seed)
        copies += fill_in_list(path, inbox / county_code, month, cycle.answer)
    return copies


def fill_in_list(path: Path, inbox: Path, month: date, answer: Answering) -> list[Path]:
    """Answer the rows of one workbook that are to be visited and put it into ``inbox/<month>``; empty when it has none.

    ``answer`` gets the row key and the head's identity number; None leaves the row empty.
    """
    workbook = load_workbook(path)
    copy = inbox / f"{month:%Y-%m}" / path.name
    if not [sheet for sheet in workbook.worksheets if _answer_rows(sheet, answer)]:
        return []
    copy.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(copy)
    return [arrive(copy, feedback_due(month), path.name)]


def _place(path: Path) -> tuple[str, date]:
    county_code, month = path.parts[-4], path.parts[-3]
    if county_code not in divisions():
        raise ValueError(f"名单应在“县代码/年-月/批次”目录下，实在 {county_code}/{month}，请核对名单目录")
    return county_code, date.fromisoformat(f"{month}-01")


def _answer_rows(sheet: Worksheet, answer: Answering) -> bool:
    feedback = declared_feed("township_feedback")
    lines = [[str(cell or "").strip() for cell in line] for line in sheet.iter_rows(values_only=True)]
    place = header_place(lines, [feedback.column("row_key"), feedback.column(ANSWER_COLUMNS[0])])
    if place is None:
        return False
    positions = {column.name: _position(lines[place], column) for column in (*feedback.columns, HEAD_NUMBER)}
    for row, line in enumerate(lines[place + 1 :], start=place + 2):
        key, head = (line[positions[name]] for name in ("row_key", "head_id_number"))
        said = dict(zip(lines[place], line, strict=True))
        is_visited = said.get(CHANGE) != WITHDRAWN and BELOW not in said.get(ARRANGED, "")
        found = answer(key, head.upper()) if key and is_visited else None
        for name, word in zip(ANSWER_COLUMNS, found or (), strict=False):
            sheet.cell(row, positions[name] + 1).value = word
    return True


def _position(line: list[str], column: Column) -> int:
    """Where ``column`` stands in a header line; ValueError when it does not."""
    for place, text in enumerate(line):
        if text in column.headers:
            return place
    raise ValueError(f"核查名单应有“{column.header}”列，未找到，请核对名单格式")
