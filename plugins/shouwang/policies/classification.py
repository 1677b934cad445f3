"""How a locality classes its households: categories in order, what makes one official and what proposes it.

All of it is data of the pack. A fact is a row of an official list; a condition compares one measure of a household with
a limit of the pack. Measures are the closed vocabulary of ``Measure``: incomes in yuan a person and year, vehicles and
property in pieces, values in yuan, risks in kinds known in the month, ``is_lifted`` 1 or 0.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from shouwang.feeds import feed
from shouwang.feeds.declarations import Declaration

Measure = Literal[
    "income_per_person",
    "income_after_expense",
    "vehicle_count",
    "vehicle_value",
    "property_count",
    "risk_count",
    "sudden_risk_count",
    "is_lifted",
]
FactFeed = Literal[
    "civil_affairs_dibao",
    "civil_affairs_tekun",
    "civil_affairs_low_income",
    "civil_affairs_left_relief",
    "civil_affairs_dibao_roll",
    "civil_affairs_tekun_roll",
    "civil_affairs_dibao_edge",
    "civil_affairs_expenditure_poverty",
    "monitored_households",
]
FACT_CODES = {
    "monitored_households": "monitored_kind_code",
    "civil_affairs_low_income": "low_income_kind_code",
    "civil_affairs_left_relief": "after_leaving_code",
}


class Fact(Declaration):
    """A list whose rows (those of ``codes``, if given) make a category official, until left as ``left_kind``."""

    feed: FactFeed
    codes: tuple[str, ...] = ()
    left_kind: Literal["dibao", "tekun"] | None = None

    @model_validator(mode="after")
    def codes_can_be_sent(self) -> "Fact":
        """Refuse a code that the list has no word for."""
        column = FACT_CODES.get(self.feed)
        known = set(feed(self.feed).column(column).codes.values()) if column else set[str]()
        if wrong := sorted(set(self.codes) - known):
            raise ValueError(f"{self.feed} cannot say {wrong}")
        return self


class Condition(Declaration):
    """A measure against ``amount``, or against parameter × ``months`` × ratio; without evidence ``if_unknown``."""

    measure: Measure
    label: str
    unit: str
    operator: Literal["under", "at_most", "over", "at_least"]
    amount: Decimal | None = None
    parameter: str | None = None
    months: int = Field(default=1, ge=1, le=12)
    ratio: str | None = None
    if_unknown: Literal["not_judged", "to_check"] = "not_judged"
    clause: str

    @model_validator(mode="after")
    def limit_is_one(self) -> "Condition":
        """Refuse no limit, and two."""
        if (self.amount is None) == (self.parameter is None):
            raise ValueError(f"condition {self.label}: give amount or parameter")
        return self


class Category(Declaration):
    """A category of households; once ``is_final`` holds officially, no other is proposed."""

    category: str
    label: str
    clause: str
    is_final: bool = False
    facts: tuple[Fact, ...] = Field(min_length=1)
    conditions: tuple[Condition, ...] = ()


class Transition(Declaration):
    """Households recognised in ``category`` before a day under a wider limit, kept for a term from that day on.

    ``standard`` is a parameter in yuan a month; ``lower`` and ``upper`` are the ratios to it between which the old
    stock lies (over the one, under the other); ``term`` and ``notice`` are parameters in months.
    """

    category: str
    recognised_before: date
    standard: str
    lower: str
    upper: str
    term: str
    notice: str
    clause: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters it names."""
        return (self.standard, self.lower, self.upper, self.term, self.notice)


class Ground(Declaration):
    """Rows of a list (of a kind and grade, where given) by which a single person may be taken in."""

    feed: Literal["disability_roll", "monitored_members", "health_major_illnesses"]
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    label: str


class SinglePeople(Declaration):
    """Who of a category's households may be taken into another category as a single person."""

    of_category: str
    into_category: str
    clause: str
    grounds: tuple[Ground, ...] = Field(min_length=1)


class Classification(Declaration):
    """The categories in the document's order, none where it classes nobody.

    With ``is_exclusive`` a household stands in the first that fits.
    """

    is_exclusive: bool = False
    categories: tuple[Category, ...] = ()
    transition: Transition | None = None
    single_people: SinglePeople | None = None

    @model_validator(mode="after")
    def categories_are_known(self) -> "Classification":
        """Refuse two categories of one name, and names of categories that there are not."""
        names = [category.category for category in self.categories]
        named = {self.transition.category} if self.transition else set[str]()
        if self.single_people:
            named |= {self.single_people.of_category, self.single_people.into_category}
        if len(set(names)) < len(names) or named - set(names):
            raise ValueError(f"categories {names}: one is named twice, or {sorted(named)} are not all among them")
        return self

    @property
    def parameters(self) -> set[str]:
        """Every parameter the classification names."""
        conditions = [condition for category in self.categories for condition in category.conditions]
        named = {name for condition in conditions for name in (condition.parameter, condition.ratio) if name}
        return named | set(self.transition.parameters if self.transition else ())

    @property
    def feeds(self) -> set[str]:
        """Every list the classification rests on by name."""
        facts = {fact.feed for category in self.categories for fact in category.facts}
        return facts | {ground.feed for ground in (self.single_people.grounds if self.single_people else ())}
