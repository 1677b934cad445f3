"""Where the server lives, for root and for others."""

from pathlib import Path

from shouwang.stack.places import SYSTEM_ROOT, find_places


def test_an_ordinary_user_keeps_everything_in_the_home(tmp_path: Path) -> None:
    places = find_places(tmp_path, is_root=False)

    assert places.data == tmp_path / "postgres"
    assert places.programs is None


def test_root_keeps_data_and_programs_where_another_user_can_go(tmp_path: Path) -> None:
    places = find_places(tmp_path, is_root=True)

    assert places.base.parent == SYSTEM_ROOT
    assert places.programs is not None
    assert places.programs.parent == places.data.parent == places.log.parent == places.base
    assert places.run_directory == tmp_path / "run"


def test_a_home_has_one_place_by_whatever_path_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    real, link, other = (find_places(tmp_path / name, is_root=True) for name in ("real", "link", "other"))

    assert real == link
    assert real.base != other.base
