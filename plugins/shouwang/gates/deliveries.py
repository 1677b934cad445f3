"""What the gates need to know of the delivery or the build they judge, read from the ledger."""

from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import TypeVar

from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed, departments, feed

JUDGED_STATES = ("landed", "accepted", "rejected")
Judged = TypeVar("Judged", "LandedDelivery", "BuiltMonth")


@dataclass(frozen=True)
class LandedDelivery:
    """One delivery as the ledger describes it; counts are rows of the file.

    ``relation``: where its rows are judged, when not in the landing table of its feed.
    """

    delivery_id: int
    county_code: str
    month: date
    feed: str
    state_code: str
    file_name: str
    rows_in: int
    rows_accepted: int
    rows_held: int
    relation: str = ""

    @property
    def stands_in(self) -> str:
        """The relation to read its rows from."""
        return self.relation or f"landing.{self.feed}"

    @property
    def declaration(self) -> Feed:
        """The declared feed it is a delivery of."""
        return feed(self.feed)

    @property
    def sender(self) -> str:
        """The Chinese name of the department that sent it and must mend it."""
        return departments()[self.declaration.department].name


@dataclass(frozen=True)
class BuiltMonth:
    """One build of a county-month, standing in a schema of its own."""

    build_id: str
    county_code: str
    month: date
    schema_name: str
    policy_version: str
    state_code: str


def read_delivery(connection: Connection, delivery_id: int) -> LandedDelivery:
    """The landed delivery; LookupError when there is none, ValueError when it is in no state to be judged."""
    found = _read(connection, LandedDelivery, "ops.deliveries", "delivery_id", delivery_id)
    if found.state_code not in JUDGED_STATES:
        raise ValueError(f"文件（编号{delivery_id}）状态为{found.state_code}，不能检查；应为已入库、不在等待裁定的文件")
    return found


def read_build(connection: Connection, build_id: str) -> BuiltMonth:
    """The build; LookupError when there is none, ValueError when its tables are not (or no longer) to be judged."""
    found = _read(connection, BuiltMonth, "ops.builds", "build_id", build_id)
    if found.state_code not in {"built", "passed", "stopped"}:
        raise ValueError(f"计算批次{build_id}状态为{found.state_code}，不能检查；应为已算完而未发布的批次")
    return found


def _read(connection: Connection, kind: type[Judged], table: str, key: str, value: object) -> Judged:
    columns = ", ".join(field.name for field in fields(kind) if field.default is MISSING)
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns} from {table} where {key} = %s", (value,))  # noqa: S608 - names of this module
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"{table}中没有{key}={value}")
    return kind(*row)
