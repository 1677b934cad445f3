"""The truth of a simulated county, kept beside the inbox: who was struck by what, and whom a rule covers.

``<truth>/<county>/<YYYY-MM>.csv`` has one row per shock record; ``households.csv`` one per household, with its head.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from shouwang.feeds import feed as declared_feed
from shouwang.policies import Pack
from shouwang.simulation.coverage import Record, covered_rules
from shouwang.simulation.rows import Row
from shouwang.simulation.shocks import shock_of

HOUSEHOLDS = "households.csv"


@dataclass(frozen=True, order=True)
class Fact:
    """One shock record, as written to the file; ``value_amount`` in yuan, ``rule`` empty when none covers it.

    ``case`` is what was planted with the record (``plantings.yml``), empty when it was left to chance.
    """

    county_code: str
    month: str
    township_code: str
    village_code: str
    household_number: str
    head_id_number: str
    subject_id_number: str
    feed: str
    signal: str
    rule: str
    value_amount: str
    attribute: str
    row_state: str
    broken_kind: str
    is_covered: str
    case: str = ""


def facts(county_code: str, pack: Pack, month: date, rows: Sequence[Row]) -> list[Fact]:
    """The facts of a month, sorted; covered is judged on each subject's clean rows alone."""
    by_subject: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row.state == "clean":
            by_subject.setdefault(row.subject_id_number, []).append(place)
    rules: dict[int, tuple[str, ...]] = {}
    for places in by_subject.values():
        rules.update(zip(places, covered_rules(pack, month, [record(rows[p]) for p in places]), strict=True))
    return sorted(_fact(county_code, month, row, rules.get(place, ())) for place, row in enumerate(rows))


def record(row: Row) -> Record:
    """What a row truly says, as a rule reads it."""
    shock, signal = shock_of(row.feed), declared_feed(row.feed).signal
    value = row.values[shock.value] if shock.value else None
    attribute = row.values[shock.attribute] if shock.attribute else None
    return Record(
        row.feed,
        signal or "",
        value if isinstance(value, Decimal) else None,
        attribute if isinstance(attribute, str) else None,
    )


def facts_csv(month_facts: Iterable[Fact]) -> bytes:
    """The file of a month, UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Fact)])
    writer.writerows(astuple(fact) for fact in month_facts)
    return text.getvalue().encode()


def read_facts(truth: Path, county_code: str, month: date) -> list[Fact]:
    """The facts of a month; FileNotFoundError when it was not simulated."""
    with (truth / county_code / f"{month:%Y-%m}.csv").open(encoding="utf-8", newline="") as handle:
        return [Fact(**row) for row in csv.DictReader(handle)]


def household_numbers(truth: Path, county_code: str) -> dict[str, str]:
    """Household number by the head's identity number, for every household of the county."""
    with (truth / county_code / HOUSEHOLDS).open(encoding="utf-8", newline="") as handle:
        return {row["head_id_number"]: row["household_number"] for row in csv.DictReader(handle)}


def _fact(county_code: str, month: date, row: Row, rules: tuple[str, ...]) -> Fact:
    said = record(row)
    return Fact(
        county_code=county_code,
        month=f"{month:%Y-%m}",
        township_code=row.township_code,
        village_code=row.village_code,
        household_number=row.household_number,
        head_id_number=row.head_id_number,
        subject_id_number=row.subject_id_number,
        feed=said.feed,
        signal=said.signal,
        rule="|".join(rules),
        value_amount="" if said.value is None else str(said.value),
        attribute=said.attribute or "",
        row_state=row.state,
        broken_kind=row.broken_kind,
        is_covered="true" if rules else "false",
        case=row.case,
    )
