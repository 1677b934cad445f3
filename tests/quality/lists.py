"""The lists of a county that the examples are sent in, as files of its inbox."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from shouwang.divisions import children
from shouwang.feeds import feed
from tests.quality.households import AREA, Cells, Household

COUNTY, MONTH = AREA, date(2022, 9, 1)
TOWNSHIP = children(COUNTY)[0]
VILLAGE = children(TOWNSHIP.code)[0]


def write_lists(inbox: Path, listed: Sequence[Household], exemptions: Iterable[Cells] = ()) -> None:
    """Put register, households, members, measures, incomes and exemptions into the county's inbox."""
    rows: dict[str, list[Cells]] = {
        "household_register": [_registered(found) for found in listed],
        "monitored_households": [found.household for found in listed],
        "monitored_members": [member for found in listed for member in found.members],
        "assistance_measures": [measure for found in listed for measure in found.measures],
        "household_incomes": [found.incomes for found in listed],
        "quality_exemptions": list(exemptions),
    }
    place = inbox / COUNTY / f"{MONTH:%Y-%m}"
    place.mkdir(parents=True, exist_ok=True)
    for name, cells in rows.items():
        if cells:
            _write(place / f"{feed(name).title}.csv", [column.header for column in feed(name).columns], cells)


def _registered(found: Household) -> Cells:
    head = {name: found.household[name] for name in ("户编号",)}
    person = {"姓名": found.household["户主姓名"], "身份证号": found.household["户主身份证号"]}
    return {**head, **person, "与户主关系": "户主", "性别": "男", "村级区划代码": VILLAGE.code}


def _write(path: Path, headers: list[str], rows: list[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headers, restval="")
        writer.writeheader()
        writer.writerows(rows)
