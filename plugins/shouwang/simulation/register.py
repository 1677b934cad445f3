"""The household register of a month: the whole county, one row for every member, in the declared columns."""

from datetime import date

import polars as pl

from shouwang.feeds import REGISTER, Column, feed
from shouwang.simulation.breakage import applicable, broken
from shouwang.simulation.habits import Habit, habit_of, header, label
from shouwang.simulation.plan import Plan
from shouwang.simulation.rows import Row

BROKEN_SHARE = 0.001


def with_broken_rows(plan: Plan, people: pl.DataFrame) -> pl.DataFrame:
    """The people with the register's columns as it writes them, about 0.1 % of the rows spoiled for good.

    Only calm households, which nothing strikes, have spoiled rows, and never that of their head.
    """
    register, habit = feed(REGISTER), habit_of(REGISTER)
    written = people.with_columns(_written(habit, column, people) for column in register.columns)
    cells = {column.name: written[column.name].to_list() for column in register.columns}
    for place, row in _spoiled(plan, people):
        for name, text in row.literals.items():
            cells[name][place] = text
    return written.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in cells.items())


def register_file(people: pl.DataFrame) -> bytes:
    """The register of the residents ``people``, as :func:`with_broken_rows` wrote them."""
    register, habit = feed(REGISTER), habit_of(REGISTER)
    columns = [pl.col(column.name).alias(header(habit, column)) for column in register.columns]
    text = people.select(columns).write_csv(separator=habit.separator, line_terminator="\r\n")
    return text.encode(habit.encoding)


def _spoiled(plan: Plan, people: pl.DataFrame) -> list[tuple[int, Row]]:
    rng = plan.chance("register", str(plan.household_count))
    calm = people.select(pl.arg_where(pl.col("is_calm") & (pl.col("relation_code") != "head"))).to_series().to_numpy()
    places = sorted(rng.choice(calm, size=min(round(BROKEN_SHARE * len(people)), len(calm)), replace=False).tolist())
    kinds, spoiled = sorted(applicable(feed(REGISTER))), []
    for place in places:
        person = people.row(place, named=True)
        values = {column.name: person.get(column.name) for column in feed(REGISTER).columns}
        row = Row(REGISTER, values, subject_id_number=person["id_number"])
        spoiled.append((place, broken(rng, row, kinds[int(rng.integers(len(kinds)))], date.min)))
    return spoiled


def _written(habit: Habit, column: Column, people: pl.DataFrame) -> pl.Expr:
    if column.type == "code":
        words = {code: label(habit, column, code) for code in dict.fromkeys(column.codes.values())}
        return pl.col(column.name).replace_strict(words, return_dtype=pl.String)
    return pl.col(column.name) if column.name in people.columns else pl.lit(None, pl.String).alias(column.name)
