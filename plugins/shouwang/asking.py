"""The Airflow edge of questions to people: one delivery, one run that waits for an answer without holding a worker.

The partition key is the delivery's number, so that no question waits for another's answer. The questions themselves
stand in the warehouse; a run only asks them, and whoever decides otherwise meanwhile is not overruled by it.
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Asset, Param, PartitionedAssetTimetable, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from shouwang.orchestration import landed, without_values
from shouwang.settings import settings

ANSWER_WITHIN = timedelta(days=20)
QUESTIONS_AT_ONCE = 100  # runs that wait for a person


def questions(county_code: str) -> Asset:
    """A delivery of a county waits for a person; the partition is its number."""
    return Asset(f"questions_{county_code}", uri=f"shouwang://warehouse/questions/{county_code}")


def when_questioned(county_code: str) -> PartitionedAssetTimetable:
    """A delivery nobody was asked about yet; each is a run of its own, so that none waits for another's answer."""
    return PartitionedAssetTimetable(assets=questions(county_code))


@task
@without_values
def announce_questions(county_code: str, *, outlet_events: Any = None) -> None:
    """Announce the deliveries that nobody was asked about yet; skipped, and therefore silent, when there are none."""
    from shouwang.landing import open_questions

    unasked = [found.delivery_id for found in open_questions(settings(), county_code) if found.asked_in is None]
    if not unasked:
        raise AirflowSkipException("there is nothing to ask")
    outlet_events[questions(county_code)].add_partitions([str(delivery_id) for delivery_id in unasked])


def asked_delivery() -> int:
    """The delivery this run asks about; fails at once, with what to do, when its partition key is no number."""
    key = get_current_context()["partition_key"] or ""
    if not key.isdecimal():
        raise AirflowFailException("this run has no delivery: trigger it with the number that `shouwang status` shows")
    return int(key)


@task
@without_values
def present_question() -> dict[str, str]:
    """Take up the question of this run; skipped when it is answered or another run asks it."""
    from shouwang.landing.doubts.questions import claim_question

    found = claim_question(settings(), asked_delivery(), get_current_context()["run_id"])
    if found is None:
        raise AirflowSkipException("this delivery waits for nobody, or another run asks about it")
    return {"subject": found.subject, "body": found.body}


def ask_person() -> HITLOperator:
    """Wait for a person's answer, without holding a worker; put off when nobody answers in time."""
    from shouwang.landing.doubts.rules import doubt_words

    answers = doubt_words().answers
    return HITLOperator(
        task_id="ask_person",
        subject="{{ ti.xcom_pull(task_ids='present_question')['subject'] }}",
        body="{{ ti.xcom_pull(task_ids='present_question')['body'] }}",
        options=[words.label for words in answers.values()],
        defaults=answers["later"].label,
        params={"reason": Param("", type="string", title="理由", description="写进台账和给部门的回执，请不要写姓名")},
        response_timeout=ANSWER_WITHIN,
    )


@task
@without_values
def apply_answer(answered: dict[str, Any]) -> str:
    """Carry out the answer and let the gate judge what is accepted; the delivery's month."""
    from shouwang.gates import judge_deliveries as judge
    from shouwang.landing.doubts.decisions import answer

    (label,), reason = answered["chosen_options"], (answered["params_input"] or {}).get("reason") or ""
    by = (answered["responded_by_user"] or {}).get("name") or "nobody"
    delivery = answer(settings(), asked_delivery(), label, reason, by)
    if delivery.state_code == "landed":
        judge(settings(), [delivery.delivery_id])
    return f"{delivery.month:%Y-%m}"


@task
@without_values
def announce_answered(county_code: str, month: str, *, outlet_events: Any = None) -> None:
    """Announce the month whose list was accepted by a person; skipped when nothing new came into force."""
    from shouwang.landing.doubts.questions import is_accepted

    if not is_accepted(settings(), asked_delivery()):
        raise AirflowSkipException("nothing new came into force")
    outlet_events[landed(county_code)].add_partitions(month)
