"""A register of some fifty thousand people in which names and birthdays meet as they do in a county."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from shouwang.feeds import feed
from shouwang.people.identity_numbers import check_character
from shouwang.simulation.plan import Plan
from shouwang.simulation.population import populate, residents

COUNTY = "411024"
MONTH = date(2022, 1, 1)
LAST_DAY = date(2022, 1, 31)
HOUSEHOLDS = 15_700
DOUBLES = 400  # people given a namesake of the same birthday and village; the register's order decides who
REGISTER = "乡村振兴局_2022年1月_农户家庭成员信息花名册"
LABELS = {"male": "男", "female": "女"}


def register_people() -> pl.DataFrame:
    """Everyone in the register: the county's residents, namesakes, twins and holders of numbers that end in 000."""
    people = residents(populate(Plan(COUNTY, MONTH, MONTH, HOUSEHOLDS, 5)), LAST_DAY)
    middle = people.filter(pl.col("id_number").str.slice(14, 1) == "0")
    namesakes = [_again(row, number=850 + place % 50) for place, row in enumerate(_some(middle, 1))]
    neighbours = [_again(row, number=int(row["id_number"][14:17]) + 2) for row in _some(middle, 2)]
    twins = [_again(row, number=901, name=row["person_name"][0] + "双双") for row in _some(middle, 3)]
    rounds = [_again(row, number=sequence * 100) for row in _some(middle, 4) for sequence in (3, 4, 5, 6, 7)]
    rounds = [row for row in rounds if row["id_number"].endswith("000")]
    added = pl.DataFrame([*namesakes, *neighbours, *twins, *rounds], schema=people.schema)
    return pl.concat([people, added]).unique("id_number", keep="first", maintain_order=True)


def _some(people: pl.DataFrame, offset: int) -> list[dict[str, Any]]:
    step = max(people.height // DOUBLES, 1)
    return people.gather_every(step, offset % step).head(DOUBLES).to_dicts()


def _again(row: dict[str, Any], number: int, name: str | None = None) -> dict[str, Any]:
    """Another person of the same household, area and birthday, with the sequence ``number``."""
    first_17 = f"{str(row['id_number'])[:14]}{number:03d}"
    changed = {"id_number": first_17 + check_character(first_17), "relation_code": "other"}
    return {**row, **changed, "person_name": name or row["person_name"]}


def write_register(people: pl.DataFrame, directory: Path) -> Path:
    """The register as its department sends it."""
    declared = feed("household_register")
    relations = declared.column("relation_code").label_of
    written = people.with_columns(
        pl.col("relation_code").replace_strict(relations), pl.col("sex_code").replace_strict(LABELS)
    )
    shown = [column for column in declared.columns if column.name in people.columns]
    path = directory / f"{REGISTER}.csv"
    written.select(pl.col(column.name).alias(column.header) for column in shown).write_csv(path, include_bom=True)
    return path
