"""Versions of what is published for a county-month, and the lock under which they change."""

from dataclasses import dataclass, field
from datetime import date, datetime

from psycopg2.extensions import cursor as Cursor

from shouwang.settings import Settings
from shouwang.warehouse import connect


@dataclass(frozen=True)
class Publication:
    """What one publishing transaction left behind; ``changed_row_counts`` has every published table by name."""

    county_code: str
    month: date
    version: int
    is_changed: bool
    fingerprint: str
    changed_row_counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """One row of ``ops.publications``: a month as readers saw it from ``published_at`` on."""

    county_code: str
    month: date
    version: int
    build_id: str
    policy_version: str
    fingerprint: str
    published_at: datetime

    @property
    def known(self) -> tuple[str, date, datetime, datetime]:
        """Bound where a published month is read as the version said it: county, month, and the moment twice."""
        return (self.county_code, self.month, self.published_at, self.published_at)


VERSIONS = """
select county_code, month, version, build_id, policy_version, fingerprint, published_at
from ops.publications where county_code = %s and month = %s order by version
"""


def lock_county(cursor: Cursor, county_code: str) -> None:
    """Wait until nobody else publishes or issues for the county; held until the transaction ends.

    One lock for all months of a county, because its people and households are kept as intervals over them.
    """
    cursor.execute("select pg_advisory_xact_lock(hashtext('shouwang publication'), %s)", (int(county_code),))


def read_versions(cursor: Cursor, county_code: str, month: date) -> list[Version]:
    """Every version of the month, oldest first; empty when it was never published."""
    cursor.execute(VERSIONS, (county_code, month))
    return [Version(*row) for row in cursor.fetchall()]


def published_months(cursor: Cursor, county_code: str) -> list[date]:
    """Every month of the county that was ever published, in order."""
    cursor.execute("select distinct month from ops.publications where county_code = %s order by month", (county_code,))
    return [row[0] for row in cursor.fetchall()]


def later_published_months(settings: Settings, county_code: str, month: date) -> list[date]:
    """Published months after ``month``, in order: they must be built again when ``month`` changed."""
    with connect(settings, "publisher", "publication") as connection, connection.cursor() as cursor:
        return [published for published in published_months(cursor, county_code) if published > month]
