"""dbt's view of the landing tables, rendered from the feed declarations: source documents, and where signals stand."""

from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from shouwang.feeds import Feed, feeds
from shouwang.feeds.declarations import SignalColumns
from shouwang.warehouse.landing_tables import LandedColumn, landed_columns

DBT_PROJECT = Path(__file__).resolve().parents[3] / "dbt_project"
STAGING = DBT_PROJECT / "models" / "staging"
SIGNAL_LISTS = DBT_PROJECT / "macros" / "signal_lists.sql"
RENDERED = "Rendered from the feed declarations (python -m shouwang.build.sources); change those instead."
LEDGER_COLUMNS = (
    LandedColumn("delivery_id", "bigint", "Delivery the row came with."),
    LandedColumn("row_number", "integer", "Row of the delivery, counted from 1."),
    LandedColumn("is_accepted", "boolean", "Whether reading accepted the row; the others are held for the department."),
)
DERIVED = {
    "id_number": {"person_id": "Pseudonym of: {}", "birth_month": "First day of the month of birth in: {}"},
    "household_number": {"household_id": "Pseudonym of: {}"},
    "row_key": {
        "household_id": "Pseudonym of the household the answered row is about.",
        "referral_month": "Month of the list that is answered, as its first day.",
        "referral_revision": "Revision of the list that is answered.",
        "township_code": "Township whose list is answered, 9 digits.",
    },
}


def render() -> dict[Path, str]:
    """Path to text of the source documents, one per department that sends a feed, and of the macro of the signals."""
    by_department = groupby(sorted(feeds().values(), key=lambda feed: (feed.department, feed.feed)), _department)
    documents = {
        STAGING / department / f"_{department}__sources.yml": _document(list(declared))
        for department, declared in by_department
    }
    return {**documents, SIGNAL_LISTS: _macro()}


def _macro() -> str:
    raising = [(feed, feed.signal_columns) for feed in feeds().values() if feed.signal_columns]
    lists = "".join(f"        {{{_signal_list(feed, said)}}},\n" for feed, said in raising)
    head = f"{{#- {RENDERED} -#}}\n{{% macro signal_lists() -%}}\n"
    return f"{head}    {{{{ return([\n{lists}    ]) }}}}\n{{%- endmacro %}}\n"


def _signal_list(feed: Feed, said: SignalColumns) -> str:
    months = "newest" if feed.content == "stock" else "built"
    person = feed.subject_column.replace("id_number", "person_id")
    is_coded = bool(said.attribute) and feed.column(said.attribute or "").type == "code"
    columns = f"'date': '{said.date}', 'value': '{said.value or ''}', 'attribute': '{said.attribute or ''}'"
    return (
        f"'feed': '{feed.feed}', 'months': '{months}', 'person': '{person}',\n"
        f"         {columns}, 'is_coded': {str(is_coded).lower()}"
    )


def _department(feed: Feed) -> str:
    return feed.department


def _document(declared: list[Feed]) -> str:
    source = {
        "name": "landing",
        "schema": "landing",
        "description": "What departments sent, normalised, pseudonymous and append-only.",
        "tables": [_table(feed) for feed in declared],
    }
    return f"# {RENDERED}\n" + yaml.safe_dump({"sources": [source]}, allow_unicode=True, sort_keys=False, width=120)


def _table(feed: Feed) -> dict[str, Any]:
    ledger = [_column(column, column.source) for column in LEDGER_COLUMNS]
    landed = [_column(column, _description(feed, column)) for column in landed_columns(feed)]
    return {
        "name": feed.feed,
        "description": f"One row per row of a delivery: {feed.grain}. {feed.title}.",
        "columns": [*ledger, *landed],
    }


def _column(column: LandedColumn, description: str) -> dict[str, str]:
    return {"name": column.name, "data_type": column.sql_type.replace(" ", ""), "description": description}


def _description(feed: Feed, column: LandedColumn) -> str:
    source = feed.column(column.source)
    if source.is_compared:
        return f"Pseudonym of: {source.description}"
    prefix = source.name.removesuffix("id_number") if source.type == "id_number" else ""
    form = DERIVED.get(source.type, {}).get(column.name.removeprefix(prefix), "{}")
    return form.format(source.description)


if __name__ == "__main__":
    for path, text in render().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
