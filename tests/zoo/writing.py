"""The real writers the zoo is made with, and rows of lists to write."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from tests.unit.landing.files import DIBAO, DIBAO_HEADER, id_number

NAMES = ("张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十")
TITLE = ("2022年1月新增农村低保人员名单",)
HEADER = DIBAO_HEADER
Row = Sequence[Any]
Make = Callable[[Path], Path]


def person(sequence: int, **changed: Any) -> tuple[Any, ...]:
    """A good row of the list, with some cells changed: name, number, day, amount, remark."""
    cells = {"name": NAMES[sequence % len(NAMES)], "number": id_number(sequence), "day": "2022-01-05"}
    return tuple({**cells, "amount": "300", "remark": "", **changed}.values())


def people(count: int) -> list[tuple[Any, ...]]:
    """So many good rows, each somebody else's."""
    return [person(sequence) for sequence in range(1, count + 1)]


def text(
    *rows: Row, name: str = f"{DIBAO}.csv", encoding: str = "gb18030", delimiter: str = ",", end: str = "\r\n"
) -> Make:
    """A delimited file as the csv module writes it."""

    def make(directory: Path) -> Path:
        target = io.StringIO()
        csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
        return raw(target.getvalue().encode(encoding), name)(directory)

    return make


def raw(content: bytes, name: str = f"{DIBAO}.csv") -> Make:
    """A file of just these bytes."""

    def make(directory: Path) -> Path:
        path = directory / name
        path.write_bytes(content)
        return path

    return make


def book(
    *rows: Row,
    sheet: str = "名单",
    name: str = f"{DIBAO}.xlsx",
    others: Mapping[str, Sequence[Row]] | None = None,
    more: Callable[[Any, Any], None] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Make:
    """A workbook by xlsxwriter: cells have the types of the values; ``more`` does what else it can do to the sheet."""

    def make(directory: Path) -> Path:
        path = directory / name
        with xlsxwriter.Workbook(path, dict(options or {})) as workbook:
            day = workbook.add_format({"num_format": "yyyy/m/d"})
            for title, content in {sheet: rows, **(others or {})}.items():
                _fill(workbook.add_worksheet(title), content, day)
            if more:
                more(workbook, workbook.get_worksheet_by_name(sheet))
        return path

    return make


def _fill(sheet: Any, rows: Iterable[Row], day: Any) -> None:
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            if value not in {"", None}:
                sheet.write(number, position, value, day if isinstance(value, (date, datetime)) else None)


def operated(
    make: Make, replace: Callable[[str, bytes], bytes | None], added: Mapping[str, bytes] | None = None
) -> Make:
    """A packed file whose members are changed (None takes one out), with others added."""

    def operate(directory: Path) -> Path:
        path = make(directory)
        with zipfile.ZipFile(path) as packed:
            members = {name: replace(name, packed.read(name)) for name in packed.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in {**members, **(added or {})}.items():
                if content is not None:
                    packed.writestr(name, content)
        return path

    return operate


def rewritten(make: Make, change: Callable[[bytes], bytes]) -> Make:
    """A file whose bytes are changed after it was made."""

    def write(directory: Path) -> Path:
        path = make(directory)
        path.write_bytes(change(path.read_bytes()))
        return path

    return write


def recoded(make: Make, source: str, target: str) -> Make:
    """A text file that iconv put into another encoding."""
    program = shutil.which("iconv")
    assert program, "iconv is not installed: the zoo needs it"
    return rewritten(
        make,
        lambda content: (
            subprocess.run(  # noqa: S603 -- our own arguments
                [program, "-f", source, "-t", target], input=content, capture_output=True, check=True
            ).stdout
        ),
    )


def convert(paths: Sequence[Path], target: str, outdir: Path, profile: Path) -> None:
    """Save files in another format by one run of LibreOffice with a profile of its own."""
    program = shutil.which("soffice")
    assert program, "soffice (LibreOffice Calc) is not installed: the zoo needs libreoffice-calc-nogui"
    subprocess.run(  # noqa: S603 -- our own arguments
        [
            *(program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target),
            *("--outdir", str(outdir), *map(str, paths)),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
