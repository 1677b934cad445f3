"""Which columns carry pseudonyms, and of what: by the declarations of feeds and contracts, and ``pseudonyms.yml``."""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shouwang.feeds import feeds
from shouwang.vault.catalogue import StoredTable
from shouwang.warehouse.landing_tables import compared_name

PERSON, HOUSEHOLD = "person", "household"
NUMBER, NUMBERS = "bigint", "bigint[]"


class PseudonymColumn(NamedTuple):
    """A column of pseudonyms of one kind (person, household, or the kind of a compared text); one or a list a row."""

    table: StoredTable
    name: str
    kind: str
    is_list: bool


@cache
def declared() -> dict[str, Any]:
    """``pseudonyms.yml``."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pseudonyms.yml").read_text(encoding="utf-8"))
    return found


@cache
def _text_kinds() -> dict[str, str]:
    """Landed column to the kind of text it is the pseudonym of: compared identities, and records by signature."""
    compared = {
        compared_name(column): column.name for feed in feeds().values() for column in feed.columns if column.is_compared
    }
    return {**compared, **{said["column"]: kind for kind, said in declared()["records"].items()}}


def kind_of(name: str) -> str | None:
    """What a column of this name is a pseudonym of; None when of nothing."""
    for kind, said in ((PERSON, "people"), (HOUSEHOLD, "households")):
        if any(name.endswith(ending) for ending in declared()[said]["endings"]):
            return kind
    return _text_kinds().get(name)


def pseudonym_columns(tables: list[StoredTable]) -> list[PseudonymColumn]:
    """Every column of pseudonyms in these tables, but for tables that keep the numbers of their time."""
    return [
        PseudonymColumn(table, name, kind, type_ == NUMBERS)
        for table in tables
        if table.qualified not in declared()["kept"]
        for name, type_ in table.types.items()
        if type_ in {NUMBER, NUMBERS} and (kind := kind_of(name))
    ]


def unknown_numbers(tables: list[StoredTable]) -> list[str]:
    """Whole-number columns that nobody has said anything about: ``schema.table.column``."""
    return [
        f"{table.qualified}.{name}"
        for table in tables
        if table.qualified not in declared()["kept"]
        for name, type_ in table.types.items()
        if type_ in {NUMBER, NUMBERS}
        and kind_of(name) is None
        and not any(fnmatchcase(name, pattern) for pattern in (*declared()["others"], *declared()["made_with_key"]))
    ]
