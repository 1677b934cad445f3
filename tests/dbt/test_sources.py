"""What dbt knows of the landing tables is what the feed declarations say."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from shouwang.build import sources
from shouwang.feeds import feeds


def committed() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sources.render() if path.exists()}


def test_the_committed_sources_are_the_rendered_ones() -> None:
    assert committed() == sources.render()


def tables() -> list[tuple[str, dict[str, Any]]]:
    """Department and source table of every source document."""
    documents = {path: text for path, text in sources.render().items() if path.suffix == ".yml"}
    return [
        (path.parent.name, table)
        for path, text in documents.items()
        for table in yaml.safe_load(text)["sources"][0]["tables"]
    ]


def test_every_feed_is_a_source_of_its_department() -> None:
    rendered = {(department, table["name"]) for department, table in tables()}
    assert rendered == {(feed.department, feed.feed) for feed in feeds().values()}


def test_no_identity_is_a_source_column() -> None:
    identities = {c.name for feed in feeds().values() for c in feed.columns if c.sensitivity == "identity"}
    assert not identities & {column["name"] for _, table in tables() for column in table["columns"]}


def test_every_feed_with_a_signal_is_among_the_signals() -> None:
    macro = sources.render()[sources.SIGNAL_LISTS]
    assert {name for name in feeds() if f"'feed': '{name}'" in macro} == {f.feed for f in feeds().values() if f.signal}


def test_a_changed_declaration_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    water = feeds()["water_unsafe_households"]
    changed = water.model_copy(update={"grain": "one well that ran dry"})
    monkeypatch.setattr(sources, "feeds", lambda: {**feeds(), "water_unsafe_households": changed})
    assert committed() != sources.render()
