"""What dbt knows of the landing tables is what the feed declarations say."""

from pathlib import Path

import pytest
import yaml

from shouwang.build import sources
from shouwang.feeds import feeds


def committed() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sources.render() if path.exists()}


def test_the_committed_sources_are_the_rendered_ones() -> None:
    assert committed() == sources.render()


def test_every_feed_is_a_source_of_its_department() -> None:
    rendered = {
        (path.parent.name, table["name"])
        for path, text in sources.render().items()
        for table in yaml.safe_load(text)["sources"][0]["tables"]
    }
    assert rendered == {(feed.department, feed.feed) for feed in feeds().values()}


def test_no_identity_is_a_source_column() -> None:
    identities = {c.name for feed in feeds().values() for c in feed.columns if c.sensitivity == "identity"}
    tables = [t for text in sources.render().values() for t in yaml.safe_load(text)["sources"][0]["tables"]]
    assert not identities & {column["name"] for table in tables for column in table["columns"]}


def test_a_changed_declaration_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    water = feeds()["water_unsafe_households"]
    changed = water.model_copy(update={"grain": "one well that ran dry"})
    monkeypatch.setattr(sources, "feeds", lambda: {**feeds(), "water_unsafe_households": changed})
    assert committed() != sources.render()
