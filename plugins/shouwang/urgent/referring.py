"""Which reports become an urgent referral, and which stand behind one that is there already. Pure.

The reports of a household about one kind of misfortune are gone through as they came; one whose event lies within the
policy's days of a referral's is a further source of it, any other opens a referral.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shouwang.divisions import LEVEL_DIGITS, seat
from shouwang.feeds import departments, feed
from shouwang.landing.rows.identification import URGENT
from shouwang.policies import Pack
from shouwang.policies.urgency import Urgency
from shouwang.publication.wording import label_relation, write_day
from shouwang.urgent.reports import Home, Report

OURS = "ours"
Fields = dict[str, Any]
Homes = Mapping[tuple[date, int], Home]


@dataclass
class Case:
    """A misfortune of a household: the report that came first, where it found the household, further sources."""

    first: Report
    home: Home
    sources: list[Report] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """Rows of ``publication.rpt_urgent_referrals`` and of ``marts.fct_urgent_reports``; registers they rest on."""

    referrals: list[Fields]
    reports: list[Fields]
    registers: Mapping[date, frozenset[int]]


def refer(county_code: str, pack: Pack, reports: Iterable[Report], homes: Homes) -> Outcome:
    """What becomes of every report; a pack without an urgent lane makes none of them urgent."""
    cases: dict[tuple[int, str], list[Case]] = defaultdict(list)
    judged: list[Fields] = []
    for report in sorted(reports):
        home = homes.get((report.month, report.person_id))
        if pack.urgent is None or report.kind not in pack.urgent.kind_of:
            judged.append(_judged(county_code, report, home, "not_urgent"))
        elif home is None:
            judged.append(_judged(county_code, report, None, "unknown_person"))
        else:
            case = _case_of(pack, pack.urgent, cases[home.household_id, report.kind], report, home)
            outcome = "referred" if case.first is report else "further_source"
            judged.append(_judged(county_code, report, home, outcome, case.first))
    found = [case for standing in cases.values() for case in standing]
    return Outcome([_referral(county_code, pack, case) for case in found], judged, _registers(found))


def _case_of(pack: Pack, urgency: Urgency, standing: list[Case], report: Report, home: Home) -> Case:
    """The standing case the report tells of, of which it becomes a source, or a new one."""
    window = int(pack.parameters[urgency.window].value_in(report.month))
    near = (case for case in standing if abs((report.event_date - case.first.event_date).days) <= window)
    case = next(near, None)
    if case is None:
        case = Case(report, home)
        standing.append(case)
    case.sources.append(report)
    return case


def _registers(cases: Iterable[Case]) -> dict[date, frozenset[int]]:
    """Month to the deliveries of the registers in which its cases were found."""
    registers: dict[date, frozenset[int]] = {}
    for case in cases:
        registers[case.first.month] = registers.get(case.first.month, frozenset()) | set(case.home.delivery_ids)
    return registers


def _judged(county_code: str, report: Report, home: Home | None, outcome: str, first: Report | None = None) -> Fields:
    return {
        "county_code": county_code,
        "month": report.month,
        "delivery_id": report.delivery_id,
        "row_number": report.row_number,
        "reporter_code": report.reporter_code,
        "person_id": report.person_id,
        "household_id": home.household_id if home else None,
        "urgent_kind_code": report.kind,
        "event_date": report.event_date,
        "reported_date": report.reported_date,
        "outcome_code": outcome,
        "referral_month": first.month if first else None,
        "referral_event_date": first.event_date if first else None,
    }


def _referral(county_code: str, pack: Pack, case: Case) -> Fields:
    first, urgency = case.first, pack.urgent
    assert urgency is not None  # noqa: S101 - without it there is no case
    village = seat(case.home.village_code, first.month)
    check_due = first.reported_date + _days(pack, urgency.check, first.month)
    relief_due = first.reported_date + _days(pack, urgency.lane.limit, first.month)
    return {
        "county_code": county_code,
        "month": first.month,
        "township_code": village[: LEVEL_DIGITS["township"]],
        "village_code": village,
        "household_id": case.home.household_id,
        "head_person_id": case.home.head_person_id,
        "member_count": case.home.member_count,
        "urgent_kind_code": first.kind,
        "kind_label": label_kind(first.kind),
        "event_date": first.event_date,
        "reported_date": first.reported_date,
        "reporter_code": first.reporter_code,
        "struck_person_id": first.person_id,
        "check_due_date": check_due,
        "relief_due_date": relief_due,
        "lane_label": urgency.lane.label,
        "lane_department_code": urgency.lane.department,
        "subject_person_ids": sorted({source.person_id for source in case.sources}),
        "source_count": len(case.sources),
        "reason_text": _reason(pack, urgency, case, check_due, relief_due),
    }


def _days(pack: Pack, parameter: str, month: date) -> timedelta:
    return timedelta(days=int(pack.parameters[parameter].value_in(month)))


def _reason(pack: Pack, urgency: Urgency, case: Case, check_due: date, relief_due: date) -> str:
    first, lane = case.first, urgency.lane
    relation = label_relation(case.home.relation_code)
    member = "户主" if case.home.relation_code == "head" else f"家庭成员（{relation}）"
    return (
        f"{departments()[first.reporter_code].name}{write_day(first.reported_date)}报告：{member}于"
        f"{write_day(first.event_date)}发生{label_kind(first.kind)}"
        f"{_cite(pack, urgency.kind_of[first.kind].clause)}；请于{write_day(check_due)}前入户核查；"
        f"{lane.label}：{departments()[lane.department].name}应于{write_day(relief_due)}前办理"
        f"{_cite(pack, lane.clause)}"
    )


def _cite(pack: Pack, clause: str) -> str:
    return "" if clause == OURS else f"（{pack.document_number}第{clause}条）"


def label_kind(kind: str) -> str:
    """A kind of misfortune in the words of the report (``意外事故``)."""
    return feed(URGENT).column("urgent_kind_code").label_of[kind]
