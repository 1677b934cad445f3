"""One locality lives through its months by the real stages; what was published is read back for the judgement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shouwang.localities.scores import RuleScore, Struck, score
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.policies import pack_for
from shouwang.settings import Settings
from shouwang.simulation import Evaluation, Plan, evaluate, simulate
from shouwang.simulation.truth import household_numbers, read_facts
from shouwang.stages import land_month, publish_month
from shouwang.warehouse import connect

PUBLISHED = """
select household_id, rule_code from marts.fct_household_risk_months where county_code = %s and month = %s
"""
TRUTH = "truth"  # beside the inbox

Say = Callable[[str], None]


@dataclass(frozen=True)
class Trial:
    """What became of a locality: the score of every rule, and its township lists against the truth."""

    scores: tuple[RuleScore, ...]
    lists: Evaluation

    @property
    def is_perfect(self) -> bool:
        """Whether every rule was planted and everybody was found, nobody else, in tables and workbooks."""
        wrong = any(score.missed or score.false or not score.planted for score in self.scores)
        return not (wrong or self.lists.missing or self.lists.unexplained)


def try_out(settings: Settings, plan: Plan, say: Say) -> Trial:
    """Simulate the plan, land and publish month by month, and hold what came of it against the truth."""
    truth = settings.inbox.parent / TRUTH
    simulate(plan, settings.inbox, truth, lambda text, done, total: say(f"{plan.county_code} {text} {done}/{total}"))
    for month in plan.months:
        land_month(settings, plan.county_code, month)
        published = publish_month(settings, plan.county_code, month)
        say(f"{plan.county_code} {month:%Y-%m} 已发布，第{published.version}版")
    facts = [fact for month in plan.months for fact in read_facts(truth, plan.county_code, month)]
    found = {struck for month in plan.months for struck in published_in(settings, plan, month)}
    scores = score(pack_for(plan.county_code), facts, found)
    return Trial(tuple(scores), evaluate(truth, settings.outbox, plan.county_code, plan.months))


def published_in(settings: Settings, plan: Plan, month: date) -> set[Struck]:
    """The households and rules published for ``month``; one the truth does not know stands under its pseudonym."""
    numbers = household_numbers(settings.inbox.parent / TRUTH, plan.county_code).values()
    with connect(settings, "publisher", "localities") as connection, connection.cursor() as cursor:
        pseudonyms = keys_in_force(settings, connection).pseudonyms
        known = {pseudonyms.household_id(plan.county_code, number): number for number in numbers}
        cursor.execute(PUBLISHED, (plan.county_code, month))
        return {
            Struck(f"{month:%Y-%m}", known.get(household, str(household)), rule)
            for household, rule in cursor.fetchall()
        }
