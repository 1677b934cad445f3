"""The parts of ``scripts/bootstrap.py`` that decide."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from shouwang.settings import PROJECT_ROOT

SCRIPT = PROJECT_ROOT / "scripts" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, at work in a project of its own."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("one\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return module


def finish(bootstrap: ModuleType) -> None:
    bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
    bootstrap.PYTHON.touch()
    bootstrap.stamp().touch()


def test_an_environment_without_its_stamp_is_half_made(bootstrap: ModuleType) -> None:
    finish(bootstrap)
    assert bootstrap.is_complete()

    bootstrap.stamp().unlink()
    assert not bootstrap.is_complete()


def test_an_environment_whose_python_is_gone_is_not_complete(bootstrap: ModuleType) -> None:
    finish(bootstrap)
    bootstrap.PYTHON.unlink()
    bootstrap.PYTHON.symlink_to("/gone/python")

    assert not bootstrap.is_complete()


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_makes_the_environment_incomplete(bootstrap: ModuleType, tmp_path: Path, name: str) -> None:
    finish(bootstrap)
    (tmp_path / name).write_text("two\n", encoding="utf-8")

    assert not bootstrap.is_complete()


def test_an_environment_made_at_another_place_is_not_usable(bootstrap: ModuleType) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bootstrap.ENVIRONMENT], check=True)  # noqa: S603
    activate = bootstrap.ENVIRONMENT / "bin" / "activate"
    activate.write_text(activate.read_text(encoding="utf-8").replace(str(bootstrap.ENVIRONMENT), "/moved/.venv"))

    assert not bootstrap.is_usable()


def test_pip_s_indexes_hold_for_uv_and_the_environment_wins(bootstrap: ModuleType) -> None:
    listing = (
        "global.index-url='https://file.example/simple'\n"
        "global.extra-index-url='https://a.example/simple https://b.example/simple'\n"
        "global.timeout='60'\n"
        ":env:.index-url='https://env.example/simple'\n"
    )

    assert bootstrap.translate_configuration(listing) == [
        *("--index-url", "https://env.example/simple"),
        *("--extra-index-url", "https://a.example/simple"),
        *("--extra-index-url", "https://b.example/simple"),
    ]


def test_an_old_python_can_read_the_script_as_far_as_its_message() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))
