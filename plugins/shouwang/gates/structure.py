"""The checks every delivery gets from its declaration and the ledger; department files add what is particular."""

from collections.abc import Mapping
from datetime import date, timedelta

from shouwang.divisions import codes_until, sendable_villages
from shouwang.feeds import Column
from shouwang.gates.checks import (
    MENDED_HERE,
    Batch,
    Check,
    Concern,
    GateSuite,
    columns_are,
    given,
    not_empty,
    one_of,
    row_count_is,
    unique,
    within,
)
from shouwang.gates.deliveries import LandedDelivery
from shouwang.gates.verdicts import Severity
from shouwang.warehouse.landing_tables import landed_columns

MOST_HELD = 0.5
USUALLY_HELD = 0.1
FEWEST_ROWS = 10  # a share of fewer rows says little: one bad row must not keep the others from being helped


def landing_suite(
    delivery: LandedDelivery,
    particular: tuple[Check, ...] = (),
    batches: tuple[Batch, ...] = (),
    emptiness: Severity = "info",
) -> GateSuite:
    """Ledger and structure checks of the delivery with its department's ``particular`` checks on accepted rows.

    ``batches`` are judged besides; ``emptiness`` is how grave it is that nothing was reported.
    """
    checks = (*structural_checks(delivery), *particular)
    ledger = Batch("delivery", _delivered(delivery, ", is_accepted"), ledger_checks(delivery, emptiness))
    accepted = Batch("accepted", f"{_delivered(delivery, ', landed.*')} and is_accepted", checks)
    return GateSuite(delivery.feed, (ledger, accepted, *batches))


def _delivered(delivery: LandedDelivery, columns: str) -> str:
    return (
        f"select delivery_id || ':' || row_number as row_reference{columns} "  # noqa: S608 - declared names, an integer
        f"from {delivery.stands_in} as landed where delivery_id = {delivery.delivery_id:d}"
    )


def ledger_checks(delivery: LandedDelivery, emptiness: Severity) -> tuple[Check, ...]:
    """What stands in landing is what the ledger says, and enough of it could be read."""
    sender, gravity = delivery.sender, gravity_of_share(delivery, FEWEST_ROWS)
    return (
        row_count_is(
            delivery.rows_in,
            Concern(f"入库行数应等于台账登记的{delivery.rows_in}行，缺行会漏掉该核查的户", MENDED_HERE),
        ),
        not_empty(Concern("文件没有数据行；零报送须由部门确认，以免漏报需要帮扶的户", sender, emptiness)),
        _readable(
            "held_share_bearable", MOST_HELD, Concern("退回行应不超过一半，否则本文件整体不可信", sender, gravity)
        ),
        _readable(
            "held_share_usual", USUALLY_HELD, Concern("退回行应不超过一成，退回的人本月得不到核查", sender, "warning")
        ),
    )


def gravity_of_share(delivery: LandedDelivery, fewest_rows: int) -> Severity:
    """Critical, unless the delivery has too few rows for a share to say that all of it is wrong."""
    return "critical" if delivery.rows_in >= fewest_rows else "warning"


def _readable(name: str, held: float, concern: Concern) -> Check:
    return one_of("is_accepted", [True], concern, name=name, mostly=1 - held)


def structural_checks(delivery: LandedDelivery) -> tuple[Check, ...]:
    """What the declaration of the feed says of accepted rows: columns, required values, codes, places, key."""
    feed, sender = delivery.declaration, delivery.sender
    landed = [column.name for column in landed_columns(feed)]
    shape = Concern(f"入库表的列应与“{feed.title}”的声明一致，否则读到的不是部门所报", MENDED_HERE)
    key = "、".join(feed.column(name).header for name in feed.key)
    return (
        columns_are(["delivery_id", "row_number", "is_accepted", *landed], shape),
        *(check for column in feed.columns for check in _column_checks(column, delivery)),
        unique(_landed_key(delivery), Concern(f"同一文件内“{key}”不应重复，否则同一件事会算两次", sender)),
    )


def _landed_key(delivery: LandedDelivery) -> list[str]:
    feed = delivery.declaration
    return [
        landed.name
        for landed in landed_columns(feed)
        if landed.source in feed.key and not landed.name.endswith("birth_month")
    ]


def _column_checks(column: Column, delivery: LandedDelivery) -> list[Check]:
    landed = [name for name, _, source in landed_columns(delivery.declaration) if source == column.name]
    lacking = Concern(f"已接收的行都应有“{column.header}”，缺了就无法核对到人到户", delivery.sender)
    said = [name for name in landed if not name.endswith("birth_month")]  # a passport says no month of birth
    checks = [given(name, lacking) for name in said] if column.required else []
    for name in landed:
        if values := _known_values(name, column, delivery):
            concern = Concern(f"“{column.header}”应是约定的代码或本县区划，否则无法判断和分派", delivery.sender)
            checks.append(one_of(name, values, concern))
    return checks


def _known_values(name: str, column: Column, delivery: LandedDelivery) -> list[str]:
    if column.type == "code":
        return sorted(set(column.codes.values()))
    if column.type == "division_code":
        return sendable_villages(delivery.county_code, delivery.month)
    return codes_until(delivery.county_code, "township", delivery.month) if name == "township_code" else []


def month_end(month: date) -> date:
    """The last day of the month that begins on ``month``."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def dated_within(column: str, months: int, delivery: LandedDelivery) -> Check:
    """Warns of dates after the data month or more than ``months`` months before it."""
    last = month_end(delivery.month)
    reach = delivery.month.year * 12 + delivery.month.month - 1 - months
    first = date(reach // 12, reach % 12 + 1, 1)
    header = delivery.declaration.column(column).header
    because = f"“{header}”应在{first:%Y-%m-%d}至{last:%Y-%m-%d}之间，过早或过晚多为填错或补报，会误导核查"
    return within(column, (first, last), Concern(because, delivery.sender, "warning"))


def amount_within(column: str, bounds: tuple[int, int], delivery: LandedDelivery) -> Check:
    """Warns of amounts outside ``bounds`` (yuan): a slip of the unit or of a digit."""
    low, high = bounds
    header = delivery.declaration.column(column).header
    because = f"“{header}”应在{low:,}至{high:,}元之间，超出多为单位或位数填错，会误判风险"
    return within(column, bounds, Concern(because, delivery.sender, "warning"))


def plausible(
    delivery: LandedDelivery, months: Mapping[str, int], yuan: Mapping[str, tuple[int, int]] | None = None
) -> tuple[Check, ...]:
    """``dated_within`` of every date column, so many months back, and ``amount_within`` of every amount."""
    dates = [dated_within(column, reach, delivery) for column, reach in months.items()]
    amounts = [amount_within(column, bounds, delivery) for column, bounds in (yuan or {}).items()]
    return (*dates, *amounts)
