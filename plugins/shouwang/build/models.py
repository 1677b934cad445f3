"""The models by which a build judges, kept as dbt compiled them: a month can be judged again by the same SQL."""

from collections.abc import Iterable
from typing import Any

from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import execute_values

from shouwang.build.builds import Build

# In the order of their making; each reads only those before it, reference data and what it is given.
JUDGING_MODELS = (
    "stg_ledger__inputs",
    "stg_published__risk_months",
    "stg_published__signals",
    "stg_published__urgent_referrals",
    "stg_published__township_visits",
    "stg_township__check_results",
    "int_parameters_resolved",
    "int_rules_resolved",
    "int_answers_resolved",
    "int_signals_judged",
    "int_risks_gathered",
    "int_risks_checked",
    "int_urgent_referrals_known",
    "int_risks_urgently_referred",
    "int_risks_settled",
    "int_risks_judged",
)
KEEP = """
insert into ops.build_models (build_id, model, compiled_sql) values %s
on conflict (build_id, model) do update set compiled_sql = excluded.compiled_sql
"""
READ = "select model, compiled_sql from ops.build_models where build_id = %s"


def compiled_models(results: Iterable[Any], database: str, found: Build) -> dict[str, str]:
    """The select of every judging model by dbt's results, relations of the build named without database and schema.

    ``reference.policy_parameters`` is named so too: it is what a policy may be tried out with.
    """
    compiled = {result.node.name: getattr(result.node, "compiled_code", None) or "" for result in results}
    here = f'"{database}"."{found.schema_name}".'
    parameters = f'"{database}"."reference"."policy_parameters"'
    return {
        name: compiled[name].replace(here, "").replace(parameters, '"policy_parameters"').replace(f'"{database}".', "")
        for name in JUDGING_MODELS
    }


def keep_models(cursor: Cursor, found: Build, models: dict[str, str]) -> None:
    """Write them, in the place of what an earlier try of the build wrote."""
    execute_values(cursor, KEEP, [(found.build_id, name, select) for name, select in models.items()])


def read_models(cursor: Cursor, build_id: str) -> dict[str, str]:
    """Model to select; empty for a build that kept none."""
    cursor.execute(READ, (build_id,))
    return dict(cursor.fetchall())
