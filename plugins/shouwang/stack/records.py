"""Small JSON files that the stack writes down: whole or not at all, readable by their owner alone."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import Any


def read_record(path: Path) -> dict[str, Any]:
    """The object in the file, empty when there is none. ValueError when it is no JSON object."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(content, dict):
        raise ValueError(f"{path} 应当是一个 JSON 对象，实际是 {type(content).__name__}；请恢复备份或删除后重试")
    return content


def write_record(path: Path, content: Mapping[str, object]) -> None:
    """Replace the file (mode 0600) by the object; a reader sees the old or the new one, a crash leaves either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def update_record(path: Path, changes: Mapping[str, object]) -> None:
    """Add or replace keys of the file's object; writes nothing when they are there already."""
    before = read_record(path)
    after = before | dict(changes)
    if after != before:
        write_record(path, after)
