"""The Airflow edge: assets, timetables and tasks. It wires; what is done stands in the modules it calls.

A month (``YYYY-MM``) is the partition key everywhere. Nothing personal enters XCom, params or logs: tasks pass delivery
numbers and build names, and a database error is reported by its code alone, because its text may quote a value.
"""

import functools
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import psycopg2
from airflow.sdk import Asset, CronPartitionTimetable, PartitionedAssetTimetable, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from airflow.task.trigger_rule import TriggerRule

from shouwang.divisions import Division, county
from shouwang.months import BEIJING, parse_month
from shouwang.policies import pack_for
from shouwang.settings import settings

if TYPE_CHECKING:
    from shouwang.landing.ledger import Delivery

P = ParamSpec("P")
R = TypeVar("R")

DEFAULTS: dict[str, Any] = {"owner": "shouwang", "retries": 3, "retry_delay": timedelta(seconds=3)}


def counties() -> list[Division]:
    """The counties this installation serves (setting ``counties``)."""
    return [county(code) for code in settings().counties]


def landed(county_code: str) -> Asset:
    """Deliveries of a county's month stand in landing, judged."""
    return Asset(f"landing_{county_code}", uri=f"shouwang://warehouse/landing/{county_code}")


def stale(county_code: str) -> Asset:
    """A published month of a county must be made again, because an earlier one changed."""
    return Asset(f"stale_months_{county_code}", uri=f"shouwang://warehouse/stale/{county_code}")


def decided(county_code: str) -> Asset:
    """People decided about identities of a county on the review desk."""
    return Asset(f"identity_decisions_{county_code}", uri=f"shouwang://warehouse/identity_decisions/{county_code}")


def built(county_code: str) -> Asset:
    """A month of a county is built aside and has passed its gate."""
    return Asset(f"builds_{county_code}", uri=f"shouwang://warehouse/builds/{county_code}")


def published(county_code: str) -> Asset:
    """A month of a county is published and its lists stand in the outbox."""
    return Asset(f"publications_{county_code}", uri=f"shouwang://warehouse/publications/{county_code}")


def monthly_after_deadline(county_code: str) -> CronPartitionTimetable:
    """03:00 on the day after the policy's deadline; the partition is the month before."""
    day = pack_for(county_code).deadline_day + 1
    return CronPartitionTimetable(f"0 3 {day} * *", timezone=BEIJING.key, run_offset=-1, key_format="%Y-%m")


def when_landed(county_code: str) -> PartitionedAssetTimetable:
    """Any new landing or stale month; OR, because one department must not hold up the rest."""
    return PartitionedAssetTimetable(assets=landed(county_code) | stale(county_code))


def when_built(county_code: str) -> PartitionedAssetTimetable:
    """A build that passed its gate."""
    return PartitionedAssetTimetable(assets=built(county_code))


def without_values(function: Callable[P, R]) -> Callable[P, R]:
    """Let a database error out by its code only: its text and detail may quote a row."""

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except psycopg2.Error as error:
            kind, code = type(error).__name__, error.pgcode or "no code"
        raise RuntimeError(f"the warehouse refused: {kind}, SQLSTATE {code}; see the server log")

    return guarded


def partition_month() -> date:
    """The month of this run; fails at once, with what to do, when the run has no partition key."""
    key = get_current_context()["partition_key"]
    if not key:
        raise AirflowFailException("this run has no partition key: trigger it with a month such as 2022-01")
    return parse_month(key)


@task
@without_values
def collect(county_code: str) -> list[list[int]]:
    """Take the files of this month and before out of the inbox; what is still to be landed, task by task."""
    from shouwang.landing import collect as collect_files
    from shouwang.landing import share_out

    waiting = collect_files(settings(), county_code, partition_month())
    return share_out(settings(), [delivery for delivery in waiting if delivery.state_code == "archived"])


@task(map_index_template="{{ deliveries_label }}")
@without_values
def land(delivery_ids: list[int]) -> list[int]:
    """Land deliveries: read, clean, check, load. One that cannot be landed holds up none; in the end the task fails."""
    from shouwang.landing import land as land_delivery
    from shouwang.landing import land_each

    landed, failures = land_each(functools.partial(without_values(land_delivery), settings(), once=True), delivery_ids)
    context: Any = get_current_context()
    context["deliveries_label"] = _label(landed) if landed else f"{delivery_ids}"
    if failures:
        raise ExceptionGroup("deliveries that could not be landed", failures)
    return delivery_ids


def _label(landed: "list[Delivery]") -> str:
    """What a task landed: one delivery by its name, several by their senders."""
    from shouwang.feeds import departments

    senders = [departments()[one.department_code].name if one.department_code else "?" for one in landed]
    if len(landed) == 1:
        return f"{senders[0]} {landed[0].feed} {landed[0].month:%Y-%m} r{landed[0].revision}"
    return f"{len(landed)} 份：{'、'.join(dict.fromkeys(senders))}"


@task(trigger_rule=TriggerRule.ALL_DONE)
@without_values
def question_deliveries(county_code: str) -> None:
    """Between landing and gate: duplicates are named, decisions carried out, doubtful lists put to a person."""
    from shouwang.landing import landed_deliveries, question

    waiting = landed_deliveries(settings(), county_code, partition_month())
    question(settings(), [delivery.delivery_id for delivery in waiting])


@task
@without_values
def judge_deliveries(county_code: str, *, outlet_events: Any = None) -> None:
    """The landing gate: each landed delivery is accepted or rejected; then the months it touches are announced.

    What urgent reports among them say is referred before, so that no month is built that does not know it.
    """
    from shouwang.build.newest import outdated_months
    from shouwang.gates import judge_deliveries as judge
    from shouwang.landing import landed_deliveries
    from shouwang.urgent.lane import refer_urgent
    from shouwang.warehouse.overview import published_months

    month = partition_month()
    waiting = landed_deliveries(settings(), county_code, month)
    judge(settings(), [delivery.delivery_id for delivery in waiting])
    referred = refer_urgent(settings(), county_code)
    known = set(published_months(settings(), county_code))
    touched = {month} | {delivery.month for delivery in waiting if delivery.month in known}
    touched |= known & {*outdated_months(settings(), county_code), *referred.months}
    outlet_events[landed(county_code)].add_partitions([f"{found:%Y-%m}" for found in sorted(touched)])


@task(trigger_rule=TriggerRule.ALL_DONE)
@without_values
def propose_identities(county_code: str) -> None:
    """Queue damaged identity cells for a person, each with whom the register proposes; nobody is linked."""
    from shouwang.landing.identities.proposals import propose_month

    propose_month(settings(), county_code, partition_month())


@task
@without_values
def follow_identities(county_code: str) -> list[str]:
    """Carry out what was decided and was not yet; the months whose lists read otherwise now."""
    from shouwang.identity_decisions import follow_decisions

    return [f"{month:%Y-%m}" for month in follow_decisions(settings(), county_code).months]


@task
@without_values
def watch_urgent(county_code: str) -> list[str]:
    """Take urgent files in and refer what they report; the published months that read otherwise now."""
    from shouwang.urgent.lane import watch

    return [f"{month:%Y-%m}" for month in watch(settings(), county_code).months]


@task
def announce_followed(county_code: str, months: list[str], *, outlet_events: Any = None) -> None:
    """Announce months that must be built again; skipped, and therefore silent, when there are none."""
    if not months:
        raise AirflowSkipException("every list reads as before")
    outlet_events[landed(county_code)].add_partitions(months)


@task(trigger_rule=TriggerRule.ALL_DONE)
@without_values
def issue_receipts(county_code: str) -> None:
    """Tell every department what became of its files: a receipt each, with its own sheet marked, once."""
    from shouwang.receipts import issue_receipts as issue

    issue(settings(), county_code)


@task
def confirm_landing() -> None:
    """Fails the run when a delivery could not be landed, after the others have gone on."""


@task
@without_values
def prepare(county_code: str) -> str:
    """Claim the month and pin what the build may know, once the month before is published; the name of the build.

    Skipped when the month was only announced stale and the one before it comes first: it is announced again then.
    """
    from shouwang.build import NoRegister, UnknownYear
    from shouwang.build import prepare as prepare_build
    from shouwang.build.newest import await_forerunner, waits_for_forerunner

    month = partition_month()
    await_forerunner(settings(), county_code, month)
    if _is_only_stale(county_code) and waits_for_forerunner(settings(), county_code, month):
        raise AirflowSkipException("the month before is built first")
    try:
        return prepare_build(settings(), county_code, month).build_id
    except (NoRegister, UnknownYear) as missing:
        raise AirflowFailException(str(missing)) from None


def _is_only_stale(county_code: str) -> bool:
    """Whether nothing landed: the run was started by the month before alone."""
    return {asset.name for asset in get_current_context()["triggering_asset_events"]} == {stale(county_code).name}


@task
@without_values
def build(build_id: str) -> str:
    """Build the month aside with dbt."""
    from shouwang.build import BuildFailed
    from shouwang.build import build as run_build

    try:
        run_build(settings(), build_id)
    except BuildFailed as failed:
        raise AirflowFailException(str(failed)) from None
    return build_id


@task
@without_values
def judge_build(build_id: str) -> None:
    """The publication gate: a failed critical expectation stops here."""
    from shouwang.gates import judge_build as judge
    from shouwang.gates import write_gate_report

    verdict = judge(settings(), build_id)
    write_gate_report(settings(), verdict.county_code, verdict.month)
    if not verdict.is_passed:
        raise AirflowFailException(verdict.message)


@task
@without_values
def publish(county_code: str) -> str | None:
    """Publish the newest build that passed; the month that is stale and comes next, if any."""
    from shouwang.build.newest import newest_build, next_stale_month
    from shouwang.publication import publish as publish_build

    month = partition_month()
    newest = newest_build(settings(), county_code, month)
    if newest is None:
        raise AirflowFailException(f"{county_code} {month:%Y-%m} was never built: run build_month_{county_code} first")
    publish_build(settings(), newest.build_id)
    stale_month = next_stale_month(settings(), county_code, month)
    return f"{stale_month:%Y-%m}" if stale_month else None


@task
def announce_stale(county_code: str, stale_month: str | None, *, outlet_events: Any = None) -> None:
    """Announce the month that must be made again; skipped, and therefore silent, when there is none."""
    if stale_month is None:
        raise AirflowSkipException("every published month knows the one before it")
    outlet_events[stale(county_code)].add_partitions(stale_month)


@task
@without_values
def issue_lists(county_code: str) -> None:
    """Put the township lists into the outbox, whole or not at all, once."""
    from shouwang.publication import issue_lists as issue

    issue(settings(), county_code, partition_month())


@task
@without_values
def report_and_discard(county_code: str) -> None:
    """Write the gate report people read and drop the builds that are done with."""
    from shouwang.build.newest import discard_builds
    from shouwang.gates import write_gate_report

    month = partition_month()
    write_gate_report(settings(), county_code, month)
    discard_builds(settings(), county_code, month)


@task
@without_values
def remind(county_code: str) -> None:
    """Remind every department that owes a list, by file and by its channels; fails when a channel did not take it."""
    from shouwang.notices import remind as remind_departments

    today = get_current_context()["dag_run"].run_after.astimezone(BEIJING).date()
    remind_departments(settings(), county_code, partition_month(), today)


def reminder_days(county_code: str) -> CronPartitionTimetable:
    """Two days before the deadline and the day after it; the partition is the month before."""
    deadline = pack_for(county_code).deadline_day
    return CronPartitionTimetable(
        f"0 9 {deadline - 2},{deadline + 1} * *", timezone=BEIJING.key, run_offset=-2, key_format="%Y-%m"
    )
