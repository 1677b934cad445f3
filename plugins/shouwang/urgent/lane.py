"""The whole of the urgent lane: take in what cannot wait, refer it, lay the lists out, tell who must act."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from psycopg2.extensions import cursor as Cursor

from shouwang.feeds import departments
from shouwang.gates import judge_deliveries
from shouwang.landing import collect, land, question
from shouwang.landing.identities.proposals import propose_month
from shouwang.landing.ledger import LANDED, find_delivery
from shouwang.months import LAST_MONTH
from shouwang.notices.sending import Notice, send_notices
from shouwang.policies import Pack, pack_for
from shouwang.publication.versions import lock_county
from shouwang.publication.wording import name_place, write_month
from shouwang.receipts import issue_receipts
from shouwang.settings import Settings
from shouwang.urgent.issues import Issue, UrgentList, read_issues, read_lists
from shouwang.urgent.issuing import issue_urgent_lists
from shouwang.urgent.publishing import publish_outcome
from shouwang.urgent.referring import refer
from shouwang.urgent.reports import read_homes, read_reports
from shouwang.warehouse import connect

WORD = "急难"  # what stands in the name of every file that cannot wait: reports, and urgent lists that come back
TOWNSHIP = "township"
NEWEST_BUILDS = "select month, max(prepared_at) from ops.builds where county_code = %s group by month"
ACCEPTED = """
select month, file_name, landed_at from ops.deliveries
where county_code = %s and state_code = 'accepted' and landed_at is not null
"""
TEXT = "急难交办 {count} 户，请即办理；名单在发件目录中。"


@dataclass(frozen=True)
class Referred:
    """What a run of the lane did: deliveries taken in, workbooks laid out, months to be built again."""

    delivery_ids: tuple[int, ...]
    lists: tuple[UrgentList, ...]
    months: tuple[date, ...]

    def as_document(self) -> dict[str, Any]:
        """The outcome as JSON knows it."""
        return {
            "delivery_ids": [str(number) for number in self.delivery_ids],
            "lists": [
                {"addressee": made.addressee, "file_path": made.file_path, "row_count": made.row_count}
                for made in self.lists
            ],
            "months": [f"{month:%Y-%m}" for month in self.months],
        }


def is_urgent(file_name: str) -> bool:
    """Whether a file of the inbox is not to wait for the month."""
    return WORD in file_name


def watch(settings: Settings, county_code: str) -> Referred:
    """Take urgent files out of the inbox, whatever month they lie in, and refer what they report, at once.

    Other files stay where they are. A re-run takes and refers nothing twice; a killed one is completed. NoticesFailed,
    when all is done, if a channel did not take its notice.
    """
    waiting = collect(settings, county_code, LAST_MONTH, is_urgent)
    for delivery in waiting:
        land(settings, delivery.delivery_id)
    numbers = [delivery.delivery_id for delivery in waiting]
    question(settings, numbers)
    judge_deliveries(settings, _landed(settings, numbers))
    for month in sorted({delivery.month for delivery in waiting}):
        propose_month(settings, county_code, month)
    made = refer_urgent(settings, county_code)
    issue_receipts(settings, county_code)
    _tell(settings, county_code)
    return replace(made, delivery_ids=tuple(numbers))


def refer_urgent(settings: Settings, county_code: str) -> Referred:
    """Refer what the reports in force say and was not referred; also after the month's landing, and again at any time.

    What is published comes first and the workbooks follow from it: a run killed in between is completed by the next.
    """
    pack = pack_for(county_code)
    with connect(settings, "publisher", "refer urgent") as connection, connection.cursor() as cursor:
        lock_county(cursor, county_code)
        reports = read_reports(cursor, county_code)
        outcome = refer(county_code, pack, reports, read_homes(cursor, county_code, reports))
        publish_outcome(cursor, county_code, pack.version, outcome)
        months = unaware_months(cursor, county_code, pack)
    with connect(settings, "publisher", "urgent lists") as connection, connection.cursor() as cursor:
        lock_county(cursor, county_code)
        lists = issue_urgent_lists(settings, cursor, county_code)
    return Referred((), tuple(lists), tuple(months))


def unaware_months(cursor: Cursor, county_code: str, pack: Pack) -> list[date]:
    """The months whose newest build, published or on its way, was begun before something urgent that it must know.

    An urgent referral of a month not after its due date, or a file of the lane that was accepted of the month itself.
    Read from what is kept, so that a run killed before it told them is made good by the next.
    """
    cursor.execute(NEWEST_BUILDS, (county_code,))
    begun: dict[date, datetime] = dict(cursor.fetchall())
    issues = read_issues(cursor, county_code)
    cursor.execute(ACCEPTED, (county_code,))
    accepted = [(month, landed_at) for month, name, landed_at in cursor.fetchall() if is_urgent(name)]
    return sorted(
        month
        for month, moment in begun.items()
        if any(issue.published_at > moment and issue.month <= pack.due_date(month) for issue in issues)
        or any(of == month and landed_at > moment for of, landed_at in accepted)
    )


def _landed(settings: Settings, numbers: Sequence[int]) -> list[int]:
    """Those that neither wait for a person nor repeat another."""
    with connect(settings, "loader", "urgent") as connection:
        found = [find_delivery(connection, number) for number in numbers]
    return [delivery.delivery_id for delivery in found if delivery and delivery.state_code == LANDED]


def _tell(settings: Settings, county_code: str) -> None:
    """A notice to the townships' and the lane's channels for every issue of the newest month, each told once."""
    with connect(settings, "publisher", "urgent notices") as connection, connection.cursor() as cursor:
        issues = read_issues(cursor, county_code)
        lists = {issue: read_lists(cursor, issue) for issue in issues if issue.month == issues[-1].month}
    send_notices(settings, [notice for issue, left in lists.items() for notice in _notices(issue, left)])


def _notices(issue: Issue, lists: Iterable[UrgentList]) -> Iterator[Notice]:
    """Counts and a title by department; never a person."""
    rows: Counter[str] = Counter()
    for left in lists:
        rows[left.addressee if left.addressee in departments() else TOWNSHIP] += left.row_count
    title = f"{name_place(issue.county_code, issue.month)}{write_month(issue.month)}急难交办第{issue.number}号"
    for code, count in sorted(rows.items()):
        yield Notice(issue.county_code, issue.month, code, f"urgent_{issue.number}", title, TEXT.format(count=count))
