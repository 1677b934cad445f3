"""Gate 1: judges landed deliveries one by one; a rejected one never enters a build, the others go on."""

from collections.abc import Iterable
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

from psycopg2.extensions import connection as Connection

from shouwang.gates.deliveries import JUDGED_STATES, LandedDelivery, read_delivery
from shouwang.gates.judgement import Judgement
from shouwang.gates.laying_out import laid_out
from shouwang.gates.verdicts import GateVerdict
from shouwang.settings import Settings
from shouwang.warehouse import connect

if TYPE_CHECKING:
    from shouwang.gates.checks import GateSuite
    from shouwang.gates.validation import Validator

STAGE = "gate landing"


def judge_delivery(settings: Settings, delivery_id: int) -> GateVerdict:
    """Judge one landed delivery; see ``judge_deliveries``."""
    return judge_deliveries(settings, [delivery_id])[0]


def judge_deliveries(settings: Settings, delivery_ids: Iterable[int]) -> list[GateVerdict]:
    """Judge landed deliveries in turn, each in a transaction of its own; judging again replaces the earlier result.

    Writes ``quality.gate_results`` and ``quality.gate_rows`` and makes the delivery accepted or rejected. LookupError
    for an unknown delivery, ValueError for one that is not landed, GateBroken when a check could not be run.
    """
    from shouwang.gates.validation import open_validator  # takes seconds: Great Expectations

    with open_validator(settings, STAGE) as validator:
        return [_judge(settings, validator, delivery_id) for delivery_id in delivery_ids]


def suite_for(delivery: LandedDelivery) -> "GateSuite":
    """The suite of the department that sent the delivery."""
    suite: GateSuite = import_module(f"expectations.landing.{delivery.declaration.department}").build_suite(delivery)
    return suite


def _judge(settings: Settings, validator: "Validator", delivery_id: int) -> GateVerdict:
    with connect(settings, "transformer", STAGE) as connection:
        delivery = read_delivery(connection, delivery_id)
    if delivery.declaration.storage == "rows":
        return _judge_rows(settings, validator, delivery, [suite_for(delivery)])
    with laid_out(settings, delivery, STAGE) as layout, closing(layout.batches(suite_for(layout.rows()))) as suites:
        return _judge_rows(settings, validator, delivery, suites)


def _judge_rows(
    settings: Settings, validator: "Validator", delivery: LandedDelivery, suites: "Iterable[GateSuite]"
) -> GateVerdict:
    subject = str(delivery.delivery_id)
    judged = [(suite, validator.are_met(suite)) for suite in suites]
    with connect(settings, "transformer", STAGE) as connection:
        judgement = Judgement(connection, "landing", subject)
        results = tuple(result for suite, is_met in judged for result in judgement.results(suite, is_met))
        verdict = GateVerdict("landing", subject, delivery.county_code, delivery.month, results)
        judgement.keep(verdict)
        _decide(connection, delivery.delivery_id, verdict)
    return verdict


def _decide(connection: Connection, delivery_id: int, verdict: GateVerdict) -> None:
    state = "accepted" if verdict.is_passed else "rejected"
    with connection.cursor() as cursor:
        cursor.execute(
            "update ops.deliveries set state_code = %s, message = %s where delivery_id = %s and state_code = any(%s)",
            (state, verdict.message, delivery_id, list(JUDGED_STATES)),
        )
