"""Every list a pack expects, as plain as it can be, is recognised among all of the county's and read whole."""

from datetime import date
from pathlib import Path

import pytest

from shouwang.divisions import children
from shouwang.landing.batches import ACCEPTED, judged_batches
from shouwang.landing.checking import county_context
from shouwang.landing.rows.identification import expected_feeds, identify
from shouwang.policies import packs
from tests.department_files import Listed, households, list_rows
from tests.unit.landing.tables import table_of

MONTH = date(2023, 9, 1)
COUNTIES = {"yanling": "411024", "luan": "341502", "lieshan": "340604", "qidong": "320681", "linfen": "141002"}


def test_every_pack_has_a_county_here() -> None:
    assert set(COUNTIES) == set(packs())
    assert all(children(county) for county in COUNTIES.values())


@pytest.mark.parametrize("policy", COUNTIES)
def test_every_expected_list_is_recognised_and_read_whole(policy: str, tmp_path: Path) -> None:
    county = COUNTIES[policy]
    people: list[Listed] = [(members[1], {}) for members in households(county, 3)]
    for expected in packs()[policy].feeds:
        rows = list_rows(MONTH, expected.feed, people)
        table = table_of(tmp_path, [tuple("" if cell is None else str(cell) for cell in row) for row in rows])
        found = identify("名单.xlsx", [table], expected_feeds(county))
        batches = list(judged_batches(found, county_context(county, MONTH, found.feed)))
        assert found.feed.feed == expected.feed
        assert [int(batch.rows[ACCEPTED].sum()) for batch in batches] == [3], expected.feed
