"""Records: whole or not at all, and for their owner alone."""

import stat
from pathlib import Path

import pytest

from shouwang.stack.errors import StackError
from shouwang.stack.records import last_lines, read_record, update_record, write_record


def test_a_record_comes_back_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "run" / "record.json"

    write_record(path, {"名": "值", "port": 1})

    assert read_record(path) == {"名": "值", "port": 1}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_record_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    write_record(path, {"port": 1})

    with pytest.raises(TypeError):
        write_record(path, {"port": object()})

    assert read_record(path) == {"port": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_an_update_keeps_the_other_keys_and_writes_only_changes(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    write_record(path, {"a": 1, "b": 2})
    before = path.stat().st_ino

    update_record(path, {"a": 1})
    assert path.stat().st_ino == before

    update_record(path, {"b": 3})
    assert read_record(path) == {"a": 1, "b": 3}


def test_an_absent_record_is_empty(tmp_path: Path) -> None:
    assert read_record(tmp_path / "none.json") == {}


@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_a_broken_record_says_which_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(StackError, match=r"broken\.json"):
        read_record(path)


def test_the_end_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    assert "没有日志" in last_lines(log)
    log.write_bytes(b"\n".join(str(number).encode() for number in range(50)) + b"\n\xff")

    assert last_lines(log, 3).splitlines() == ["48", "49", "\ufffd"]
