"""The models about people, compiled by dbt once, so that a build of them costs milliseconds and not seconds."""

from collections.abc import Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from psycopg2 import sql

from shouwang.build import Build
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.warehouse.published_tables import PublishedTable, published_tables
from tests.dbt.dbt_invocation import Scope, compile_in
from tests.histories.county_year import COUNTY

PUBLISHED = (
    "dim_people",
    "dim_households",
    "dim_household_compositions",
    "dim_deaths",
    "bridge_household_members",
    "bridge_household_identities",
    "bridge_household_lineages",
    "fct_membership_events",
    "fct_person_claims",
)
SCHEMA, BUILD, MONTH, VERSION = "build_to_be_named", "build-to-be-named", "1999-09-01", "version-to-be-named"


class CompiledModel(NamedTuple):
    """A model's name and its select, with places for schema, build, month and policy version."""

    name: str
    select: str


def compile_people(settings: Settings, workplace: Path, published: Sequence[str] = PUBLISHED) -> list[CompiledModel]:
    """What dbt makes of published models (those about people) and all they read, in the order of their making."""
    known = {"county_code": COUNTY, "month": MONTH, "build_id": BUILD, "policy_version": VERSION}
    selected = [argument for name in published for argument in ("--select", f"+{name}")]
    nodes = compile_in(Scope(settings, SCHEMA, known), selected, workplace)
    order = TopologicalSorter({name: set(read) & set(nodes) for name, (_, read) in nodes.items()}).static_order()
    database = f'"{settings.warehouse_database}".'
    return [CompiledModel(name.split(".")[-1], nodes[name][0].replace(database, "")) for name in order]


def make_build(settings: Settings, build: Build, models: list[CompiledModel]) -> None:
    """Make the models of a prepared build, the other published tables empty, and let it pass."""
    with connect(settings, "transformer", "test") as connection, connection.cursor() as cursor:
        schema = sql.Identifier(build.schema_name)
        made = [sql.SQL("create schema {}").format(schema), *(_make(build, model) for model in models)]
        made_names = {model.name for model in models}
        empty = [_empty(build, table) for table in published_tables() if table.name not in made_names]
        grants = [
            sql.SQL("grant usage on schema {} to publisher").format(schema),
            sql.SQL("grant select on all tables in schema {} to publisher").format(schema),
        ]
        cursor.execute(sql.SQL("; ").join([*made, *empty, *grants]))
        cursor.execute("update ops.builds set state_code = 'passed' where build_id = %s", (build.build_id,))


def _make(build: Build, model: CompiledModel) -> sql.Composed:
    select = model.select.replace(SCHEMA, build.schema_name).replace(BUILD, build.build_id)
    select = select.replace(MONTH, build.month.isoformat()).replace(VERSION, build.policy_version)
    kind = "unlogged table" if model.name.startswith("int_") else "view"
    name = sql.Identifier(build.schema_name, model.name)
    return sql.SQL("create {} {} as {}").format(sql.SQL(kind), name, sql.SQL(select))


def _empty(build: Build, table: PublishedTable) -> sql.Composed:
    columns = ", ".join(f"null::{sql_type} as {name}" for name, sql_type in table.columns)
    name = sql.Identifier(build.schema_name, table.name)
    return sql.SQL("create view {} as select {} where false").format(name, sql.SQL(columns))
