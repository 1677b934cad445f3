"""Directories that leave whole or not at all: written beside, made durable, renamed once, checked by a manifest."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shouwang.durable_files import keep_names

MANIFEST = "manifest.json"
PARTIAL = ".{}.partial"

Manifest = dict[str, Any]


class AlteredFile(RuntimeError):
    """A file that left is not what its manifest says."""


def deliver(target: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Make the directory ``target`` with ``files`` and the manifest; it appears complete or not at all.

    A file name may put its file into a directory of its own (``备案/民政局.xlsx``).
    The caller sees to it that nobody else writes below ``target.parent``, where leftovers of a killed run are removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    clear_partial(target.parent)
    partial = target.parent / PARTIAL.format(target.name)
    partial.mkdir(mode=0o750)
    for name, content in {**files, MANIFEST: _write_manifest(manifest)}.items():
        (partial / name).parent.mkdir(exist_ok=True, mode=0o750)
        _write_durably(partial / name, content)
    for directory in sorted({(partial / name).parent for name in files} | {partial}):
        keep_names(directory)
    partial.rename(target)
    keep_names(target.parent)


def clear_partial(parent: Path) -> None:
    """Remove what a killed run left half-written."""
    for leftover in sorted(parent.glob(PARTIAL.format("*"))):
        shutil.rmtree(leftover)


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


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as handle:
        os.fchmod(handle.fileno(), 0o640)
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
