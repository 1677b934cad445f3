"""The sheet of a list: title, unit, header, rows, totals, note and signature, as the department is used to."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from shouwang.divisions import county
from shouwang.feeds import Feed, departments
from shouwang.months import following
from shouwang.simulation.habits import Cell, Habit, amount, header, written
from shouwang.simulation.names import given_names, surnames
from shouwang.simulation.plan import Plan
from shouwang.simulation.rows import Row

SERIAL_HEADER = "序号"


def sheet(plan: Plan, month: date, feed: Feed, habit: Habit, rows: Sequence[Row]) -> list[list[Cell]]:
    """The cells of the list, top to bottom; lines above and below the table have a single cell."""
    rng = plan.chance("writing", feed.feed, f"{month:%Y-%m}")
    table = [_cells(habit, feed, row, rng) for row in rows]
    headers: list[Cell] = [header(habit, column) for column in feed.columns]
    if habit.serial:
        headers = [SERIAL_HEADER, *headers]
        table = [[str(place), *cells] for place, cells in enumerate(table, start=1)]
    return [*_above(plan, month, feed, habit), headers, *table, *_below(rng, feed, habit, rows)]


def title(plan: Plan, month: date, feed: Feed) -> str:
    """The title of the list, such as 鄢陵县2022年1月新增危房改造名单."""
    return f"{county(plan.county_code).name}{month.year}年{month.month}月{feed.title}"


def _cells(habit: Habit, feed: Feed, row: Row, rng: np.random.Generator) -> list[Cell]:
    return [
        row.literals.get(column.name, written(habit, column, row.values[column.name], rng)) for column in feed.columns
    ]


def _above(plan: Plan, month: date, feed: Feed, habit: Habit) -> list[list[Cell]]:
    sender = f"{county(plan.county_code).name}{departments()[feed.department].name}"
    sent = following(month).replace(day=8)
    unit = f"填报单位：{sender}　　填报时间：{sent.year}年{sent.month}月{sent.day}日"
    return [[text] for text, is_there in ((title(plan, month, feed), habit.title), (unit, habit.unit_line)) if is_there]


def _below(rng: np.random.Generator, feed: Feed, habit: Habit, rows: Sequence[Row]) -> list[list[Cell]]:
    filler, reviewer = surnames(rng, 2) + given_names(rng, np.array([False, True]))
    lines: list[list[Cell]] = [_totals(feed, habit, rows)] if habit.totals else []
    lines += [[habit.note]] if habit.note else []
    return lines + ([[f"填表人：{filler}　　审核人：{reviewer}"]] if habit.signature else [])


def _totals(feed: Feed, habit: Habit, rows: Sequence[Row]) -> list[Cell]:
    cells: list[Cell] = ["" for _ in range(len(feed.columns) + habit.serial)]
    for place, column in enumerate(feed.columns, start=int(habit.serial)):
        if column.type == "amount":
            amounts = [row.values[column.name] for row in rows]
            cells[place] = amount(habit, sum((a for a in amounts if isinstance(a, Decimal)), Decimal(0)))
    return ["合计", *cells[1:]]
