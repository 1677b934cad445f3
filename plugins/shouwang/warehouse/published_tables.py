"""Published tables as the contracts of the dbt models imply them.

A model is published when its YAML says ``config.meta.publish: {schema, kind, key}``. Kind ``month`` is a fact of one
month; kind ``state`` is something that holds over months and is kept as intervals (``valid_from``, ``valid_to``).
The table ``<name>_v1`` keeps every row ever known (``known_from``, ``known_to``); the view ``<name>`` shows the open
ones.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from shouwang.months import BEIJING

MODELS = Path(__file__).resolve().parents[3] / "dbt_project" / "models"
SPANS = "    valid_from date not null,\n    valid_to date not null check (valid_from < valid_to),\n"


class PublishedTable(BaseModel):
    """A published relation; ``columns`` are (name, SQL type) as contracted, county_code (and month) among them."""

    model_config = ConfigDict(frozen=True)

    name: str
    schema_name: str
    kind: Literal["month", "state"]
    key: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    description: str

    @property
    def table(self) -> str:
        """The qualified table that keeps every known row."""
        return f"{self.schema_name}.{self.name}_v1"

    @property
    def column_names(self) -> list[str]:
        """The contracted columns in order."""
        return [name for name, _ in self.columns]


@cache
def published_tables() -> tuple[PublishedTable, ...]:
    """Every published relation, by schema and name."""
    return tables_in(sorted(MODELS.rglob("*.yml")))


def tables_in(paths: Iterable[Path]) -> tuple[PublishedTable, ...]:
    """The published relations these files declare, by schema and name."""
    found = [_table(model) for path in paths for model in _models(path) if _publish(model)]
    return tuple(sorted(found, key=lambda table: (table.schema_name, table.name)))


def _models(path: Path) -> list[dict[str, Any]]:
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models") or []


def _publish(model: dict[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = model.get("config", {}).get("meta", {}).get("publish")
    return found


def _table(model: dict[str, Any]) -> PublishedTable:
    publish = _publish(model) or {}
    return PublishedTable(
        name=model["name"],
        schema_name=publish["schema"],
        kind=publish["kind"],
        key=tuple(publish["key"]),
        columns=tuple((column["name"], column["data_type"]) for column in model["columns"]),
        description=" ".join(str(model.get("description", "")).split()),
    )


def published_ddl(table: PublishedTable) -> str:
    """SQL that makes the table, its open-row key and its view; may be run again."""
    spans = SPANS if table.kind == "state" else ""
    partition = " partition by range (month)" if table.kind == "month" else ""
    key = ", ".join(["county_code", *(["month"] if table.kind == "month" else []), *table.key])
    given = {"county_code", *table.key} if table.kind == "state" else set()
    columns = "".join(
        f"    {name} {sql_type}{' not null' if name in given else ''},\n" for name, sql_type in table.columns
    )
    span_key = ", valid_from" if table.kind == "state" else ""
    shown = ", ".join([*table.column_names, *(["valid_from", "valid_to"] if table.kind == "state" else [])])
    description = table.description.replace("'", "''")
    return f"""
create table if not exists {table.table} (
{columns}{spans}    known_from timestamptz not null,
    known_to timestamptz not null default 'infinity'
){partition};
create unique index if not exists {table.name}_open on {table.table} ({key}{span_key}) where known_to = 'infinity';
create or replace view {table.schema_name}.{table.name} with (security_invoker, security_barrier) as
select {shown} from {table.table} where known_to = 'infinity';
comment on view {table.schema_name}.{table.name} is '{description}';
{known_on_ddl(table, shown)}
{overlap_ddl(table) if table.kind == "state" else ""}"""


def known_on_ddl(table: PublishedTable, shown: str) -> str:
    """SQL of the function that shows the view as it stood when a day of China ended; read with the asker's own rights.

    Plain enough for the planner to put it in place, so that a month or county asked for is looked up by its key.
    """
    end = f"((day + 1)::timestamp at time zone '{BEIJING.key}')"
    return f"""create or replace function {table.schema_name}.{table.name}_known_on(day date)
returns setof {table.schema_name}.{table.name} language sql stable as $$
    select {shown} from {table.table} where known_from < {end} and {end} <= known_to
$$;
comment on function {table.schema_name}.{table.name}_known_on is
'{table.name} as it was known when the day ended (China).';"""


def overlap_ddl(table: PublishedTable) -> str:
    """SQL that lets the server refuse a second open interval of a key on any day, whoever writes it.

    Triggers of statements, because an exclusion constraint needs an index that makes a first load six times as long.
    They fire always, also where replication or a restore has switched triggers off.
    """
    key = ", ".join(f"'{name}'" for name in ("county_code", *table.key))
    return "".join(
        f"create or replace trigger {table.name}_overlap_{event} after {event} on {table.table} "
        f"referencing new table as written for each statement execute function ops.refuse_overlap({key});\n"
        f"alter table {table.table} enable always trigger {table.name}_overlap_{event};\n"
        for event in ("insert", "update")
    )


def partition_ddl(table: PublishedTable, year: int) -> str:
    """SQL that makes the partition of ``table`` for one year; may be run again."""
    return (
        f"create table if not exists {table.table}_{year} partition of {table.table} "
        f"for values from ('{year}-01-01') to ('{year + 1}-01-01');"
    )
