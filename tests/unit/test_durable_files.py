"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from shouwang.durable_files import write_whole
from shouwang.unfinished import UNFINISHED


def test_a_file_is_replaced_whole_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "名单.txt"
    write_whole(path, "旧".encode(), 0o600)
    write_whole(path, "新".encode(), 0o640)
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o777) == ("新", 0o640)
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "名单"
    path.mkdir()
    with pytest.raises(OSError, match="名单"):
        write_whole(path, b"x", 0o600)
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "没有" / "a", b"x", 0o600)


def test_what_a_killed_writer_left_goes_with_the_next_file(tmp_path: Path) -> None:
    (tmp_path / f"{UNFINISHED}1").mkdir()
    write_whole(tmp_path / "名单", b"x", 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["名单"]
