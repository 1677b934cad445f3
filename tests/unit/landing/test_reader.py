"""The child that reads files: its bounds, its death, and what stays behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from shouwang.landing import RefusalError
from shouwang.landing.files.children import SOURCES, Bounds
from shouwang.landing.files.reading import Reader
from shouwang.unfinished import UNFINISHED
from tests.unit.landing.files import write_text, write_workbook

ROWS = [("姓名", "村"), ("张三", "陈店")]
OTHERS: set[psutil.Process] = set()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with Reader(tmp_path / "readings", Bounds()) as made:
        yield made


@pytest.fixture(autouse=True)
def others() -> None:
    """Remember the children that other tests left reading: what a test says of children is about its own."""
    OTHERS.update(readers())


def children() -> list[psutil.Process]:
    return [child for child in readers() if child not in OTHERS]


def readers() -> list[psutil.Process]:
    name = "shouwang.landing.files.reader"
    return [child for child in psutil.Process().children() if name in " ".join(child.cmdline())]


def test_a_file_is_read_once_and_kept_for_its_owner_alone_until_it_is_forgotten(reader: Reader, tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", ROWS)
    (table,) = reader.read(path, "1").tables
    assert table.opening == tuple(ROWS)
    path.unlink()
    assert reader.read(path, "1").tables[0].opening == table.opening
    assert (tmp_path / "readings").stat().st_mode & 0o077 == 0
    assert (tmp_path / "readings" / "1").stat().st_mode & 0o077 == 0
    reader.forget("1")
    assert list((tmp_path / "readings").iterdir()) == []


def test_one_child_reads_all_files_and_ends_with_the_reader(tmp_path: Path) -> None:
    with Reader(tmp_path / "readings", Bounds()) as reader:
        assert not children()
        reader.read(write_text(tmp_path / "a.csv", ROWS), "a")
        (child,) = children()
        with pytest.raises(RefusalError, match="0 字节"):
            reader.read(write_text(tmp_path / "b.csv", []), "b")
        reader.read(write_workbook(tmp_path / "c.xlsx", {"表": ROWS}), "c")
        assert children() == [child]
    assert not child.is_running()


def test_a_child_gets_no_secrets(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWANG_SECRET_LOADER", "geheim")
    reader.read(write_text(tmp_path / "a.csv", ROWS), "a")
    (child,) = children()
    assert not [name for name in child.environ() if name.startswith(("SHOUWANG", "AIRFLOW", "PG"))]


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"a,b\n" * (64 << 18))
    with Reader(tmp_path / "readings", Bounds(memory_mb=180)) as reader:
        with pytest.raises(RefusalError, match="读取所需的内存超过 180 MB；请"):
            reader.read(large, "large")
        assert reader.read(write_text(tmp_path / "a.csv", ROWS), "a").tables
    assert not children()


def test_one_cell_at_the_far_end_of_a_sheet_is_refused_for_its_memory(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(RefusalError, match="内存超过 1500 MB"):
        reader.read(path, "a")


def test_a_file_that_takes_too_long_is_refused_and_its_child_is_gone(tmp_path: Path) -> None:
    with Reader(tmp_path / "readings", Bounds(seconds=0)) as reader:
        with pytest.raises(RefusalError, match="读取超过 0 秒仍未完成；请"):
            reader.read(write_text(tmp_path / "a.csv", ROWS), "a")
        assert not children()


def test_a_child_that_dies_refuses_one_file_only(reader: Reader, tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", ROWS)
    reader.read(path, "a")
    (child,) = children()
    child.send_signal(signal.SIGSTOP)
    os.kill(child.pid, signal.SIGSEGV)
    child.send_signal(signal.SIGCONT)
    with pytest.raises(RefusalError, match="读取程序异常退出（信号 11），文件可能已损坏；请"):
        reader.read(path, "b")
    assert reader.read(path, "b").tables
    assert children() != [child]


def test_what_a_killed_reader_left_is_no_reading_and_is_cleared_away(reader: Reader, tmp_path: Path) -> None:
    left = tmp_path / "readings" / f"{UNFINISHED}1"
    left.mkdir(parents=True)
    assert reader.read(write_text(tmp_path / "a.csv", ROWS), "a").tables
    assert [path.name for path in (tmp_path / "readings").iterdir()] == ["a"]


def test_what_a_living_reader_has_not_finished_is_left_alone(reader: Reader, tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", ROWS)
    reader.read(path, "a")
    (child,) = children()
    child.send_signal(signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(reader.read, path, "b")
        with Reader(tmp_path / "readings", Bounds()) as another:
            assert another.read(path, "c").tables
        assert len(list((tmp_path / "readings").glob(f"{UNFINISHED}*"))) == 1
        child.send_signal(signal.SIGCONT)
        assert reading.result().tables
    assert sorted(path.name for path in (tmp_path / "readings").iterdir()) == ["a", "b", "c"]


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, psutil; from pathlib import Path\n"
        "from shouwang.landing.files.children import Bounds; from shouwang.landing.files.reading import Reader\n"
        "reader = Reader(Path(sys.argv[1]), Bounds()); reader.read(Path(sys.argv[2]), 'a')\n"
        "print(psutil.Process().children()[0].pid, flush=True); sys.stdin.read()"
    )
    path = write_text(tmp_path / "a.csv", ROWS)
    command = [sys.executable, "-c", program, str(tmp_path / "readings"), str(path)]
    with subprocess.Popen(  # noqa: S603 -- our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(30)
    assert not child.is_running()
