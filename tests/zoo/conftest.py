"""The zoo as files: made once, by the writers the departments use."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from shouwang.landing.files.reading import Reader, passing_reader
from tests.zoo.specimens import ZOO
from tests.zoo.writing import convert

Files = dict[str, Path]


@pytest.fixture(scope="session")
def zoo_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every specimen's file by its name, each in a directory of its own."""
    home = tmp_path_factory.mktemp("zoo")
    made = {name: specimen.make(_room(home, name)) for name, specimen in ZOO.items()}
    converted = _converted(made, home / "conversions")
    return {name: _finished(name, path) for name, path in {**made, **converted}.items()}


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """One reading child for all specimens."""
    with passing_reader() as shared:
        yield shared


def _room(home: Path, name: str) -> Path:
    room = home / name
    room.mkdir()
    return room


def _converted(made: Files, home: Path) -> Files:
    """What LibreOffice saved anew, one run for each format, beside what it was made from."""
    by_format: dict[str, list[str]] = defaultdict(list)
    for name, specimen in ZOO.items():
        if specimen.converted_to:
            by_format[specimen.converted_to].append(name)
    found = {}
    for number, (target, names) in enumerate(by_format.items()):
        place = home / str(number)
        (place / "in").mkdir(parents=True)
        sources = [Path(shutil.copyfile(made[name], place / "in" / f"{name}.xlsx")) for name in names]
        convert(sources, target, place / "out", home / "profile")
        ending = target.partition(":")[0]
        found.update({name: _brought_home(place / "out" / f"{name}.{ending}", made[name]) for name in names})
    return found


def _brought_home(saved: Path, original: Path) -> Path:
    original.unlink()
    return Path(shutil.move(saved, original.with_suffix(saved.suffix)))


def _finished(name: str, path: Path) -> Path:
    specimen = ZOO[name]
    if specimen.renamed_to:
        path = path.rename(path.with_suffix(f".{specimen.renamed_to}"))
    if specimen.changed:
        path.write_bytes(specimen.changed(path.read_bytes()))
    return path
