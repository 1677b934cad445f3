"""Places of a county by month, by a table of the county's own."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shouwang.cli.application import app
from shouwang.divisions import children, county_of, places_of, sendable_villages, split_villages
from shouwang.divisions.register import PLACE
from shouwang.publication.wording import name_place
from tests.place_changes import change, write_changes

AUGUST, SEPTEMBER = date(2023, 8, 1), date(2023, 9, 1)
COUNTY, TOWNSHIP, SPLIT, MOVED = "340604", "340604001", "340604001001", "340604001009"


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lines = [
        change(SEPTEMBER, SPLIT, "340604001091", "东社区", is_main=True),
        change(SEPTEMBER, SPLIT, "340604001092", "西社区"),
        change(SEPTEMBER, MOVED, "340604001093"),
        change(SEPTEMBER, TOWNSHIP, TOWNSHIP, "杨庄新街道"),
    ]
    place = write_changes(tmp_path, lines)
    monkeypatch.setenv(PLACE, str(place))
    return place


@pytest.mark.usefixtures("changed")
def test_lists_may_carry_what_stands_and_what_became_one_village(changed: Path) -> None:
    assert changed.exists()
    assert {SPLIT, MOVED} <= set(sendable_villages(COUNTY, AUGUST))
    september = set(sendable_villages(COUNTY, SEPTEMBER))
    assert SPLIT not in september
    assert {MOVED, "340604001093", "340604001092"} <= september
    assert "340604001093" not in sendable_villages(COUNTY, AUGUST)
    assert {code: [v.name for v in became] for code, became in split_villages(COUNTY, SEPTEMBER).items()} == {
        SPLIT: ["东社区", "西社区"]
    }


@pytest.mark.usefixtures("changed")
def test_places_have_the_names_of_their_month() -> None:
    assert [name_place(TOWNSHIP, month) for month in (AUGUST, SEPTEMBER)] == ["杨庄街道", "杨庄新街道"]
    assert name_place(MOVED, SEPTEMBER) == name_place(MOVED, AUGUST) == name_place("340604001093", SEPTEMBER)
    assert len(places_of(COUNTY, "village", SEPTEMBER)) == len(places_of(COUNTY, "village", AUGUST)) + 1
    assert len(children(TOWNSHIP, SEPTEMBER)) == len(children(TOWNSHIP, AUGUST)) + 1
    assert county_of(SPLIT) == COUNTY


@pytest.mark.usefixtures("changed")
def test_the_command_lists_changes_and_places() -> None:
    shown = CliRunner().invoke(app, ["divisions", "changes", "--county", COUNTY])
    assert shown.exit_code == 0, shown.output
    for text in ("拆分", "代码变更", "更名", "东社区", "民发〔2023〕9号", "杨庄新街道"):
        assert text in shown.output
    listed = CliRunner().invoke(app, ["divisions", "list", "--county", COUNTY, "--month", "2023-08"])
    assert "杨庄街道" in listed.output
    assert "杨庄新街道" not in listed.output


def test_the_command_points_at_a_wrong_line(changed: Path) -> None:
    table = changed / "变更.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(MOVED, "340604001999"), encoding="utf-8")
    shown = CliRunner().invoke(app, ["divisions", "check"], env={PLACE: str(changed)})
    assert shown.exit_code == 1
    assert "变更.csv 第4行：340604001999 在2023年9月变更时不存在" in shown.output.replace("\n", "")
