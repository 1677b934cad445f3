"""Runs dbt for one build: in this process, in the build's own schema, leaving no values in messages."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg2 import sql

from shouwang.build.builds import Build, find_build, require_newest
from shouwang.build.models import compiled_models, keep_models
from shouwang.build.parsing import DBT_PROJECT, parsed_project
from shouwang.settings import Settings
from shouwang.uncollected import uncollected
from shouwang.warehouse import connect
from shouwang.warehouse.connection import parameters

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

MADE = {"success", "pass", "warn", "no-op"}


class BuildFailed(RuntimeError):
    """dbt could not make or would not accept the build; the message names models and tests, never values."""


def build(settings: Settings, build_id: str) -> None:
    """Make every model of a prepared build and let the publisher read them; nothing to do for a published one.

    May be run again after any failure: the schema is made anew. Raises BuildFailed, Fenced when a newer run has taken
    over, and LookupError when there is no such build.
    """
    found = _begin(settings, build_id)
    if found.state_code == "published":
        return
    workplace = settings.home / "dbt" / build_id
    shutil.rmtree(workplace, ignore_errors=True)
    workplace.mkdir(parents=True, mode=0o700)
    with _environment(_variables(settings, found)), uncollected():
        project = parsed_project(settings, found, partial(_parse, found, workplace))
        outcome = _run(found, workplace, project)
        _judge(outcome, workplace)
    shutil.rmtree(workplace)
    _finish(settings, found, compiled_models(_results(outcome), settings.warehouse_database, found))


def _begin(settings: Settings, build_id: str) -> Build:
    with connect(settings, "transformer", "build") as connection, connection.cursor() as cursor:
        found = find_build(cursor, build_id)
        if found.state_code != "published":
            require_newest(cursor, found)
            schema = sql.Identifier(found.schema_name)
            cursor.execute(sql.SQL("drop schema if exists {} cascade").format(schema))
            cursor.execute("update ops.builds set state_code = 'prepared' where build_id = %s", (build_id,))
    return found


def _finish(settings: Settings, found: Build, models: dict[str, str]) -> None:
    with connect(settings, "transformer", "build") as connection, connection.cursor() as cursor:
        require_newest(cursor, found)
        schema = sql.Identifier(found.schema_name)
        cursor.execute(sql.SQL("grant usage on schema {} to publisher").format(schema))
        cursor.execute(sql.SQL("grant select on all tables in schema {} to publisher").format(schema))
        keep_models(cursor, found, models)
        cursor.execute("update ops.builds set state_code = 'built' where build_id = %s", (found.build_id,))


def _variables(settings: Settings, found: Build) -> dict[str, str]:
    address = parameters(settings, "transformer")
    return {
        "SHOUWANG_DBT_HOST": str(address["host"]),
        "SHOUWANG_DBT_PORT": str(address["port"]),
        "SHOUWANG_DBT_DATABASE": str(address["dbname"]),
        "SHOUWANG_DBT_USER": str(address["user"]),
        "SHOUWANG_DBT_PASSWORD": str(address["password"]),
        "SHOUWANG_DBT_SCHEMA": found.schema_name,
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """The environment with ``variables`` set, as it was before afterwards."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _arguments(found: Build, workplace: Path, *command: str) -> list[str]:
    known: dict[str, Any] = {
        "county_code": found.county_code,
        "month": found.month.isoformat(),
        "build_id": found.build_id,
        "policy_version": found.policy_version,
    }
    return [
        *(*command, "--vars", json.dumps(known)),
        *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
        *("--target-path", str(workplace / "target"), "--log-path", str(workplace / "logs")),
        *("--no-partial-parse", "--quiet", "--log-level", "none", "--log-level-file", "info"),
    ]


def _parse(found: Build, workplace: Path) -> "Manifest":
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(_arguments(found, workplace, "parse"))
    _judge(outcome, workplace)
    parsed: Manifest = outcome.result  # type: ignore[assignment]  # what the command parse gives
    return parsed


def _run(found: Build, workplace: Path, project: "Manifest") -> "dbtRunnerResult":
    from dbt.cli.main import dbtRunner

    from shouwang.build.connections import keep_connections

    keep_connections()
    return dbtRunner(manifest=project).invoke(
        _arguments(found, workplace, "build", "--exclude-resource-type", "unit_test")
    )


def _judge(outcome: "dbtRunnerResult", workplace: Path) -> None:
    """Raise BuildFailed naming what failed; the log, kept where it says, has the rest."""
    if outcome.success:
        return
    failed = sorted(
        f"{r.node.name}（{r.status}）" for r in _results(outcome) if str(r.status) not in {*MADE, "skipped"}
    )
    what = "、".join(failed) or type(outcome.exception).__name__
    raise BuildFailed(f"构建没有完成：{what}；已发布的数据没有改动；原因见 {workplace / 'logs' / 'dbt.log'}")


def _results(outcome: "dbtRunnerResult") -> list[Any]:
    return getattr(outcome.result, "results", None) or []
