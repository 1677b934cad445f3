"""Twelve households, three months: every published workbook, compared byte for byte with what is expected."""

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import yaml

from shouwang.feeds import departments
from shouwang.months import following, parse_month
from shouwang.settings import Settings
from shouwang.stages import land_month, publish_month
from shouwang.warehouse.overview import deliveries
from tests.conftest import MakeWarehouse, arrive

HERE = Path(__file__).parent
COUNTY = "411024"
MONTHS = [date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)]
FEEDBACK = yaml.safe_load((HERE / "feedback.yml").read_text(encoding="utf-8"))
LISTS = "*/[0-9]*/*.xlsx"  # below the county's outbox, receipts aside
ANSWERED = departments()["township"].name  # whose receipts answer returned lists
HASHES = "工作簿.sha256"


def received(month: date) -> float:
    """Two days before the deadline: 8 February for January."""
    return datetime(following(month).year, following(month).month, 8, 1, tzinfo=UTC).timestamp()


def live_through(settings: Settings, months: list[date] = MONTHS) -> None:
    """Run the months as they come, each with the answers to the lists of the month before."""
    for month in months:
        arrive(HERE / "inbox" / COUNTY / f"{month:%Y-%m}", settings.inbox / COUNTY / f"{month:%Y-%m}", received(month))
        answer_lists(settings, month)
        land_month(settings, COUNTY, month)
        publish_month(settings, COUNTY, month)


def answer_lists(settings: Settings, month: date) -> None:
    """Fill in the workbooks of the month before as a township would, and send them back."""
    for key, answers in FEEDBACK.items():
        if following(parse_month(key)) != month:
            continue
        for path in sorted((settings.outbox / COUNTY / key).glob("[0-9]*/*入户核查名单*.xlsx")):
            fill_in(path, answers, settings.inbox / COUNTY / f"{month:%Y-%m}" / path.name, received(month))


def fill_in(path: Path, answers: dict[str, dict[str, str]], target: Path, when: float) -> None:
    """Write the answers into the rows of the heads they are about, save elsewhere, and let it arrive."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "户主姓名" for cell in row))
    columns = {str(cell.value): cell.column for cell in header if cell.value}
    for row in range((header[0].row or 0) + 1, sheet.max_row + 1):
        for label, value in answers.get(str(sheet.cell(row, columns["户主姓名"]).value), {}).items():
            sheet.cell(row, columns[label]).value = value
    filled = path.parents[4] / "filled" / path.name
    filled.parent.mkdir(exist_ok=True)
    book.save(filled)
    arrive(filled, target.parent, when)


def rendered(outbox: Path) -> Iterator[tuple[str, str]]:
    """Every published workbook as text: one line per row, hidden columns marked, cells by tab."""
    for path in sorted(outbox.glob(LISTS)):
        book = openpyxl.load_workbook(path)
        lines = []
        for sheet in book.worksheets:
            hidden = sorted(letter for letter, column in sheet.column_dimensions.items() if column.hidden)
            lines.append(f"# {sheet.title} hidden={','.join(hidden)} state={sheet.sheet_state}")
            rows = sheet.iter_rows(values_only=True)
            lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows]
        yield path.relative_to(outbox).with_suffix(".tsv").as_posix(), "\n".join(lines) + "\n"


def members_hash(path: Path) -> str:
    """SHA-256 over the unpacked members: the bytes of the workbook without the compressor's choices."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            digest.update(name.encode() + b"\0" + archive.read(name))
    return digest.hexdigest()


def as_expected(settings: Settings) -> dict[str, str]:
    """What stands in ``expected/``: the workbooks as text, and the hashes of their bytes."""
    outbox = settings.outbox / COUNTY
    hashes = [f"{members_hash(p)}  {p.relative_to(outbox).as_posix()}" for p in sorted(outbox.glob(LISTS))]
    return {**dict(rendered(outbox)), HASHES: "\n".join(hashes) + "\n"}


def test_every_list_is_what_it_should_be_byte_for_byte(world: Settings) -> None:
    expected = {
        path.relative_to(HERE / "expected").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((HERE / "expected").rglob("*"))
        if path.is_file()
    }
    assert as_expected(world) == expected


def test_the_same_world_gives_the_same_bytes(world: Settings, make_warehouse: MakeWarehouse) -> None:
    again = make_warehouse()
    live_through(again)
    first, second = (
        {
            path.relative_to(settings.outbox): path.read_bytes()
            for path in settings.outbox.rglob("*.xlsx")
            if ANSWERED not in path.parts  # names its delivery by the bytes a township saved, with the hour in them
        }
        for settings in (world, again)
    )
    assert first == second


def test_every_delivery_reconciles_to_the_row(world: Settings) -> None:
    found = [d for d in deliveries(world) if d["state"] == "accepted"]
    assert len(found) == len(deliveries(world))
    assert all(d["rows_in"] == d["rows_accepted"] + d["rows_held"] for d in found)
    medical = next(d for d in found if d["feed"] == "medical_insurance_settlements" and d["month"] == "2022-01")
    assert (medical["rows_in"], medical["rows_accepted"], medical["rows_held"]) == (8, 7, 1)


def write_expected(settings: Settings) -> None:
    """Write ``expected/`` anew; read the difference before it is committed."""
    for name, text in as_expected(settings).items():
        target = HERE / "expected" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
