"""The decisions a delivery is read with."""

import polars as pl
from psycopg2.extensions import connection as Connection

from shouwang.landing.identities.signatures import STANDING, Standing
from shouwang.landing.ledger import Delivery
from shouwang.people.pseudonym_columns import PseudonymColumns

IN_FORCE = """
select signature, only_row, id_number, decision_id
from vault.standing_identity_decisions
where
    county_code = %s and decision_code = 'same'
    and (only_delivery_id is null or only_delivery_id = %s)
order by decision_id
"""


def standing_of(connection: Connection, delivery: Delivery, key: str) -> Standing:
    """What was decided about records of the county; ``key`` is the pseudonym key."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, (delivery.county_code, delivery.delivery_id))
        decisions = pl.DataFrame(cursor.fetchall(), schema=STANDING, orient="row")
    return Standing(PseudonymColumns(key), decisions)
