"""Which processes are ours: told with real ones."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from shouwang.stack.processes import Registry, end_processes, kill_processes, own_environment
from shouwang.stack.records import read_record, update_record

HEEDLESS_PARENT = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    made = Registry(tmp_path)
    yield made
    kill_processes(made.leftovers())


def launch(registry: Registry, name: str, program: str) -> psutil.Process:
    registry.launch(name, ["-c", program], {}, registry.home / "logs" / f"{name}.log")
    found = registry.find(name)
    assert found is not None
    return found


def test_a_launched_process_is_found_until_it_ends(registry: Registry) -> None:
    process = launch(registry, "sleeper", "import time; time.sleep(600)")

    end_processes([process], 10)

    assert registry.find("sleeper") is None
    assert registry.leftovers() == []


def test_a_number_that_now_belongs_to_another_is_not_ours(registry: Registry) -> None:
    stranger = psutil.Process()
    update_record(registry.file, {"api-server": {"pid": stranger.pid, "started": stranger.create_time() - 60}})

    assert registry.find("api-server") is None


def test_orphans_in_sessions_of_their_own_are_found_and_killed(registry: Registry) -> None:
    parent = launch(registry, "worker", HEEDLESS_PARENT)
    log = registry.home / "logs" / "worker.log"
    while log.read_text(encoding="utf-8").count("ready") < 2:
        assert parent.is_running()
    parent.kill()
    parent.wait(10)
    assert registry.find("worker") is None
    assert registry.leftovers("another") == []
    assert len(registry.leftovers("worker")) == 1

    kill_processes(registry.leftovers("worker"))

    assert registry.leftovers() == []


def test_a_process_of_another_home_is_never_ours(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Registry(tmp_path_factory.mktemp("other"))
    process = launch(other, "sleeper", "import time; time.sleep(600)")
    try:
        assert registry.leftovers() == []
        assert [found.pid for found in other.leftovers()] == [process.pid]
    finally:
        end_processes([process], 10)


def test_a_process_without_the_mark_is_left_alone(registry: Registry) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        kill_processes(registry.leftovers())
        assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_another_airflow_s_variables_are_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__DAGS_FOLDER", "/elsewhere")
    monkeypatch.setenv("AIRFLOW_HOME", "/elsewhere")
    monkeypatch.setenv("SHOUWANG_COUNTIES", '["341502"]')

    passed_on = own_environment()

    assert not [name for name in passed_on if name.startswith("AIRFLOW")]
    assert passed_on["SHOUWANG_COUNTIES"] == '["341502"]'


def test_the_record_names_number_and_start_time(registry: Registry) -> None:
    process = launch(registry, "sleeper", "import time; time.sleep(600)")

    assert read_record(registry.file) == {"sleeper": {"pid": process.pid, "started": process.create_time()}}
