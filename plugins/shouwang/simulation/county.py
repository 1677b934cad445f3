"""A county month by month: who is struck, what the departments send of it, and the truth beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from shouwang.feeds import REGISTER, Feed, feed
from shouwang.months import following
from shouwang.simulation.arrivals import arrive
from shouwang.simulation.breakage import with_breakage
from shouwang.simulation.departments import file_name, put, send
from shouwang.simulation.habits import habit_of
from shouwang.simulation.plan import Plan
from shouwang.simulation.planted_rows import plant
from shouwang.simulation.population import populate, residents
from shouwang.simulation.records import rows_of
from shouwang.simulation.register import register_file, with_broken_rows
from shouwang.simulation.rosters import roster_rows
from shouwang.simulation.rows import Row
from shouwang.simulation.shocks import exposed
from shouwang.simulation.truth import HOUSEHOLDS, Fact, facts, facts_csv

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class MonthSummary:
    """What a month held: people in the register, list rows by state, and households struck and covered by a rule."""

    month: date
    people_count: int
    row_count: int
    broken_count: int
    unmatched_count: int
    struck_household_count: int
    covered_household_count: int
    files: tuple[Path, ...]


@dataclass(frozen=True)
class SimulationSummary:
    """What was simulated."""

    plan: Plan
    months: tuple[MonthSummary, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file put into the inbox, in order of month and feed."""
        return tuple(path for month in self.months for path in month.files)

    def as_document(self) -> dict[str, str | int]:
        """What is shown of it; rows and households are summed over the months, people are those of the last."""
        first, last = self.months[0], self.months[-1]
        return {
            "county_code": self.plan.county_code,
            "first_month": f"{first.month:%Y-%m}",
            "last_month": f"{last.month:%Y-%m}",
            "household_count": self.plan.household_count,
            "people_count": last.people_count,
            "file_count": len(self.files),
            "row_count": sum(month.row_count for month in self.months),
            "broken_count": sum(month.broken_count for month in self.months),
            "unmatched_count": sum(month.unmatched_count for month in self.months),
            "struck_household_months": sum(month.struck_household_count for month in self.months),
            "covered_household_months": sum(month.covered_household_count for month in self.months),
        }


@dataclass(frozen=True)
class _County:
    """The population as it is and as the register writes it, and where the files go."""

    plan: Plan
    people: pl.DataFrame
    registered: pl.DataFrame
    inbox: Path
    truth: Path


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def simulate(plan: Plan, inbox: Path, truth: Path, progress: Progress = _quiet) -> SimulationSummary:
    """Simulate ``plan``: files to ``inbox/<county>/<YYYY-MM>/``, truth to ``truth/<county>/``.

    Equal arguments give equal bytes, and a month is the same whichever others are asked for. ``progress`` is told the
    stage and how many of how many are done. LookupError when the policy has no value yet in a month.
    """
    total = len(plan.months) + 1
    progress("生成户籍人口", 0, total)
    people = populate(plan)
    registered = with_broken_rows(plan, people) if _expects(plan, REGISTER) else people
    put(truth / plan.county_code / HOUSEHOLDS, _households_csv(people))
    county, summaries = _County(plan, people, registered, inbox, truth), []
    for done, month in enumerate(plan.months, start=1):
        progress(f"生成{month.year}年{month.month}月名单", done, total)
        summaries.append(_simulate_month(county, month))
    progress("完成", total, total)
    return SimulationSummary(plan, tuple(summaries))


def month_rows(plan: Plan, month: date, people: pl.DataFrame) -> list[Row]:
    """Every row of ``month`` that raises a signal: what was planted, and what chance brought, some of that spoiled."""
    struck_ones = exposed(plan, residents(people, _last_day(month)), month)
    planted: list[Row] = []
    brought: list[Row] = []
    for sent in (sent for sent in sent_lists(plan, month) if sent.signal):
        own = plant(plan, month, sent, struck_ones) if plan.every_list else []
        planted += own
        homes = sorted({row.household_number for row in own})
        brought += rows_of(plan, month, sent, struck_ones.filter(~pl.col("household_number").is_in(homes)))
    return planted + with_breakage(plan, month, brought)


def sent_lists(plan: Plan, month: date) -> list[Feed]:
    """The lists of ``month`` but the register, in the order of the pack: the monthly ones, or every one that is due."""
    declared = [feed(expected.feed) for expected in plan.pack.feeds if expected.feed != REGISTER]
    if plan.every_list:
        return [one for one in declared if one.cadence == "as_it_happens" or one.is_due_in(month)]
    return [one for one in declared if one.cadence == "monthly"]


def _simulate_month(county: _County, month: date) -> MonthSummary:
    plan, people = county.plan, county.people
    present = residents(county.registered, _last_day(month))
    files = [_send_register(plan, month, present, county.inbox)] if _expects(plan, REGISTER) else []
    rows = month_rows(plan, month, people)
    for sent in sent_lists(plan, month):
        listed = (
            [row for row in rows if row.feed == sent.feed] if sent.signal else roster_rows(plan, month, sent, people)
        )
        files += send(plan, month, sent, listed, county.inbox)
    month_facts = facts(plan.county_code, plan.pack, month, rows)
    put(county.truth / plan.county_code / f"{month:%Y-%m}.csv", facts_csv(month_facts))
    return _summary(month, len(present), month_facts, tuple(files))


def _send_register(plan: Plan, month: date, present: pl.DataFrame, inbox: Path) -> Path:
    name = file_name(feed(REGISTER), month, habit_of(REGISTER).format)
    path = put(inbox / plan.county_code / f"{month:%Y-%m}" / name, register_file(present))
    return arrive(path, plan.pack.due_date(month), name)


def _summary(month: date, people_count: int, month_facts: list[Fact], files: tuple[Path, ...]) -> MonthSummary:
    states = [fact.row_state for fact in month_facts]
    struck = {fact.household_number for fact in month_facts if fact.household_number}
    covered = {fact.household_number for fact in month_facts if fact.is_covered == "true"}
    return MonthSummary(
        month=month,
        people_count=people_count,
        row_count=len(month_facts),
        broken_count=states.count("broken"),
        unmatched_count=states.count("unmatched"),
        struck_household_count=len(struck),
        covered_household_count=len(covered),
        files=files,
    )


def _households_csv(people: pl.DataFrame) -> bytes:
    heads = people.filter(pl.col("relation_code") == "head")
    return heads.select("household_number", "township_code", "village_code", "head_id_number").write_csv().encode()


def _expects(plan: Plan, name: str) -> bool:
    return any(expected.feed == name for expected in plan.pack.feeds)


def _last_day(month: date) -> date:
    return following(month) - timedelta(days=1)
