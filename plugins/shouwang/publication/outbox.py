"""Directories that leave whole or not at all: written beside, made durable, renamed once, checked by a manifest."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shouwang.durable_files import keep_names, write_durably
from shouwang.unfinished import remove_leftovers, unfinished_directory

MANIFEST = "manifest.json"

Manifest = dict[str, Any]


class AlteredFile(RuntimeError):
    """A file that left is not what its manifest says."""


def deliver(target: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Make the directory ``target`` with ``files`` and the manifest; it appears complete or not at all.

    A file name may put its file into a directory of its own (``备案/民政局.xlsx``). What a killed run left is removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    remove_leftovers(target.parent)
    with unfinished_directory(target.parent) as unfinished:
        unfinished.chmod(0o750)
        for name, content in {**files, MANIFEST: _write_manifest(manifest)}.items():
            (unfinished / name).parent.mkdir(exist_ok=True, mode=0o750)
            write_durably(unfinished / name, content, 0o640)
        for directory in sorted({(unfinished / name).parent for name in files} | {unfinished}):
            keep_names(directory)
        unfinished.rename(target)
    keep_names(target.parent)


def read_manifest(directory: Path) -> Manifest:
    """The manifest of a directory that left, each file checked against it; AlteredFile names the first that differs."""
    manifest: Manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        path = directory / entry["file_name"]
        if not path.is_file() or digest(path.read_bytes()) != entry["sha256"]:
            raise AlteredFile(
                f"{path} 与清单 {MANIFEST} 记载的校验码不一致（应为 {entry['sha256'][:12]}…）；"
                f"名单发出前被改动过，请删除目录 {directory} 后重新运行，系统会生成与原来完全相同的文件"
            )
    return manifest


def digest(content: bytes) -> str:
    """The sha256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()


def _write_manifest(manifest: Manifest) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
