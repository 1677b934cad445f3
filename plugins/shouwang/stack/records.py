"""Small JSON files that the stack writes down: whole or not at all, readable by their owner alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shouwang.durable_files import write_whole
from shouwang.stack.errors import StackError


def read_record(path: Path) -> dict[str, Any]:
    """The object in the file, empty when there is none. StackError when it is no JSON object."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise StackError(f"{path} 应当是一个 JSON 对象，实际不是；请从备份恢复这个文件后重试")
    return content


def write_record(path: Path, content: Mapping[str, object]) -> None:
    """Replace the file (mode 0600) by the object; a reader sees the old or the new one, a crash leaves either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode(), 0o600)


def update_record(path: Path, changes: Mapping[str, object]) -> None:
    """Add or replace keys of the file's object; writes nothing when they are there already."""
    before = read_record(path)
    after = before | dict(changes)
    if after != before:
        write_record(path, after)


def last_lines(log: Path, count: int = 20) -> str:
    """The end of a log, for a message; says so when there is no log."""
    if not log.exists():
        return "（没有日志）"
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
