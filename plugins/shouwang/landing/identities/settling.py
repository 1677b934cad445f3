"""What the rule proven safe settles, as decisions for ``keep_decisions``. Started by a person, never by itself.

When a month is landed the register of another may be missing; a rule that ran by itself would make what is known
depend on the order in which lists come.
"""

from datetime import date

import polars as pl

from shouwang.feeds import REGISTER
from shouwang.landing.identities.decisions import Answer, Cell
from shouwang.landing.identities.proposals import READ_STATES, compared_cells, frame_of, people_of, register_of
from shouwang.landing.ledger import deliveries_in
from shouwang.people.matching.rule import certain_pairs
from shouwang.settings import Settings
from shouwang.warehouse import connect

# Pairs that somebody took back or kept apart: the rule says nothing of them any more.
JUDGED = """
select distinct signature, person_id from vault.identity_decisions
where county_code = %s and decision_code in ('undo', 'not_same') and person_id is not null
"""
# Records that somebody looked at and could not tell.
DOUBTED = """
select distinct signature from vault.standing_identity_decisions
where county_code = %s and decision_code = 'undecided'
"""
PAIRS = {"signature": pl.Int64, "person_id": pl.Int64}


def certain_answers(settings: Settings, county_code: str, month: date) -> list[Answer]:
    """The cells of the month's deliveries that the rule settles, with whose they are; nothing is written."""
    with connect(settings, "loader", "settle identities") as connection, connection.cursor() as cursor:
        read = [found for found in deliveries_in(connection, county_code, month, READ_STATES) if found.month == month]
        wanted = [(found.feed, found.delivery_id) for found in read if found.feed and found.feed != REGISTER]
        cells = compared_cells(cursor, wanted).drop_nulls("signature")
        if cells.is_empty():
            return []
        people = people_of(cursor, register_of(cursor, county_code, month))
        cursor.execute(JUDGED, (county_code,))
        judged = frame_of(cursor, PAIRS)
        cursor.execute(DOUBTED, (county_code,))
        doubted = frame_of(cursor, {"signature": pl.Int64})
    pairs = certain_pairs(cells, people)
    found = cells[pairs["cell"]].hstack(people.select("person_id", "id_number")[pairs["person"]])
    left = found.join(judged, on=["signature", "person_id"], how="anti", maintain_order="left")
    left = left.join(doubted, on="signature", how="anti", maintain_order="left")
    rows = left.select("delivery_id", "row_number", "column_name", "id_number").iter_rows()
    return [Answer(Cell(*place), "same", number) for *place, number in rows]
