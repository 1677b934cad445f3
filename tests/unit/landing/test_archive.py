"""What counts as arrived, and how it is kept."""

import hashlib
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from shouwang.landing.archive import archived_path, find_arrivals, find_growing, keeping, misplaced
from shouwang.unfinished import UNFINISHED, unfinished_directory

NOW = 1_700_000_000_000_000_000
LAST = date(2022, 2, 1)


def put(path: Path, age: float = 60, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = NOW - int(age * 1e9)
    os.utime(path, ns=(moment, moment))
    return path


def found(inbox: Path, last_month: date = LAST) -> list[str]:
    return [arrival.path.name for arrival in find_arrivals(inbox, NOW, last_month)]


def test_files_come_by_month_then_arrival_then_name(tmp_path: Path) -> None:
    put(tmp_path / "2022-02" / "c.csv", age=90)
    put(tmp_path / "2022-01" / "b.csv", age=60)
    put(tmp_path / "2022-01" / "a.csv", age=60)
    put(tmp_path / "2022-01" / "z.csv", age=80)
    assert found(tmp_path) == ["z.csv", "a.csv", "b.csv", "c.csv"]
    assert found(tmp_path, date(2022, 1, 1)) == ["z.csv", "a.csv", "b.csv"]


@pytest.mark.parametrize(
    "name",
    [".hidden", "~$名单.xlsx", ".~lock.名单.xlsx#", "a.tmp", "a.xlsx.part", "a.crdownload", "A.TMP", "a.xlsx.filepart"],
)
def test_what_a_program_is_still_writing_waits(tmp_path: Path, name: str) -> None:
    put(tmp_path / "2022-01" / name)
    assert found(tmp_path) == []


@pytest.mark.parametrize(("age", "is_found"), [(0.5, False), (1.5, True), (-3600, True)])
def test_a_file_that_changed_within_a_second_waits(tmp_path: Path, age: float, is_found: bool) -> None:  # noqa: FBT001 -- a parameter of the case
    put(tmp_path / "2022-01" / "a.csv", age)
    assert bool(found(tmp_path)) is is_found


@pytest.mark.parametrize(("age", "is_found"), [(2, False), (59, False), (61, True)])
def test_a_package_without_its_end_waits_for_a_minute(tmp_path: Path, age: float, is_found: bool) -> None:  # noqa: FBT001 -- a parameter of the case
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("a", "a" * 1000)
    put(tmp_path / "2022-01" / "half.xlsx", age, whole.read_bytes()[:500])
    put(tmp_path / "2022-01" / "whole.xlsx", age, whole.read_bytes())
    put(tmp_path / "2022-01" / "text.csv", age, b"PK,1")
    assert ("half.xlsx" in found(tmp_path)) is is_found
    assert {"whole.xlsx", "text.csv"} <= set(found(tmp_path))
    assert [path.name for path in find_growing(tmp_path, NOW, LAST)] == ([] if is_found else ["half.xlsx"])


def test_links_and_directories_are_no_files(tmp_path: Path) -> None:
    target = put(tmp_path / "elsewhere.csv")
    (tmp_path / "2022-01" / "directory").mkdir(parents=True)
    (tmp_path / "2022-01" / "link.csv").symlink_to(target)
    assert found(tmp_path) == []


def test_what_lies_outside_the_months_is_noticed_and_left(tmp_path: Path) -> None:
    paths = [put(tmp_path / "2022年1月" / "a.csv").parent, put(tmp_path / "b.csv")]
    assert found(tmp_path) == []
    assert set(misplaced(tmp_path)) == set(paths)
    assert find_arrivals(tmp_path / "no such county", NOW, LAST) == []


def test_a_file_is_kept_by_its_bytes_once_and_for_nobody_else(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with keeping(put(tmp_path / "a"), archive) as first, keeping(put(tmp_path / "b"), archive) as second:
        pass
    kept = archived_path(archive, first)
    assert first == second == hashlib.sha256(b"x").hexdigest()
    assert kept == archive / first[:2] / first
    assert [path for path in archive.rglob("*") if path.is_file()] == [kept]
    assert kept.read_bytes() == b"x"
    assert kept.stat().st_mode & 0o077 == archive.stat().st_mode & 0o077 == 0


def test_what_a_killed_run_left_in_the_archive_goes_with_the_next_file(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    put(archive / f"{UNFINISHED}1" / "copy")
    with unfinished_directory(archive) as living, keeping(put(tmp_path / "a"), archive) as sha256:
        assert sorted(path.name for path in archive.iterdir()) == sorted([living.name, sha256[:2]])
    assert [path.name for path in archive.iterdir()] == [sha256[:2]]


def test_a_changed_file_is_not_the_one_that_was_seen(tmp_path: Path) -> None:
    path = put(tmp_path / "2022-01" / "a.csv")
    (arrival,) = find_arrivals(tmp_path, NOW, LAST)
    assert arrival.is_unchanged()
    put(path, age=59, content=b"xy")
    assert not arrival.is_unchanged()
    path.unlink()
    assert not arrival.is_unchanged()
