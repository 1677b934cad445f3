"""Published township workbooks as a township sees them: where they lie, and their rows below the header."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from shouwang.divisions import LEVEL_DIGITS
from shouwang.feeds import Column
from shouwang.feeds import feed as declared_feed
from shouwang.publication.outbox import read_manifest

CHANGE, WITHDRAWN = "变动", "撤回"  # a supplement says of each row what becomes of it
ARRANGED, BELOW, CARRIED = "核查安排", "能力线以下", "结转"  # who waits below the line, and who waited before
HEAD_NUMBER = declared_feed("water_unsafe_households").column("head_id_number")


@dataclass(frozen=True)
class Publication:
    """One township workbook of one revision, as its manifest lists it."""

    path: Path
    township_code: str
    revision: int


def publications(outbox: Path, county_code: str, month: date) -> Iterator[Publication]:
    """The township workbooks of a month, earliest revision first; none when nothing was published.

    AlteredFile (of ``shouwang.publication.outbox``) when a workbook is not what its manifest says.
    """
    places = (outbox / county_code / f"{month:%Y-%m}").glob("*")
    for place in sorted((place for place in places if place.name.isdigit()), key=lambda place: int(place.name)):
        for entry in read_manifest(place)["files"]:
            if entry["addressee"].isdecimal() and len(entry["addressee"]) == LEVEL_DIGITS["township"]:
                yield Publication(place / entry["file_name"], entry["addressee"], int(place.name))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of the first sheet that has a column 户主身份证号, by header; ValueError when there is none."""
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            lines = [[str(cell).strip() for cell in line] for line in book.get_sheet_by_name(name).to_python()]
            if (place := header_place(lines, [HEAD_NUMBER])) is not None:
                rows = [dict(zip(lines[place], line, strict=True)) for line in lines[place + 1 :]]
                return [row for row in rows if cell(row, HEAD_NUMBER)]
    raise ValueError(f"{path.name} 中应有“{HEAD_NUMBER.header}”列，未找到，请核对该文件是否为入户核查名单")


def header_place(lines: Sequence[Sequence[Any]], columns: Sequence[Column]) -> int | None:
    """The first line in which every one of ``columns`` stands under one of its headers."""
    for place, line in enumerate(lines):
        if all(set(column.headers) & set(line) for column in columns):
            return place
    return None


def cell(row: dict[str, str], column: Column) -> str:
    """The cell of ``column`` whichever header it stands under; empty when the row has none."""
    return next((row[header] for header in column.headers if header in row), "")
