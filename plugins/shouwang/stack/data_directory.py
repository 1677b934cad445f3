"""The data directory: made whole or made again, never half used."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shouwang.stack.account import Account
from shouwang.stack.configuration import CONFIGURATION_FILE
from shouwang.stack.errors import StackError
from shouwang.stack.pg_ctl import PgCtl
from shouwang.stack.places import SYSTEM_ROOT, Places, make_home


def prepare_directories(places: Places, account: Account) -> None:
    """Make the home and the server's directories, closed to other users. StackError when root and a user would mix."""
    is_apart = places.base != places.home
    if is_apart and (places.home / "postgres" / "PG_VERSION").exists():
        owner = (places.home / "postgres").owner()
        raise StackError(f"{places.home} 的数据库是用户 {owner} 建立的；请用该用户运行，不要用 root")
    make_home(places.home)
    for directory in (places.run_directory, places.base, places.log.parent):
        directory.mkdir(parents=True, exist_ok=True)
    if is_apart:
        SYSTEM_ROOT.chmod(0o755)
        places.base.chmod(0o700)
        account.give(places.base)


def create_data_directory(pg_ctl: PgCtl, password: str) -> None:
    """Make the data directory unless it is complete; a half-made one is removed first. StackError when initdb fails."""
    places = pg_ctl.places
    if places.marker.exists():
        return
    shutil.rmtree(places.data, ignore_errors=True)
    with written_password(places.base / ".initdb-password", password, pg_ctl.account) as password_file:
        error = pg_ctl.initialise(password_file)
    if error:
        raise StackError(f"建立数据库目录 {places.data} 失败：{error.strip()}；请检查磁盘空间和目录权限后重试")
    with (places.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"\ninclude_if_exists = '{CONFIGURATION_FILE}'\n")
    places.marker.touch()


@contextmanager
def written_password(path: Path, password: str, account: Account) -> Iterator[Path]:
    """Hold the password in a file that only the server's user reads, for as long as the block lasts."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    try:
        account.give(path)
        path.write_text(password, encoding="utf-8")
        yield path
    finally:
        path.unlink(missing_ok=True)
