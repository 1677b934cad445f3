"""The facts of a receipt, read from the warehouse in the role that may see the vault."""

from collections import Counter
from collections.abc import Sequence

from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.landing.ledger import Delivery, find_delivery
from shouwang.landing.mending.chains import Link, base_of, in_force
from shouwang.landing.mending.marks import Mark
from shouwang.landing.mending.merging import links_of
from shouwang.landing.values.reasons import DUPLICATE
from shouwang.policies import pack_for
from shouwang.receipts.facts import Facts, HeldCell, Merged

MOST_HELD = 50_000  # cells a receipt lists and marks
HELD = """
select cells.row_number, cells.column_name, cells.reason_code, cells.seen_shape,
    case when proposals.is_by_number then proposals.candidate_count else 0 end, right(proposals.proposed_id_number, 4)
from landing.held_cells as cells
left join vault.identity_proposals as proposals using (delivery_id, row_number, column_name)
where cells.delivery_id = %s
order by cells.row_number, cells.column_name, cells.reason_code
limit %s
"""
COUNTS = """
select (select count(*) from landing.held_cells where delivery_id = %(delivery_id)s),
    (select array_agg(question_code || '|' || evidence order by question_code)
     from ops.delivery_questions where delivery_id = %(delivery_id)s)
"""
DROPPED = "select reason_code, row_count from landing.dropped_rows where delivery_id = %s order by reason_code"
UNREFERRED = """
select row_number, outcome_code from marts.fct_urgent_reports
where county_code = %s and delivery_id = %s and outcome_code in ('unknown_person', 'not_urgent') order by row_number
"""
ACCEPTED_IN_FORCE = """
select count(*) from landing.{feed} as landed
where landed.delivery_id = any(%(chain)s) and landed.is_accepted
    and (landed.delivery_id, landed.row_number) not in (
        select delivery_id, row_number from landing.replaced_rows(%(chain)s)
    )
"""
STILL_HELD = """
select deliveries.revision, cells.row_number, cells.column_name, cells.reason_code, cells.seen_shape
from landing.held_cells as cells
inner join ops.deliveries as deliveries using (delivery_id)
where cells.delivery_id = any(%(earlier)s)
    and (cells.delivery_id, cells.row_number) not in (
        select delivery_id, row_number from landing.replaced_rows(%(chain)s)
    )
order by deliveries.revision, cells.row_number, cells.column_name, cells.reason_code
"""


def gather(connection: Connection, delivery: Delivery) -> Facts:
    """Everything the receipt of a delivery says."""
    held = _held(connection, delivery)
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"delivery_id": delivery.delivery_id})
        held_count, questions = cursor.fetchone() or (0, None)
        cursor.execute(DROPPED, (delivery.delivery_id,))
        dropped = tuple((code, count) for code, count in cursor.fetchall())
    return Facts(
        delivery=delivery,
        due=pack_for(delivery.county_code).due_date(delivery.month),
        held=held,
        held_count=held_count,
        dropped=dropped,
        questions=tuple(question.split("|", 1)[1] for question in questions or ()),
        same_as=_file_name(connection, delivery.same_as_delivery_id),
        merged=_merged(connection, delivery),
        unreferred=_unreferred(connection, delivery),
    )


def _unreferred(connection: Connection, delivery: Delivery) -> tuple[tuple[int, str], ...]:
    with connection.cursor() as cursor:
        cursor.execute(UNREFERRED, (delivery.county_code, delivery.delivery_id))
        return tuple((number, outcome) for number, outcome in cursor.fetchall())


def read_marks(connection: Connection, delivery_id: int) -> dict[int, Mark]:
    """Row number of a mended copy to the row it first stood as; empty for an ordinary delivery."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select row_number, mended_delivery_id, mended_row_number from landing.mended_rows where delivery_id = %s",
            (delivery_id,),
        )
        return {row_number: Mark(mended, mended_row) for row_number, mended, mended_row in cursor.fetchall()}


def read_data_rows(connection: Connection, delivery: Delivery) -> tuple[int, ...]:
    """The row numbers of a delivery's rows of data, in order."""
    statement = sql.SQL("select row_number from landing.{} where delivery_id = %s order by row_number")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier(delivery.feed or "")), (delivery.delivery_id,))
        return tuple(row[0] for row in cursor.fetchall())


def _held(connection: Connection, delivery: Delivery) -> tuple[HeldCell, ...]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, (delivery.delivery_id, MOST_HELD))
        return tuple(
            HeldCell(number, name, reason, seen, _proposal(count, ending))
            for number, name, reason, seen, count, ending in cursor.fetchall()
        )


def _proposal(candidates: int, ending: str | None) -> str:
    if candidates == 1 and ending:
        return f"花名册中有唯一一人与姓名和可辨认的号码相符，身份证号末四位为{ending}，请核对证件后填写"
    return f"花名册中有 {candidates} 人与之相符，请按证件核对后填写" if candidates > 1 else ""


def _file_name(connection: Connection, delivery_id: int | None) -> str | None:
    found = find_delivery(connection, delivery_id) if delivery_id is not None else None
    return found.file_name if found else None


def _merged(connection: Connection, delivery: Delivery) -> Merged | None:
    if delivery.mends_delivery_id is None or delivery.state_code != "accepted":
        return None
    links = [link for link in links_of(connection, delivery) if (link.revision or 0) <= (delivery.revision or 0)]
    known = {link.delivery_id: link for link in links}
    base = known[base_of(known, delivery.delivery_id)]
    chain = in_force(links)
    if delivery.delivery_id not in chain:
        return Merged(base.revision or 0, 0, 0, replaced_by_revision=_standing_revision(known, chain))
    return _count_merged(connection, delivery, base, chain)


def _standing_revision(known: dict[int, Link], chain: Sequence[int]) -> int | None:
    return known[chain[0]].revision if chain else None


def _count_merged(connection: Connection, delivery: Delivery, base: Link, chain: Sequence[int]) -> Merged:
    bound = {"chain": list(chain), "earlier": [number for number in chain if number != delivery.delivery_id]}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(ACCEPTED_IN_FORCE).format(feed=sql.Identifier(delivery.feed or "")), bound)
        (accepted,) = cursor.fetchone() or (0,)
        cursor.execute(STILL_HELD, bound)
        cells = [(revision, HeldCell(*cell)) for revision, *cell in cursor.fetchall()]
    remaining = _without_settled(cells)
    rows = {(revision, cell.row_number) for revision, cell in remaining}
    return Merged(base.revision or 0, accepted, (delivery.rows_held or 0) + len(rows), remaining)


def _without_settled(cells: Sequence[tuple[int, HeldCell]]) -> tuple[tuple[int, HeldCell], ...]:
    """Without rows whose one fault was to repeat another: whoever leaves such a row out has done as he was asked."""
    count = Counter((revision, cell.row_number) for revision, cell in cells)
    return tuple(
        (revision, cell)
        for revision, cell in cells
        if cell.reason_code != DUPLICATE or count[revision, cell.row_number] > 1
    )
