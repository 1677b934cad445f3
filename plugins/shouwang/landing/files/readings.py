"""What was read of a file, kept on disk: text columns as Arrow files, and a page that says what they are.

``write_reading`` reads the file (in the bounded child, see ``reader``); ``load_reading`` opens what it wrote. A reading
holds identities: its directory is for its owner alone, and it goes when the delivery has landed or been refused.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from shouwang.landing.errors import RefusalError
from shouwang.landing.files.compounds import inspect_compound
from shouwang.landing.files.delimited import delimited_frames
from shouwang.landing.files.kinds import kind_of
from shouwang.landing.files.packages import inspect_package
from shouwang.landing.files.sheet_marks import CellMark
from shouwang.landing.files.tables import MERGED, OPENING_ROWS, Table
from shouwang.landing.files.workbooks import Sheet, open_sheet, open_workbook, sheet_names
from shouwang.lookahead import ahead

PAGE = "reading.json"
PART_ROWS = 75_000  # at least, but in the first part and the last
VERSION = 1  # of what a reading holds: one of another version is read anew
BOOT = Path("/proc/sys/kernel/random/boot_id")  # readings are not forced to disk: those before a power cut are no good
NO_MERGED = pl.DataFrame(schema=MERGED)


@dataclass(frozen=True)
class Reading:
    """A file as tables: its visible sheets that hold anything, in order, and the names of the hidden ones.

    ``kind`` is xlsx, xlsm, xlsb, xls, ods or text.
    """

    kind: str
    tables: tuple[Table, ...]
    hidden_sheets: tuple[str, ...]


def write_reading(path: Path, directory: Path, file_name: str = "") -> None:
    """Read a file into an empty directory; ``file_name`` is what its sender called it, for a message.

    RefusalError when it is no table or cannot be read throughout; OSError when the disk does not take it.
    """
    kind, marks = _inspect(path, file_name)
    hidden: tuple[str, ...] = ()
    if kind == "text":
        sheets = [_written(directory, 0, None, NO_MERGED, delimited_frames(path))]
    else:
        workbook = open_workbook(path)
        names = sheet_names(workbook)
        hidden = names.hidden
        found = (open_sheet(workbook, name, marks[n] if n < len(marks) else ()) for n, name in names.visible)
        sheets = [_written_sheet(directory, number, sheet) for number, sheet in enumerate(found)]
    if not any(sheet["has_content"] for sheet in sheets):
        raise RefusalError("文件里没有任何内容；请重新导出后报送")
    page = {"version": VERSION, "boot": BOOT.read_text(), "kind": kind, "hidden": hidden, "sheets": sheets}
    (directory / PAGE).write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")


def _inspect(path: Path, file_name: str) -> tuple[str, Sequence[Sequence[CellMark]]]:
    """What the file is, and the cells of each sheet that have no value of their own."""
    kind = kind_of(path)
    if kind == "packed":
        package = inspect_package(path)
        return package.kind, package.marks
    if kind == "compound":
        return "xls", inspect_compound(path, is_et=file_name.lower().endswith(".et"))
    return kind, ()


def _written_sheet(directory: Path, number: int, sheet: Sheet) -> dict[str, Any]:
    return _written(directory, number, sheet.name, sheet.merged, _without_blank_tail(sheet.frames))


def _written(
    directory: Path, number: int, name: str | None, merged: pl.DataFrame, frames: Iterator[pl.DataFrame]
) -> dict[str, Any]:
    """Write a sheet's frames; what the page says of it."""
    parts, width, height, has_content = 0, 0, 0, False
    for frame in ahead(_joined(frames)):
        trimmed = _without_blank_edge(frame)
        trimmed.write_ipc(_part(directory, number, parts), compression="uncompressed")
        parts, width, height = parts + 1, max(width, trimmed.width), height + trimmed.height
        has_content = has_content or _has_content(trimmed)
    if not merged.is_empty():
        merged.write_ipc(_merged_part(directory, number), compression="uncompressed")
    return {"name": name, "width": width, "height": height, "parts": parts, "has_content": has_content}


def _joined(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in fewer frames: judging a frame of a few rows costs nearly as much as one of many.

    The first stays as it is, so that landing soon has something to copy.
    """
    yield from islice(frames, 1)
    waiting: list[pl.DataFrame] = []
    for frame in frames:
        waiting.append(frame)
        if sum(part.height for part in waiting) >= PART_ROWS:
            yield pl.concat(waiting, how="diagonal", rechunk=True)
            waiting = []
    if waiting:
        yield pl.concat(waiting, how="diagonal", rechunk=True)


def _part(directory: Path, number: int, part: int) -> Path:
    return directory / f"{number}-{part}.arrow"


def _merged_part(directory: Path, number: int) -> Path:
    return directory / f"{number}-merged.arrow"


def _has_content(frame: pl.DataFrame) -> bool:
    return any(bool(column.str.contains(r"\S").any()) for column in frame)


def _without_blank_edge(frame: pl.DataFrame) -> pl.DataFrame:
    """Without the empty columns after the last that holds anything."""
    filled = [position for position, column in enumerate(frame) if column.null_count() < frame.height]
    return frame.select(frame.columns[: max(filled, default=0) + 1])


def _without_blank_tail(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Without the empty rows after the last that holds anything."""
    blank: list[pl.DataFrame] = []
    for frame in frames:
        last = frame.select(pl.any_horizontal(pl.all().is_not_null()).arg_true().max()).item()
        if last is None:
            blank.append(frame)
            continue
        yield from blank
        yield frame.head(last + 1)
        tail = frame.tail(frame.height - last - 1)
        blank = [] if tail.is_empty() else [tail]


def load_reading(directory: Path) -> Reading | None:
    """The reading that a directory holds; None when there is none, or one that must be made anew."""
    try:
        page = json.loads((directory / PAGE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if (page["version"], page["boot"]) != (VERSION, BOOT.read_text()):
        return None
    tables = [_table(directory, number, said) for number, said in enumerate(page["sheets"]) if said["has_content"]]
    return Reading(page["kind"], tuple(tables), tuple(page["hidden"]))


def _table(directory: Path, number: int, said: dict[str, Any]) -> Table:
    parts = tuple(_part(directory, number, part) for part in range(said["parts"]))
    merged = _merged_part(directory, number)
    ranges = pl.read_ipc(merged) if merged.exists() else NO_MERGED
    return Table(said["name"], _opening(parts, said["width"]), said["width"], said["height"], parts, ranges)


def _opening(parts: Sequence[Path], width: int) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for part in parts:
        head = pl.read_ipc(part).head(OPENING_ROWS - len(rows)).fill_null("")
        rows += [(*row, *[""] * (width - len(row))) for row in head.iter_rows()]
        if len(rows) == OPENING_ROWS:
            break
    return tuple(rows)
