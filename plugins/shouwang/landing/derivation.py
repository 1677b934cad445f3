"""From judged rows to the rows of the landing and vault tables: pseudonyms outside, identities inside."""

import polars as pl

from shouwang.feeds import Column, Feed
from shouwang.landing.batches import ACCEPTED, Batch
from shouwang.landing.files.tables import ROW_NUMBER
from shouwang.landing.scopes import decode_key
from shouwang.people.identifiers import is_typed
from shouwang.people.pseudonym_columns import PseudonymColumns
from shouwang.people.pseudonym_keys import PseudonymKeys
from shouwang.warehouse.landing_tables import compared_name, landed_columns, vault_columns

DELIVERY = "delivery_id"


class Derivation:
    """Makes table rows of one county's batches with the pseudonym keys in force."""

    def __init__(self, county_code: str, keys: PseudonymKeys) -> None:
        self._county_code = county_code
        self._columns = PseudonymColumns(keys.key)
        self._pseudonyms = keys.pseudonyms

    def landing_rows(self, feed: Feed, delivery_id: int, batch: Batch) -> pl.DataFrame:
        """Rows of ``landing.<feed>``, columns in the order of the table."""
        derived = [series for column in feed.columns for series in self._derived(column, batch.rows[column.name])]
        frame = pl.DataFrame([batch.rows[ROW_NUMBER], batch.rows[ACCEPTED], *derived])
        names = [landed.name for landed in landed_columns(feed)]
        return frame.select(pl.lit(delivery_id).alias(DELIVERY), ROW_NUMBER, ACCEPTED, *names)

    def _derived(self, column: Column, values: pl.Series) -> list[pl.Series]:
        match column.type:
            case "id_number":
                prefix = column.name.removesuffix("id_number")
                people = self._columns.person_ids(values).alias(f"{prefix}person_id")
                return [people, birth_months(values).alias(f"{prefix}birth_month")]
            case "household_number":
                return [self._columns.household_ids(self._county_code, values).alias("household_id")]
            case "row_key":
                return self._referrals(values)
        if column.is_compared:
            return [self._columns.text_ids(column.name, values).alias(compared_name(column))]
        return [] if column.sensitivity == "identity" else [values]

    def _referrals(self, values: pl.Series) -> list[pl.Series]:
        keys = [decode_key(text, self._pseudonyms) if text else None for text in values]
        return [
            pl.Series("household_id", [key and key.household_id for key in keys], pl.Int64),
            pl.Series("referral_month", [key and key.month for key in keys], pl.Date),
            pl.Series("referral_revision", [key and key.revision for key in keys], pl.Int32),
            pl.Series("township_code", [key and key.township_code for key in keys], pl.String),
        ]


def birth_months(id_numbers: pl.Series) -> pl.Series:
    """The first day of the month of birth that valid identity numbers say, as ISO text; others say none."""
    text = pl.col("text")
    iso = pl.concat_str(text.str.slice(6, 4), pl.lit("-"), text.str.slice(10, 2), pl.lit("-01"))
    spoken = id_numbers.set(is_typed(id_numbers).fill_null(value=False), None)
    return spoken.alias("text").to_frame().select(iso.alias("month"))["month"]


def vault_rows(feed: Feed, delivery_id: int, batch: Batch) -> pl.DataFrame:
    """Rows of ``vault.<feed>``: the normalised texts of the identities of every row."""
    return batch.texts.select(pl.lit(delivery_id).alias(DELIVERY), ROW_NUMBER, *vault_columns(feed))
