"""Ten thousand people of whom departments write, each with one cell gone wrong in a known way."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter  # type: ignore[import-untyped]

from shouwang.simulation.plan import Plan
from shouwang.simulation.population import populate, residents
from tests.identity.damages import KINDS, Cell, Kind
from tests.identity.register import COUNTY, LAST_DAY, MONTH

STRANGER_SHARE = 0.05  # people the register does not know
OTHERS_NUMBERS = 190  # valid numbers of the register written beside the name of somebody else
HEADERS = ("姓名", "身份证号", "结算单号", "结算日期", "救助后自费金额", "行政村")
TITLE = "困难群众享受医疗救助后自费超过1万元人员名单"
NO_X = {"stored as a number", "stored as a number, as text", "shown as a power of ten", "through a float"}
PLANTED = {
    "number": pl.String,
    "kind": pl.String,
    "name": pl.String,
    "cell": pl.Object,
    "truth": pl.String,
    "village": pl.String,
    "is_known": pl.Boolean,
    "file": pl.String,
}


def plant(people: pl.DataFrame) -> pl.DataFrame:
    """A row for every case: settlement number, kind, name, cell, whose number it was, village, file."""
    rng = np.random.default_rng(11)
    elsewhere = residents(populate(Plan(COUNTY, MONTH, MONTH, 4_000, 99)), LAST_DAY)
    strangers = elsewhere.join(people, on="id_number", how="anti", maintain_order="left")
    rows = [row for name, kind in KINDS.items() for row in _cases(rng, name, kind, people, strangers)]
    rows += _others_numbers(rng, people)
    numbered = [(f"S{place:06d}", *row) for place, row in enumerate(rows)]
    return pl.DataFrame(numbered, schema=PLANTED, orient="row").sample(fraction=1, shuffle=True, seed=3)


Row = tuple[str, str, Cell, str, str, bool, str]


def _cases(rng: np.random.Generator, name: str, kind: Kind, people: pl.DataFrame, strangers: pl.DataFrame) -> list[Row]:
    foreign = round(STRANGER_SHARE * kind.planted) if "ending in 000" not in name else 0
    found: list[Row] = []
    for source, count in ((people, kind.planted - foreign), (strangers, foreign)):
        chosen = _fitting(name, source)
        chosen = chosen.sample(count, with_replacement=chosen.height < count, seed=int(rng.integers(2**31)))
        found += [
            (name, row[0], kind.damage(rng, row[1]), row[1], row[2], source is people, kind.file)
            for row in chosen.select("person_name", "id_number", "village_name").iter_rows()
        ]
    return found


def _fitting(kind: str, people: pl.DataFrame) -> pl.DataFrame:
    """The people such a cell can be of: an X is never part of a number cell, old numbers were given until 1999."""
    number = pl.col("id_number")
    has_x = number.str.ends_with("X")
    if "ending in 000" in kind:
        return people.filter(number.str.ends_with("000"))
    people = people.filter(~number.str.ends_with("000"))
    if kind == "15 digits":
        return people.filter(pl.col("birth_date") < date(1999, 10, 1))
    return people.filter(has_x) if kind == "small x" else people.filter(~has_x) if kind in NO_X else people


def _others_numbers(rng: np.random.Generator, people: pl.DataFrame) -> list[Row]:
    others = people.filter(~pl.col("id_number").str.ends_with("000"))
    owners, writers = (others.sample(OTHERS_NUMBERS, seed=int(rng.integers(2**31))) for _ in range(2))
    pairs = zip(
        owners["id_number"], writers["person_name"], owners["person_name"], writers["village_name"], strict=True
    )
    return [("somebody else's number", w, n, n, v, True, "mixed") for n, w, o, v in pairs if w != o]


def write_files(planted: pl.DataFrame, directory: Path) -> list[Path]:
    """One list for each way of sending: a workbook, text saved by a spreadsheet program, text of every kind."""
    found = []
    for (file,), rows in planted.group_by("file", maintain_order=True):
        lines = [(name, cell, number, "2022-01-05", "12000", village) for number, name, cell, village in _shown(rows)]
        path = directory / f"医疗保障局_2022年1月_{TITLE}_{file}"
        found.append(_write_workbook(path, lines) if file == "workbook" else _write_text(path, lines))
    return found


def _shown(rows: pl.DataFrame) -> list[tuple[str, str, Cell, str]]:
    return [(row["number"], row["name"], row["cell"], row["village"]) for row in rows.to_dicts()]


def _write_workbook(path: Path, lines: list[tuple[str, Cell, str, str, str, str]]) -> Path:
    path = path.with_name(f"{path.name}.xlsx")
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("名单")
        for number, line in enumerate([HEADERS, *lines]):
            sheet.write_row(number, 0, line)
    return path


def _write_text(path: Path, lines: list[tuple[str, Cell, str, str, str, str]]) -> Path:
    path = path.with_name(f"{path.name}.csv")
    pl.DataFrame(lines, schema=list(HEADERS), orient="row").write_csv(path, include_bom=True)
    return path
