"""Decisions about identities, carried out: kept, the deliveries they concern read and judged anew.

What people see changes with the next build of the months named: until then everything published stands.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from shouwang.gates import judge_deliveries
from shouwang.landing import land, question
from shouwang.landing.identities.decisions import (
    Answer,
    IdentityDecisionError,
    concerned_deliveries,
    keep_decisions,
    mark_followed,
    pending_decisions,
)
from shouwang.landing.identities.proposals import propose_month
from shouwang.landing.identities.settling import certain_answers
from shouwang.landing.identities.words import words
from shouwang.landing.ledger import LANDED, find_delivery
from shouwang.people.matching.rule import RULE
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.publication.identity_answers import read_identity_answers
from shouwang.settings import Settings
from shouwang.warehouse import connect


@dataclass(frozen=True)
class CarriedOut:
    """Numbers of the decisions kept, of the deliveries read anew, and the months to be built again, in order."""

    decision_ids: tuple[int, ...]
    delivery_ids: tuple[int, ...]
    months: tuple[date, ...]

    def as_document(self) -> dict[str, Any]:
        """The outcome as JSON knows it."""
        months = [f"{month:%Y-%m}" for month in self.months]
        return {**asdict(self), "delivery_ids": [str(number) for number in self.delivery_ids], "months": months}


def decide_identities(
    settings: Settings, county_code: str, answers: Sequence[Answer], reason: str, by: str
) -> CarriedOut:
    """Keep decisions, all or none, and read with them every delivery in which the records stand.

    Whoever was interrupted repeats it: what stands already is not kept twice, and read where it was not yet. Errors as
    of ``keep_decisions``.
    """
    return carry_out(settings, county_code, keep_decisions(settings, county_code, answers, reason, by))


def follow_work_list(
    settings: Settings, county_code: str, content: bytes, reason: str, by: str
) -> tuple[CarriedOut, tuple[str, ...]]:
    """Carry out a filled-in work list; also why rows are held (Chinese), of which nothing is done.

    ValueError when it is no work list.
    """
    answers = read_identity_answers(content, pseudonyms_in_force(settings))
    kept: list[int] = []
    held = list(answers.held)
    for row, answer, _ in answers.given:
        try:
            kept += keep_decisions(settings, county_code, [answer], reason, by)
        except IdentityDecisionError as refusal:
            held.append(words().sheet["refused"].format(row=row, message=refusal))
    return carry_out(settings, county_code, kept), tuple(held)


def pseudonyms_in_force(settings: Settings) -> Pseudonyms:
    """What the rows of a work list are marked with."""
    with connect(settings, "loader", "decide identities") as connection:
        return keys_in_force(settings, connection).pseudonyms


def settle_month(settings: Settings, county_code: str, month: date) -> CarriedOut:
    """Decide what the rule proven safe decides among the month's cells, in its own name."""
    answers = certain_answers(settings, county_code, month)
    return decide_identities(settings, county_code, answers, words().rule_reason, RULE)


def follow_decisions(settings: Settings, county_code: str) -> CarriedOut:
    """Carry out whatever was decided and not carried out yet: on the review desk, or by a command that was cut off."""
    return carry_out(settings, county_code, pending_decisions(settings, county_code))


def carry_out(settings: Settings, county_code: str, decision_ids: Sequence[int]) -> CarriedOut:
    """Read anew what was read by other decisions than are in force, propose anew, and write down that it is done."""
    concerned = concerned_deliveries(settings, county_code, decision_ids)
    outdated = [found for found in concerned if found.is_outdated]
    reread(settings, [found.delivery_id for found in outdated])
    for month in sorted({found.month for found in concerned}):
        propose_month(settings, county_code, month)
    mark_followed(settings, decision_ids)
    months = tuple(sorted({found.month for found in outdated}))
    return CarriedOut(tuple(decision_ids), tuple(found.delivery_id for found in outdated), months)


def reread(settings: Settings, delivery_ids: Sequence[int]) -> None:
    """Land, question and judge deliveries anew."""
    for number in delivery_ids:
        land(settings, number)
    question(settings, delivery_ids)
    judge_deliveries(settings, _still_landed(settings, delivery_ids))


def _still_landed(settings: Settings, delivery_ids: Sequence[int]) -> list[int]:
    """Those that neither wait for a person nor repeat another."""
    with connect(settings, "loader", "decide identities") as connection:
        found = [find_delivery(connection, number) for number in delivery_ids]
    return [delivery.delivery_id for delivery in found if delivery and delivery.state_code == LANDED]
