"""Gate 2: judges a build before anything of it may be published; one failed critical check stops all of it."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from psycopg2.extensions import connection as Connection

from shouwang.gates.deliveries import BuiltMonth, read_build
from shouwang.gates.judgement import Judgement
from shouwang.gates.verdicts import GateVerdict
from shouwang.settings import Settings
from shouwang.warehouse import connect

if TYPE_CHECKING:
    from shouwang.gates.checks import GateSuite

STAGE = "gate publication"


def judge_build(settings: Settings, build_id: str) -> GateVerdict:
    """Judge a build; writes the results and makes the build passed or stopped, in one transaction.

    The caller publishes only what ``is_passed``. LookupError for an unknown build, ValueError for one that is not
    built or already published, GateBroken when a check could not be run.
    """
    from shouwang.gates.validation import open_validator  # takes seconds: Great Expectations

    with connect(settings, "transformer", STAGE) as connection:
        build = read_build(connection, build_id)
    suites = list(suites_for(build))
    with open_validator(settings, STAGE) as validator:
        is_met = [validator.are_met(suite) for suite in suites]
    with connect(settings, "transformer", STAGE) as connection:
        judgement = Judgement(connection, "publication", build_id)
        found = (judgement.results(s, met, f"{s.name}.") for s, met in zip(suites, is_met, strict=True))
        results = tuple(result for of_suite in found for result in of_suite)
        verdict = GateVerdict("publication", build_id, build.county_code, build.month, results)
        judgement.keep(verdict)
        _decide(connection, build_id, verdict)
    return verdict


def suites_for(build: BuiltMonth) -> Iterator["GateSuite"]:
    """The suite of every list and fact under ``expectations.publication``, by name."""
    package = import_module("expectations.publication")
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        yield import_module(f"{package.__name__}.{name}").build_suite(build)


def _decide(connection: Connection, build_id: str, verdict: GateVerdict) -> None:
    state = "passed" if verdict.is_passed else "stopped"
    with connection.cursor() as cursor:
        cursor.execute("update ops.builds set state_code = %s where build_id = %s", (state, build_id))
