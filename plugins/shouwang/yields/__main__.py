"""``make yields``: a simulated year at the published yield, how many more the ordered lists confirm at equal visits."""

import argparse
import sys
import tempfile
from pathlib import Path

from shouwang.cli.screen import result_console, say, table
from shouwang.months import months_before
from shouwang.simulation import Plan
from shouwang.stack.cluster import fresh_warehouse
from shouwang.yields.assumptions import assumptions
from shouwang.yields.counties import COUNTIES, enter_counties
from shouwang.yields.trial import Found, Yield, try_yield

ORDERS = {"card": "只按预警成效", "passing": "优先类别和紧急风险先行"}
HEADERS = ("排序", "假设", "范围", "单条预警", "其中属实", "入户", "查实", "不排序时同样入户查实", "倍数")
SEED = 7


def main() -> int:
    """Run the year under every assumption and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--months", type=int, default=12, help="months of the trial")
    options.add_argument("--households", type=int, default=20_000, help="households of the county")
    options.add_argument("--capacity", type=int, default=2, help="households a township can visit in a month")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--assumption", action="append", choices=[one.name for one in assumptions().assumptions])
    options.add_argument("--order", action="append", choices=list(COUNTIES), help="card: nobody passes; passing: LA-08")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="shouwang-policies-") as folder:
        enter_counties(Path(folder), chosen.capacity)
        tried = [
            (order, _try(_plan(COUNTIES[order], chosen.months, chosen.households, chosen.seed), name))
            for order in chosen.order or COUNTIES
            for name in chosen.assumption or [one.name for one in assumptions().assumptions]
        ]
        show(tried)
    return 0


def show(tried: list[tuple[str, Yield]]) -> None:
    """A line for every order and assumption; where some pass, one more for the households that may be ordered."""
    rows = [
        (ORDERS[order], one.assumed.label, scope, *_cells(found))
        for order, one in tried
        for scope, found in (("全部名单", one.everybody), ("不在先行之列的户", one.ordered))
        if order == "passing" or found is one.everybody
    ]
    result_console.print(table("按预警成效排序与不排序的单条预警，入户次数相同", HEADERS, rows))


def _cells(found: Found) -> tuple[int | str, ...]:
    return (
        *(found.warnings, found.right, found.visits, found.confirmed),
        *(f"{found.unordered:.1f}", f"{found.factor:.2f}"),
    )


def _try(plan: Plan, name: str) -> Yield:
    (assumed,) = (one for one in assumptions().assumptions if one.name == name)
    with tempfile.TemporaryDirectory(prefix="shouwang-yield-") as home, fresh_warehouse(Path(home)) as own:
        return try_yield(own, plan, assumed, say)


def _plan(county: str, months: int, households: int, seed: int) -> Plan:
    first = assumptions().first_month
    return Plan(county, first, months_before(first, 1 - months), households, seed)


if __name__ == "__main__":
    sys.exit(main())
