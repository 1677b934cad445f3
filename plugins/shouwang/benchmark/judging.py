"""A month judged in PostgreSQL and, by the same SQL over the same rows, in DuckDB on native tables of its own.

The month's signals are spread over a share of the households: over all of them when nothing was known before, over one
in twenty in a usual month. DuckDB gets the relations that the kept models read.
"""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor

from shouwang.build.models import JUDGING_MODELS, read_models
from shouwang.settings import Settings
from shouwang.warehouse import connect
from shouwang.what_if.judging import MANY_ROWS, PARAMETERS, newest_version

SHARES = {"from nothing, all households": 1.0, "a usual month, 5 % of households": 0.05}
ROOTS = {"int_signals_matched": "select * from marts.spread_signals", "policy_parameters": PARAMETERS}
SPREAD = """
create table marts.spread_signals as
with signals as (
    select signal_code, feed, department_code, channel_code, is_matched, event_date, value_amount, attribute,
        null::text as attribute_column, delivery_id, row_number,
        row_number() over (order by delivery_id, row_number) - 1 as place
    from marts.fct_signals where county_code = %(county)s and month = %(month)s
),
places as (
    select household_id, head_person_id, row_number() over (order by household_id) - 1 as place,
        count(*) over () as total
    from marts.dim_households where county_code = %(county)s and valid_from <= %(month)s and %(month)s < valid_to
),
households as (
    select household_id, head_person_id, place %% (select count(*) from signals) as signal_place
    from places where place < total * %(share)s
)
select signals.*, households.household_id, households.head_person_id as person_id
from households inner join signals on households.signal_place = signals.place
"""
COLUMNS = """
select attname, format_type(atttypid, atttypmod) from pg_attribute
where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum
"""
# Types that DuckDB has not, and what it writes otherwise of what the models use.
TYPES = {"jsonb": "json", "int4multirange": "text"}
SPELLINGS = (
    (r"jsonb_agg\(", "array_agg("),
    (r"rules\.counted_attributes \? (\w+\.attribute)", r"list_contains(rules.counted_attributes, \1)"),
    (r"make_interval\(months => ([\w.:]+)\)", r"\1 * interval '1 month'"),
    (r"::jsonb", "::json"),
    (r"landed\.row_number <@ inputs\.replaced_rows", "inputs.replaced_rows is not null"),  # none is replaced here
    (r"= any\(array\((select[^()]*)\)\)", r"in (\1)"),
)
RELATION = re.compile(r'"(\w+)"\."(\w+)"')
WRITTEN_PLAINLY = ("marts.spread_signals", "reference.policy_parameters")


@dataclass(frozen=True)
class Judging:
    """Seconds of every round for one share of the households; how many risks came out of each, which must be equal."""

    name: str
    signals: int
    risks: tuple[int, int]
    postgres: tuple[float, ...]
    duckdb: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """PostgreSQL against DuckDB, median against median."""
        return statistics.median(self.postgres) / statistics.median(self.duckdb)


def measure_judging(settings: Settings, place: Path, county_code: str, month: date, rounds: int) -> list[Judging]:
    """Judge the published month in turn by one and by the other, for every share; NeverJudged when it is not there."""
    found = []
    with connect(settings, "admin", "benchmark") as connection, connection.cursor() as cursor:
        query = _query(read_models(cursor, newest_version(cursor, county_code, month).build_id))
        cursor.execute(MANY_ROWS)
        for name, share in SHARES.items():
            cursor.execute("drop table if exists marts.spread_signals")
            cursor.execute(SPREAD, {"county": county_code, "month": month, "share": share})
            cursor.execute("analyze marts.spread_signals")
            (place / f"{share}.duckdb").unlink(missing_ok=True)
            with duckdb.connect(place / f"{share}.duckdb") as other:
                for relation in _relations(query):
                    _copy(cursor, other, relation, place / "rows.csv")
                found.append(_measure(name, cursor, other, query, rounds))
        cursor.execute("drop table marts.spread_signals")
    return found


def _query(models: dict[str, str]) -> str:
    parts = [*ROOTS.items(), *((name, models[name]) for name in JUDGING_MODELS)]
    named = ",\n".join(f'"{name}" as ({select})' for name, select in parts)
    query = f"create table marts.spread_risks as with {named} select * from int_risks_judged"  # noqa: S608 -- our models
    return query.replace("{altered}", "'{}'")


def _relations(query: str) -> list[str]:
    return sorted({*WRITTEN_PLAINLY, *(f"{schema}.{table}" for schema, table in RELATION.findall(query))})


def _copy(cursor: Cursor, other: duckdb.DuckDBPyConnection, relation: str, file: Path) -> None:
    cursor.execute(COLUMNS, (relation,))
    columns = [(name, TYPES.get(kind, kind)) for name, kind in cursor.fetchall()]
    cells = [f'array_to_json("{name}")' if kind.endswith("[]") else f'"{name}"' for name, kind in columns]
    select = sql.SQL("copy (select {} from {}) to stdout (format csv, header)")
    with file.open("wb") as rows:
        cursor.copy_expert(select.format(sql.SQL(", ".join(cells)), sql.SQL(relation)), rows)
    other.execute(f"create schema if not exists {relation.split('.', maxsplit=1)[0]}")
    described = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    other.execute(f"create table {relation} ({described})")
    other.execute(f"copy {relation} from '{file}' (format csv, header, auto_detect false)")


def _measure(name: str, cursor: Cursor, other: duckdb.DuckDBPyConnection, query: str, rounds: int) -> Judging:
    translated = query
    for pattern, spelling in SPELLINGS:
        translated = re.sub(pattern, spelling, translated)
    pairs = [(_judge(cursor.execute, query), _judge(other.execute, translated)) for _ in range(rounds)]
    cursor.execute("select (select count(*) from marts.spread_signals), (select count(*) from marts.spread_risks)")
    signals, risks = cursor.fetchone() or (0, 0)
    cursor.execute("drop table marts.spread_risks")
    (others,) = other.execute("select count(*) from marts.spread_risks").fetchone() or (0,)
    ours, theirs = zip(*pairs, strict=True)
    return Judging(name, signals, (risks, others), ours, theirs)


def _judge(execute: Callable[[str], object], query: str) -> float:
    execute("drop table if exists marts.spread_risks")
    started = time.perf_counter()
    execute(query)
    return time.perf_counter() - started
