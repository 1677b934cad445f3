"""The county of ``outcomes.yml`` lives through its months: lists in, workbooks out, answers back."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from shouwang.divisions import children
from shouwang.months import following
from shouwang.settings import Settings
from shouwang.simulation.feedback import Answer, fill_in_list, write_answer
from shouwang.simulation.township_lists import publications, table
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from tests.department_files import Listed, Person, households, put_list, put_register

COUNTY, MONTHS = "341502", (date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1))
OUTCOMES: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "outcomes.yml").read_text(encoding="utf-8"))
PACK = f"""policy: card
county_prefix: '{COUNTY}'
parameters:
  visit_capacity:
    values: [{{valid_from: 2013-07-01, value: {OUTCOMES["capacity"]}}}]
"""


@cache
def townships() -> tuple[str, ...]:
    """The codes of the two townships of the table."""
    return tuple(township.code for township in children(COUNTY)[:2])


@cache
def people() -> Mapping[str, tuple[Person, Person]]:
    """Name to head and son; households stand in the townships by turns."""
    pairs = list(households(COUNTY, 2 * len(OUTCOMES["households"])))
    waiting = [pairs[0::2], pairs[1::2]]
    return {name: waiting[said["township"]].pop(0) for name, said in OUTCOMES["households"].items()}


def name_of(head_id_number: str) -> str:
    """Whose head that is."""
    return next(name for name, (head, _) in people().items() if head.id_number == head_id_number)


def live(settings: Settings) -> None:
    """Every month landed, built, published and, by the month after, answered as the table says."""
    for month in MONTHS:
        put_register(settings, COUNTY, month, [person for pair in people().values() for person in pair])
        for feed in sorted({said["feed"] for said in OUTCOMES["households"].values()}):
            rows: list[Listed] = [
                (people()[name][0], {})
                for name, said in OUTCOMES["households"].items()
                if said["feed"] == feed and str(said["month"]) == f"{month:%Y-%m}"
            ]
            if rows:
                put_list(settings, COUNTY, month, feed, rows)
        land_month(settings, COUNTY, month)
        publish_month(settings, COUNTY, month)
        answer(settings, month)


def answer(settings: Settings, month: date, besides: Mapping[str, str] | None = None) -> None:
    """Fill in the lists of the month as the table says, and ``besides``, for the inbox of the month after."""
    said = {**OUTCOMES["answers"].get(f"{month:%Y-%m}", {}), **(besides or {})}

    def answered(_key: str, head: str) -> Answer | None:
        found = said.get(name_of(head))
        return write_answer(found, following(month).replace(day=15), "某人") if found else None

    for publication in publications(settings.outbox, COUNTY, month):
        fill_in_list(publication.path, settings.inbox / COUNTY, following(month), answered)


def listed(settings: Settings, month: date, township: int) -> list[dict[str, str]]:
    """The rows of the township's workbook of the month; none when it got none."""
    found = [p for p in publications(settings.outbox, COUNTY, month) if p.township_code == townships()[township]]
    return [row for publication in found for row in table(publication.path)]


def ask(settings: Settings, query: str, *bound: Any) -> list[tuple[Any, ...]]:
    """Rows as the publisher sees them."""
    with connect(settings, "publisher", "test") as connection, connection.cursor() as cursor:
        cursor.execute(query, bound)
        return cursor.fetchall()


def county_rows(settings: Settings, month: date, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the county's workbook of the month by header."""
    (path,) = (settings.outbox / COUNTY / f"{month:%Y-%m}" / "01").glob("*县级汇总*.xlsx")
    rows = [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if row[0] == "序号")
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :]]
