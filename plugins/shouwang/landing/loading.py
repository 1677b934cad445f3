"""Archive to landing: one delivery, one transaction, streamed by COPY while the next rows are being read."""

from collections import Counter
from dataclasses import replace

import polars as pl
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from shouwang.feeds import feed as declared_feed
from shouwang.landing.archive import archived_path
from shouwang.landing.batches import judged_batches
from shouwang.landing.checking import county_context
from shouwang.landing.contents.stores import open_store, remove_rows
from shouwang.landing.copying import Copier
from shouwang.landing.derivation import DELIVERY, Derivation
from shouwang.landing.errors import LoadingError, RefusalError
from shouwang.landing.files.reading import Reader
from shouwang.landing.identities.standing import standing_of
from shouwang.landing.ledger import Delivery, find_delivery, lock_county, next_revision, update_delivery
from shouwang.landing.mending.merging import unlanded_before
from shouwang.landing.returns.merging import close_list, open_list
from shouwang.landing.returns.recognition import Issuer, identify_list
from shouwang.landing.rows.identification import Identified
from shouwang.landing.scopes import decode_key
from shouwang.lookahead import ahead
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.settings import Settings
from shouwang.vault.forgetting import forget_again
from shouwang.warehouse import connect


def land(settings: Settings, delivery_id: int, *, once: bool = False) -> Delivery:
    """Read an archived delivery into landing and vault; the ledger row as it is afterwards.

    With ``once`` a delivery that another run has landed meanwhile is left as it is.

    One transaction, which replaces whatever an earlier landing left: it may be repeated, a kill leaves nothing half.
    A file that turns out unreadable becomes refused, with a Chinese message. LookupError when there is no such
    delivery; LoadingError (no values in it) when the warehouse does not take the rows; psycopg2.OperationalError when
    it is away.
    """
    with Reader.of(settings) as reader:
        landed = _land_or_refuse(settings, delivery_id, reader, once=once)
        reader.forget(str(delivery_id))
        return landed


def _land_or_refuse(settings: Settings, delivery_id: int, reader: Reader, *, once: bool) -> Delivery:
    try:
        with connect(settings, "loader", "land") as connection:
            delivery = _claim(connection, delivery_id)
            if delivery.feed is None or (once and delivery.state_code != "archived"):
                return delivery
            return _land(settings, connection, delivery, reader)
    except RefusalError as refusal:
        return _refuse(settings, delivery_id, str(refusal))
    except pl.exceptions.PolarsError as error:
        raise LoadingError(f"交付 {delivery_id} 读不成表（{type(error).__name__}）") from None


def _claim(connection: Connection, delivery_id: int) -> Delivery:
    delivery = find_delivery(connection, delivery_id, for_update=True)
    if delivery is None:
        raise LookupError(f"台账中没有交付 {delivery_id}")
    return delivery


def _land(settings: Settings, connection: Connection, delivery: Delivery, reader: Reader) -> Delivery:
    for earlier in unlanded_before(connection, delivery):
        land(settings, earlier)  # which keys are taken depends on what a mended copy mends
    feed = declared_feed(delivery.feed or "")
    path = archived_path(settings.archive, delivery.sha256)
    reading = reader.read(path, str(delivery.delivery_id), delivery.file_name)
    issuer = Issuer(delivery.county_code, keys_in_force(settings, connection).pseudonyms)
    identified = identify_list(delivery.file_name, reading.tables, [feed], issuer)
    numbered = _numbered(connection, delivery)  # the lock of the intake comes before that of contents
    if delivery.landed_at:
        _clear(connection, delivery)
    landed = _load(settings, connection, numbered, identified)
    forget_again(connection, delivery.delivery_id, feed.feed)
    update_delivery(connection, landed)
    return _claim(connection, delivery.delivery_id)


def _numbered(connection: Connection, delivery: Delivery) -> Delivery:
    """The delivery with a revision: a duplicate, which gave its own back, gets the next to be compared anew."""
    if delivery.revision is not None:
        return delivery
    lock_county(connection, delivery.county_code)
    names = (delivery.county_code, delivery.month, delivery.feed or "", delivery.scope)
    return replace(delivery, revision=next_revision(connection, *names))


def _clear(connection: Connection, delivery: Delivery) -> None:
    cells = (
        ("landing", "held_cells"),
        ("vault", "original_cells"),
        ("vault", "extra_cells"),
        ("vault", "identity_proposals"),
        ("vault", "identity_candidates"),
        ("vault", "identity_signatures"),
        ("landing", "dropped_rows"),
        ("landing", "mended_rows"),
        ("landing", "form_rows"),
    )
    remove_rows(connection, delivery)
    with connection.cursor() as cursor:
        for place in cells:
            statement = sql.SQL("delete from {} where delivery_id = %s").format(sql.Identifier(*place))
            cursor.execute(statement, (delivery.delivery_id,))


def _load(settings: Settings, connection: Connection, delivery: Delivery, identified: Identified) -> Delivery:
    keys = keys_in_force(settings, connection)
    derivation, number = Derivation(delivery.county_code, keys), delivery.delivery_id
    pseudonyms = keys.pseudonyms
    context = replace(
        county_context(delivery.county_code, delivery.month, identified.feed),
        is_row_key=lambda text: decode_key(text, pseudonyms) is not None,
    )
    accepted = rows_in = 0
    dropped: Counter[str] = Counter()
    identified, known_keys = open_list(connection, delivery, identified, pseudonyms)
    standing = standing_of(connection, delivery, keys.key)
    store = open_store(connection, delivery, identified, context, (derivation, keys.key))
    with Copier(connection) as copier:
        for batch in ahead(judged_batches(identified, context, known_keys, standing, store.reuse)):
            store.copy(copier, batch)
            copier.copy("landing", "held_cells", _of(number, batch.held))
            copier.copy("vault", "original_cells", _of(number, batch.originals))
            copier.copy("vault", "extra_cells", _of(number, batch.extras))
            copier.copy("vault", "identity_signatures", _of(number, batch.signatures))
            rows_in, accepted = rows_in + batch.row_count, accepted + batch.accepted_count
            dropped.update(batch.dropped)
        copier.copy("landing", "dropped_rows", _of(number, _counts(dropped)))
    close_list(connection, delivery)
    return replace(
        delivery,
        state_code="landed",
        sheet_name=identified.table.sheet_name,
        rows_found=rows_in + dropped.total(),
        rows_in=rows_in,
        rows_accepted=accepted,
        rows_held=rows_in - accepted,
        rows_dropped=dropped.total(),
        message=None,
    )


def _counts(dropped: Counter[str]) -> pl.DataFrame:
    return pl.DataFrame(sorted(dropped.items()), schema={"reason_code": pl.String, "row_count": pl.Int32}, orient="row")


def _of(delivery_id: int, frame: pl.DataFrame) -> pl.DataFrame:
    cells = frame.with_columns(pl.lit(delivery_id).alias(DELIVERY))
    return cells.with_columns(pl.col(pl.String).str.replace_all("\0", "␀", literal=True))  # PostgreSQL keeps no NUL


def _refuse(settings: Settings, delivery_id: int, message: str) -> Delivery:
    with connect(settings, "loader", "land") as connection:
        delivery = _claim(connection, delivery_id)
        if delivery.landed_at:
            _clear(connection, delivery)
        unread = replace(delivery, rows_found=None, rows_in=None, rows_accepted=None, rows_held=None, rows_dropped=None)
        update_delivery(connection, replace(unread, state_code="refused", message=message))
        return _claim(connection, delivery_id)
