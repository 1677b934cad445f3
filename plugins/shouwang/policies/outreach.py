"""What a pack says of going to people: contacts due, samples drawn, whom to seek, applications to open.

None of it decides anything: it says to whom somebody should go, and why.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from shouwang.feeds.declarations import Declaration, vocabulary

# Lists that tell of whom to seek, and the code columns of each that a ground may count.
RECORDS: dict[str, tuple[str, ...]] = {
    "formerly_registered_people": (),
    "civil_affairs_refused_applications": ("application_outcome_code",),
    "civil_affairs_left_relief": ("left_kind_code",),
    "disability_roll": ("disability_grade_code",),
    "monitored_members": ("labour_code", "health_code"),
    "health_chronic_illnesses": (),
    "health_major_illnesses": (),
    "civil_affairs_temporary_relief": ("relief_kind_code",),
    "emergency_disaster_households": ("disaster_kind_code",),
    "patrol_reports": ("change_code",),
    "grassroots_reports": ("change_code",),
}


class ContactDuty(Declaration):
    """Contacts owed to a group of households at least once in every calendar period of so many months (LS-02, LS-12).

    ``group``: the monitored whose risk stands, those of them and any others who are away for long, and those who were
    monitored or poor once and are still supported. A household has the first duty of the pack that fits it. ``forms``:
    the forms of contact that fulfil it. ``parameter``: months in a period, a divisor of twelve.
    """

    duty: str
    label: str
    group: Literal["absent_monitored", "monitored", "absent", "supported"]
    forms: tuple[Literal["at_home", "telephone", "network"], ...] = Field(min_length=1)
    parameter: str
    clause: str
    clause_text: str


class Sample(Declaration):
    """Households drawn each month in every township and category for a spot check (QD-09).

    ``share``: parameter with the share drawn of every stratum, rounded up. ``review``: parameter with the months for
    which results of a sample are taken. ``categories``: the official categories drawn from; ``formerly_registered``:
    whether those once registered as poor and in none of them are a stratum too.
    """

    share: str
    review: str
    categories: tuple[str, ...] = Field(min_length=1)
    formerly_registered: bool = False
    clause: str


class GroundList(Declaration):
    """Rows of a list that make a ground: of some codes of a column, or all; not older than a parameter (months) says.

    ``whole_household``: only when every member on the list is of these codes.
    """

    feed: str
    column: str | None = None
    codes: tuple[str, ...] = ()
    months: str | None = None
    whole_household: bool = False

    @model_validator(mode="after")
    def codes_can_be_sent(self) -> "GroundList":
        """Refuse a list nobody is sought by, and codes that its column does not have."""
        if self.feed not in RECORDS:
            raise ValueError(f"{self.feed} is no list of whom to seek; there are {', '.join(RECORDS)}")
        if (self.column is None) != (not self.codes) or (self.column and self.column not in RECORDS[self.feed]):
            raise ValueError(f"{self.feed}: column and codes are given together, one of {RECORDS[self.feed]}")
        known = set(vocabulary()[self.column]["codes"].values()) if self.column else set[str]()
        if wrong := sorted(set(self.codes) - known):
            raise ValueError(f"{self.feed}: {self.column} cannot say {wrong}")
        return self


class Ground(Declaration):
    """One reason to seek a household that is outside of relief (QD-10)."""

    ground: str
    label: str
    clause: str
    lists: tuple[GroundList, ...] = Field(min_length=1)


class Applications(Declaration):
    """Applications to be opened for who fits a category and has none (QD-08, LF-05).

    ``categories``: those applied for. ``quiet``: parameter with the months in which, after an application or a refusal,
    none is opened.
    """

    categories: tuple[str, ...] = Field(min_length=1)
    quiet: str
    clause: str


class Outreach(Declaration):
    """Everything of it; a pack that asks for nothing has no such sheet.

    ``inside``: the categories whose households need not be sought.
    """

    duties: tuple[ContactDuty, ...] = ()
    sample: Sample | None = None
    inside: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    applications: Applications | None = None


def find_unreachable(
    outreach: Outreach, parameters: set[str], categories: set[str], expected: set[str]
) -> Iterator[tuple[str, str]]:
    """Part of the outreach, and what parameter, category or list it names that the pack does not have."""
    for part, name in _parameters(outreach):
        if name not in parameters:
            yield part, f"没有参数 {name}"
    for part, named in _categories(outreach):
        for name in sorted(named - categories):
            yield part, f"没有类别 {name}"
    for ground in outreach.grounds:
        for said in ground.lists:
            if said.feed not in expected:
                yield "grounds", f"{ground.ground}：名单 {said.feed} 不在 feeds 中，该县不收它"


def _parameters(outreach: Outreach) -> Iterator[tuple[str, str]]:
    yield from (("duties", duty.parameter) for duty in outreach.duties)
    yield from (("grounds", said.months) for ground in outreach.grounds for said in ground.lists if said.months)
    if outreach.sample:
        yield from (("sample", name) for name in (outreach.sample.share, outreach.sample.review))
    if outreach.applications:
        yield "applications", outreach.applications.quiet


def _categories(outreach: Outreach) -> Iterator[tuple[str, set[str]]]:
    yield "inside", set(outreach.inside)
    if outreach.sample:
        yield "sample", set(outreach.sample.categories)
    if outreach.applications:
        yield "applications", set(outreach.applications.categories)
