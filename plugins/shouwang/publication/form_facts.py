"""What a version of a month says of the households a form is about: published facts, in the order of the form."""

from typing import Any

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.forms import Form
from shouwang.forms.declarations import Source
from shouwang.publication.versions import Version

Facts = tuple[Any, ...]
ALWAYS = ("head_person_id", "township_code", "village_code", "member_count", "risk_labels")
NAMED = {*ALWAYS, "head_name", "head_id_number", "head_phone", "township_name", "village_name"}
ADDRESSEES = {
    "township": sql.SQL("facts.township_code"),
    "holder": sql.SQL("(case when facts.holder_code = 'township' then facts.township_code else facts.holder_code end)"),
}
READ = """
select {addressee} as addressee, facts.head_person_id, facts.township_code, facts.village_code, home.member_count,
    referral.risk_labels {further}
from {relation} as facts
left join marts.dim_households_v1 as home
    on facts.county_code = home.county_code and facts.household_id = home.household_id
    and home.valid_from <= %(month)s and %(month)s < home.valid_to
    and home.known_from <= %(at)s and %(at)s < home.known_to
left join publication.rpt_township_referrals_v1 as referral
    on facts.county_code = referral.county_code and facts.household_id = referral.household_id
    and referral.month = %(month)s and referral.known_from <= %(at)s and %(at)s < referral.known_to
where facts.county_code = %(county)s and facts.month = %(month)s and facts.known_from <= %(at)s
    and %(at)s < facts.known_to {conditions}
order by {addressee} collate "C", facts.township_code collate "C", facts.village_code collate "C", facts.household_id
"""


def read_facts(cursor: Cursor, version: Version, form: Form, source: Source) -> list[tuple[str, Facts]]:
    """Addressee (township or department code) and facts (see ``fact_names``) of every row of the form."""
    further = [sql.SQL(", facts.{}").format(sql.Identifier(name)) for name in _further(form)]
    conditions = [
        sql.SQL("and facts.{} = any({})").format(sql.Identifier(name), sql.Literal(list(values)))
        for name, values in source.where.items()
    ]
    if source.of_month:
        conditions.append(sql.SQL("and facts.{} = %(month)s").format(sql.Identifier(source.of_month)))
    statement = sql.SQL(READ).format(
        addressee=ADDRESSEES[source.addressee],
        relation=sql.Identifier(*f"{source.relation}_v1".split(".")),
        further=sql.SQL("").join(further),
        conditions=sql.SQL(" ").join(conditions),
    )
    bound = {"county": version.county_code, "month": version.month, "at": version.published_at}
    cursor.execute(statement, bound)
    return [(addressee, tuple(facts)) for addressee, *facts in cursor.fetchall() if addressee]


def fact_names(form: Form) -> tuple[str, ...]:
    """What the facts of a row are called, in order."""
    return (*ALWAYS, *_further(form))


def _further(form: Form) -> tuple[str, ...]:
    """The columns of its relation that the form tells."""
    told = [filled.value for filled in form.filled if filled.value] + [known.value for known in form.known]
    return tuple(dict.fromkeys(name for name in told if name not in NAMED))
