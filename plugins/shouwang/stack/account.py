"""The operating system's user who runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from shouwang.stack.errors import StackError

SYSTEM_USER = "shouwang"


class ProcessIdentity(TypedDict, total=False):
    """Arguments of ``subprocess`` that start a program as another user; empty for the present one."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user and group number of the operating system."""

    user: int
    group: int

    @property
    def identity(self) -> ProcessIdentity:
        """How ``subprocess`` is told to run a program as this user."""
        if self.user == os.geteuid():
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make the user the owner of a file or directory."""
        if self.user != os.geteuid():
            os.chown(path, self.user, self.group, follow_symlinks=False)


def server_account() -> Account:
    """The present user or, for root, the system user ``shouwang``, created when absent (StackError when it cannot)."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    entry = find_system_user() or create_system_user()
    return Account(entry.pw_uid, entry.pw_gid)


def find_system_user() -> pwd.struct_passwd | None:
    """The system user's entry, if there is one."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def create_system_user() -> pwd.struct_passwd:
    """Create the system user (root only). StackError says what to do when it cannot be done."""
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    command = [useradd or "useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/bin/false", SYSTEM_USER]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False) if useradd else None  # noqa: S603 -- fixed words
    entry = find_system_user()
    if entry is None:
        reason = outcome.stderr.strip() if outcome else "找不到 useradd 命令"
        raise StackError(
            f"PostgreSQL 不能以 root 运行，需要系统用户 {SYSTEM_USER}，但创建失败：{reason}。"
            f"请执行 `{' '.join(command)}`，或换普通用户运行"
        )
    return entry
