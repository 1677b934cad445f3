"""Runs dbt in this process against a warehouse of the tests."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from dbt.cli.main import dbtRunner, dbtRunnerResult

from shouwang.settings import PROJECT_ROOT, Settings
from shouwang.warehouse.connection import parameters

PROJECT = PROJECT_ROOT / "dbt_project"


class Scope(NamedTuple):
    """What is built where."""

    settings: Settings
    schema: str
    known: dict[str, str]


def invoke(command: list[str], workplace: Path) -> dbtRunnerResult:
    """The outcome of a dbt command; whatever it writes stays in ``workplace``."""
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(workplace)]
    quiet = ["--log-path", str(workplace), "--quiet", "--log-level", "none", "--no-partial-parse"]
    return dbtRunner().invoke([*command, *places, *quiet])


def invoke_in(scope: Scope, command: list[str], workplace: Path) -> dict[str, str]:
    """Name of every node that ran, to its status, as role transformer in the schema of ``scope``."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in _variables(scope).items():
            environment.setenv(f"SHOUWANG_DBT_{name}", str(value))
        outcome = invoke([*command, "--vars", json.dumps(scope.known)], workplace)
    assert outcome.exception is None, outcome.exception
    return {result.node.name: str(result.status) for result in outcome.result.results}  # type: ignore[union-attr]


def compile_in(scope: Scope, selected: list[str], workplace: Path) -> dict[str, tuple[str, list[str]]]:
    """Unique id of every selected model to its compiled select and the nodes it reads."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in _variables(scope).items():
            environment.setenv(f"SHOUWANG_DBT_{name}", str(value))
        outcome = invoke(["compile", *selected, "--vars", json.dumps(scope.known)], workplace)
    assert outcome.exception is None, outcome.exception
    nodes: list[Any] = [result.node for result in outcome.result.results]  # type: ignore[union-attr]
    return {
        node.unique_id: (node.compiled_code, node.depends_on.nodes) for node in nodes if node.resource_type == "model"
    }


def _variables(scope: Scope) -> dict[str, Any]:
    address = parameters(scope.settings, "transformer")
    named = {name.upper(): address[name] for name in ("host", "port", "user", "password")}
    return {"DATABASE": address["dbname"], "SCHEMA": scope.schema, **named}
