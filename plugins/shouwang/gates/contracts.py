"""The checks every published table gets from its contract; the modules of the lists add what is particular."""

from shouwang.divisions import places_of
from shouwang.gates.checks import (
    MENDED_HERE,
    Batch,
    Check,
    Concern,
    GateSuite,
    columns_are,
    given,
    no_row,
    one_of,
    unique,
    within,
)
from shouwang.gates.deliveries import BuiltMonth
from shouwang.gates.verdicts import Severity
from shouwang.warehouse.published_tables import PublishedTable, published_tables


def published_suite(
    build: BuiltMonth, name: str, table_name: str, particular: tuple[Check, ...] = (), batches: tuple[Batch, ...] = ()
) -> GateSuite:
    """Suite ``name``: the contract's checks and the ``particular`` ones on the built table, then other ``batches``."""
    table = contract(table_name)
    checks = (*contract_checks(build, table), *particular)
    return GateSuite(name, (Batch(table_name, _built(build, table), checks), *batches))


def contract(table_name: str) -> PublishedTable:
    """The published table called ``table_name``; LookupError when the models publish none such."""
    for table in published_tables():
        if table.name == table_name:
            return table
    raise LookupError(f"no model publishes {table_name}")


def _built(build: BuiltMonth, table: PublishedTable) -> str:
    reference = " || ':' || ".join(f"own.{column}" for column in table.key)
    return f"select ({reference})::text as row_reference, own.* from {build.schema_name}.{table.name} as own"  # noqa: S608 - names of contracts


def contract_checks(build: BuiltMonth, table: PublishedTable) -> tuple[Check, ...]:
    """Columns as contracted, this county and month alone, the key given and unique."""
    shape = ours("计算结果的列应与发布约定一致，否则下游读不到或读错")
    other = ours("计算结果应只含本县本月，混入其他县或月份会发错名单")
    key = ours("发布的每一行都应有唯一的标识，否则同一户会出现两次或对不上")
    return (
        columns_are(table.column_names, shape),
        one_of("county_code", [build.county_code], other, name="county_alone"),
        *([within("month", (build.month, build.month), other, name="month_alone")] if table.kind == "month" else []),
        *(given(column, key) for column in table.key),
        unique(table.key, key),
    )


def ours(because: str, severity: Severity = "critical") -> Concern:
    """A concern about what the calculation made: the county's own bureau mends it."""
    return Concern(because, MENDED_HERE, severity)


def located(build: BuiltMonth) -> tuple[Check, ...]:
    """Township and village are given, of this county, and the village lies in the township."""
    townships = [township.code for township in places_of(build.county_code, "township", build.month)]
    villages = [village.code for village in places_of(build.county_code, "village", build.month)]
    concern = ours("乡镇、村代码应属本县且村在该乡镇内，否则名单会发到别处")
    return (
        given("township_code", concern),
        given("village_code", concern),
        one_of("township_code", townships, concern),
        one_of("village_code", villages, concern),
        no_row("village_in_township", "left(village_code, 9) <> township_code", concern),
    )
