"""A year of lists, visits and answers by the real stages: whom the ordered lists let the townships find."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from shouwang.months import following
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.settings import Settings
from shouwang.simulation import Plan, simulate
from shouwang.simulation.feedback import Answer, fill_in_list, write_answer
from shouwang.simulation.township_lists import publications
from shouwang.simulation.truth import household_numbers, read_facts
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect
from shouwang.yields.assumptions import Assumption, Warned, assumptions, in_need, warnings_of

VISITED = """
select household_id, referral_month, is_passing from marts.fct_township_visits
where county_code = %s and month = %s and not is_below_line
"""
TRUTH = "truth"  # beside the inbox
VISIT_DAY, CHECKER = 15, "核查员"

Say = Callable[[str], None]


class Visit(NamedTuple):
    """A household visited for what it was referred in ``month`` (YYYY-MM); ``is_passing``: whatever was expected."""

    month: str
    household_number: str
    is_passing: bool


@dataclass(frozen=True)
class Found:
    """Visits and what they confirmed; of all single warnings of these households so many are right."""

    visits: int
    confirmed: int
    warnings: int
    right: int

    @property
    def unordered(self) -> float:
        """How many as many visits to single warnings confirm, whichever are visited."""
        return self.visits * self.right / self.warnings if self.warnings else 0.0

    @property
    def factor(self) -> float:
        """How many times as many the ordered lists confirmed; 0 when there is nothing to compare with."""
        return self.confirmed / self.unordered if self.unordered else 0.0


@dataclass(frozen=True)
class Yield:
    """What came of one assumption: whom the card may order, and everybody on the lists."""

    assumed: Assumption
    ordered: Found
    everybody: Found


def try_yield(settings: Settings, plan: Plan, assumed: Assumption, say: Say) -> Yield:
    """Simulate the plan, publish month by month, answer by who is in need, and count what the visits confirmed."""
    truth = settings.inbox.parent / TRUTH
    simulate(plan, settings.inbox, truth)
    facts = [fact for month in plan.months for fact in read_facts(truth, plan.county_code, month)]
    warned = warnings_of(facts)
    right = in_need(plan, assumed, warned, assumptions().yield_share)
    county = _County(settings, plan, truth, {(one.month, one.household_number) for one in right})
    visits: set[Visit] = set()
    for month in plan.months:
        land_month(settings, plan.county_code, month)
        publish_month(settings, plan.county_code, month)
        visits |= county.visit(month)
        say(f"{assumed.name} {month:%Y-%m}：累计入户 {len(visits)} 次")
    passing = {(visit.month, visit.household_number) for visit in visits if visit.is_passing}
    may_be_ordered = [one for one in warned if (one.month, one.household_number) not in passing]
    return Yield(
        assumed,
        county.found({visit for visit in visits if not visit.is_passing}, may_be_ordered, right),
        county.found(visits, warned, right),
    )


class _County:
    """The county of a plan: the households in need by month and number, and what townships do with their lists."""

    def __init__(self, settings: Settings, plan: Plan, truth: Path, needy: set[tuple[str, str]]) -> None:
        self.settings, self.plan, self.needy = settings, plan, needy
        self.numbers = household_numbers(truth, plan.county_code)

    def visit(self, month: date) -> set[Visit]:
        """Whom the lists of the month let the townships visit; the answers lie in the inbox of the month after."""
        visited = self._above_line(month)
        referred = {visit.household_number: visit.month for visit in visited}

        def answer(_key: str, head: str) -> Answer | None:
            number = self.numbers[head]
            result = "confirmed" if (referred[number], number) in self.needy else "not_confirmed"
            return write_answer(result, following(month).replace(day=VISIT_DAY), CHECKER)

        for publication in publications(self.settings.outbox, self.plan.county_code, month):
            fill_in_list(publication.path, self.settings.inbox / self.plan.county_code, following(month), answer)
        return visited

    def found(self, visits: set[Visit], warned: list[Warned], right: set[Warned]) -> Found:
        """What the visits confirmed, and what the warnings were worth."""
        confirmed = {visit for visit in visits if (visit.month, visit.household_number) in self.needy}
        return Found(len(visits), len(confirmed), len(warned), sum(one in right for one in warned))

    def _above_line(self, month: date) -> set[Visit]:
        with connect(self.settings, "publisher", "yields") as connection, connection.cursor() as cursor:
            pseudonyms = keys_in_force(self.settings, connection).pseudonyms
            known = {pseudonyms.household_id(self.plan.county_code, number): number for number in self.numbers.values()}
            cursor.execute(VISITED, (self.plan.county_code, month))
            return {Visit(f"{referred:%Y-%m}", known[number], passes) for number, referred, passes in cursor.fetchall()}
