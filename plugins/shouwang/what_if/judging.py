"""The judgement of a published month once more, by the very SQL that judged it, over its published signals.

A build keeps what dbt made of the models that judge (``ops.build_models``). Here they are put together as one query
whose roots are the published signals and a policy's parameters, some of them altered; it runs in a transaction that
may not write.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build.models import JUDGING_MODELS, read_models
from shouwang.publication.versions import Version, read_versions


class NeverJudged(LookupError):
    """The month has no published version, or one whose judging models were not kept."""


SIGNALS = """
select signal_code, feed, department_code, channel_code, person_id, household_id, is_matched, event_date,
    value_amount, attribute, null::text as attribute_column, delivery_id, row_number
from marts.fct_signals where county_code = {county} and month = {month}
"""
PARAMETERS = """
select policy_version, parameter, label, unit, clause, valid_from, valid_to,
    coalesce(({altered}::jsonb ->> parameter)::numeric, value) as value
from reference.policy_parameters
"""
# Of steps that are named in a query and not kept as tables the planner knows nothing, and takes each for one row.
MANY_ROWS = "set local enable_nestloop = off"
# Published relations in the place of those a build reads.
ROOTS = {"int_signals_matched": SIGNALS, "policy_parameters": PARAMETERS}
JUDGED = """
select distinct judged.household_id, judged.rule_code, places.township_code, places.village_code
from int_risks_judged as judged
inner join marts.dim_households as places
    on judged.household_id = places.household_id and places.county_code = {county}
    and places.valid_from <= {month} and {month} < places.valid_to
"""


def newest_version(cursor: Cursor, county_code: str, month: date) -> Version:
    """The version readers see; NeverJudged when there is none."""
    versions = read_versions(cursor, county_code, month)
    if not versions:
        raise NeverJudged(f"{county_code} 的 {month:%Y-%m} 没有已发布的数据，不能试算；请先运行该月")
    return versions[-1]


def judge(cursor: Cursor, version: Version, altered: Mapping[str, Decimal]) -> set[tuple[int, str, str, str]]:
    """(household, rule, township, village) of every risk of the version's month with ``altered`` parameters by name."""
    models = read_models(cursor, version.build_id)
    if missing := [name for name in JUDGING_MODELS if name not in models]:
        raise NeverJudged(
            f"{version.county_code} 的 {version.month:%Y-%m} 第{version.version}版由较早的程序算出，没有留下"
            f"{'、'.join(missing)}；请重新运行该月后再试算"
        )
    cursor.execute("set transaction read only")
    cursor.execute(MANY_ROWS)
    cursor.execute(_query(models, version, altered))
    return {(int(household), rule, township, village) for household, rule, township, village in cursor.fetchall()}


def _query(models: Mapping[str, str], version: Version, altered: Mapping[str, Decimal]) -> sql.Composed:
    asked = "{" + ", ".join(f'"{name}": "{value:f}"' for name, value in altered.items()) + "}"
    bound: dict[str, sql.Composable] = {
        "county": sql.Literal(version.county_code),
        "month": sql.Literal(version.month),
        "altered": sql.Literal(asked),
    }
    parts = [(name, _fill(text, bound)) for name, text in ROOTS.items()]
    known = [(name, sql.SQL(models[name])) for name in JUDGING_MODELS]
    named = sql.SQL(", ").join(
        sql.SQL("{} as ({})").format(sql.Identifier(name), select) for name, select in (*parts, *known)
    )
    return sql.SQL("with {} {}").format(named, _fill(JUDGED, bound))


def _fill(text: str, bound: Mapping[str, sql.Composable]) -> sql.Composed:
    return sql.SQL(text).format(**{name: value for name, value in bound.items() if f"{{{name}}}" in text})
