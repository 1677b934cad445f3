"""A directory appears complete or not at all, and every file in it is what the manifest says."""

from pathlib import Path

import pytest

from shouwang.publication.outbox import AlteredFile, deliver, digest, read_manifest
from shouwang.unfinished import UNFINISHED

FILES = {"甲.xlsx": b"one", "乙.xlsx": b"two"}
MANIFEST = {"files": [{"file_name": name, "sha256": digest(content)} for name, content in FILES.items()]}


def test_a_delivered_directory_reads_back(tmp_path: Path) -> None:
    deliver(tmp_path / "month" / "01", FILES, MANIFEST)
    assert read_manifest(tmp_path / "month" / "01") == MANIFEST
    assert sorted(path.name for path in (tmp_path / "month").iterdir()) == ["01"]


def test_leftovers_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    leftover = tmp_path / f"{UNFINISHED}1"
    leftover.mkdir()
    (leftover / "甲.xlsx").write_bytes(b"half")
    deliver(tmp_path / "01", FILES, MANIFEST)
    assert not leftover.exists()
    assert (tmp_path / "01" / "甲.xlsx").read_bytes() == b"one"


def test_a_directory_that_left_is_never_overwritten(tmp_path: Path) -> None:
    deliver(tmp_path / "01", FILES, MANIFEST)
    with pytest.raises(OSError, match="not empty"):
        deliver(tmp_path / "01", {"甲.xlsx": b"other"}, MANIFEST)
    assert read_manifest(tmp_path / "01") == MANIFEST


@pytest.mark.parametrize("harm", ["change", "remove"])
def test_a_file_that_is_not_what_the_manifest_says_is_named(tmp_path: Path, harm: str) -> None:
    deliver(tmp_path / "01", FILES, MANIFEST)
    path = tmp_path / "01" / "乙.xlsx"
    if harm == "change":
        path.write_bytes(b"twO")
    else:
        path.unlink()
    with pytest.raises(AlteredFile, match=r"乙\.xlsx"):
        read_manifest(tmp_path / "01")
