"""What a version says of categories: suggestions, rechecks of the old stock, single persons; names from the vault."""

from typing import Any, NamedTuple

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.identities import UNKNOWN, read_identities
from shouwang.publication.policy_rules import has_rules
from shouwang.publication.versions import Version


class Ruled(NamedTuple):
    """What the policy a version was judged by has rules for."""

    proposes: bool
    has_transition: bool
    takes_single_people: bool


class Suggested(NamedTuple):
    """A household and what the rules say of it; ``official`` and ``proposed`` are empty where it has none."""

    township_code: str
    village_code: str
    head_name: str
    official: str
    proposed: str
    suggestion_code: str
    was_registered_poor: bool
    reason_text: str


class Recheck(NamedTuple):
    """A household of the old stock; the income is in yuan a person and year, as written."""

    township_code: str
    village_code: str
    head_name: str
    recheck_code: str
    found_text: str


class SinglePerson(NamedTuple):
    """A person who may be taken in alone, with the household's head."""

    township_code: str
    village_code: str
    head_name: str
    person_name: str
    grounds: str
    reason_text: str


RULED = ("policy_category_conditions", "policy_category_transitions", "policy_single_grounds")
DEFAULTS = """
select distinct parameter.label collate "C" as label
from reference.policy_parameters as parameter
inner join reference.policy_category_conditions as condition
    on condition.policy_version = parameter.policy_version
        and parameter.parameter in (condition.parameter, condition.ratio_parameter)
where parameter.policy_version = %(policy)s and parameter.is_default
    and parameter.valid_from <= %(month)s and %(month)s < parameter.valid_to
order by label
"""
MISSING_ROLLS = """
select distinct feed.feed_title collate "C" as title
from reference.policy_category_facts as fact
inner join reference.feeds as feed on feed.feed = fact.feed and feed.content = 'stock'
where fact.policy_version = %(policy)s and not exists (
    select from ops.publication_inputs as input
    where input.county_code = %(county)s and input.month = %(month)s and input.version = %(version)s
        and input.feed = fact.feed
)
order by title
"""
# Said of households, with the head each has in the month; ``{}`` is the table's columns, its name and the order
# before and after the place.
READ = """
select said.household_id, said.township_code, said.village_code, {}, household.head_person_id
from {} as said
left join marts.dim_households_v1 as household
    on household.county_code = said.county_code and household.household_id = said.household_id
        and household.valid_from <= said.month and said.month < household.valid_to
        and household.known_from <= %(at)s and %(at)s < household.known_to
where said.county_code = %(county)s and said.month = %(month)s and said.known_from <= %(at)s and %(at)s < said.known_to
order by {}, said.township_code collate "C", said.village_code collate "C", said.household_id{}
"""
SUGGESTIONS = READ.format(
    "coalesce(official_label, ''), coalesce(proposed_label, ''), suggestion_code, was_registered_poor, reason_text",
    "publication.rpt_county_category_suggestions_v1",
    "array_position(array['apply', 'raise', 'review', 'check'], suggestion_code), was_registered_poor desc",
    ", said.category_code",
)
RECHECKS = READ.format(
    "recheck_code, found_text",
    "publication.rpt_county_category_rechecks_v1",
    "array_position(array['ended', 'over', 'ending', 'income_unknown', 'kept'], recheck_code)",
    "",
)
SINGLE_PEOPLE = READ.format(
    "person_id, ground_labels, reason_text",
    "publication.rpt_county_single_proposals_v1",
    "said.county_code",
    ", said.person_id",
)


def read_defaults(cursor: Cursor, version: Version) -> list[str]:
    """What the limits in force rest on that is a default of ours: labels of parameters the county has not entered."""
    cursor.execute(DEFAULTS, {"policy": version.policy_version, "month": version.month})
    return [label for (label,) in cursor.fetchall()]


def read_missing_rolls(cursor: Cursor, version: Version) -> list[str]:
    """Titles of the rolls of official categories that never came; without them nothing is suggested."""
    bound = {"county": version.county_code, "month": version.month, "version": version.version}
    cursor.execute(MISSING_ROLLS, {**bound, "policy": version.policy_version})
    return [title for (title,) in cursor.fetchall()]


def read_ruled(cursor: Cursor, version: Version) -> Ruled:
    """What the policy of the version has rules for; nothing for a version from before there were any."""
    return Ruled(*(has_rules(cursor, version, table) for table in RULED))


def read_suggestions(cursor: Cursor, version: Version) -> list[Suggested]:
    """Every suggestion: applications first, those formerly registered as poor before the others."""
    rows = _read(cursor, version, SUGGESTIONS)
    names = _names(cursor, version, [head for *_, head in rows])
    return [Suggested(township, village, names.get(head, UNKNOWN), *said) for _, township, village, *said, head in rows]


def read_rechecks(cursor: Cursor, version: Version) -> list[Recheck]:
    """The old stock: those whose term is over first."""
    rows = _read(cursor, version, RECHECKS)
    names = _names(cursor, version, [head for *_, head in rows])
    return [Recheck(township, village, names.get(head, UNKNOWN), *said) for _, township, village, *said, head in rows]


def read_single_people(cursor: Cursor, version: Version) -> list[SinglePerson]:
    """Who may be taken in alone, by place."""
    rows = _read(cursor, version, SINGLE_PEOPLE)
    names = _names(cursor, version, [person for row in rows for person in (row[3], row[-1])])
    return [
        SinglePerson(township, village, names.get(head, UNKNOWN), names.get(person, UNKNOWN), *said)
        for _, township, village, person, *said, head in rows
    ]


def _read(cursor: Cursor, version: Version, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, {"county": version.county_code, "month": version.month, "at": version.published_at})
    return cursor.fetchall()


def _names(cursor: Cursor, version: Version, people: list[int | None]) -> dict[int | None, str]:
    known = [person for person in people if person is not None]
    return (
        {person: identity.name for person, identity in read_identities(cursor, version, known).items()} if known else {}
    )
