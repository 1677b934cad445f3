"""Make ``.venv`` with everything that ``requirements.txt`` locks, or find it complete already.

Needs Python 3.11 to 3.14 and an index of packages, nothing else; uses the standard library alone. The index, extra
indexes and link directories that pip is configured with (pip.conf or ``PIP_…``) hold here too.
"""  # noqa: INP001 -- a script, run by its path

import ast
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
CANDIDATES = ("python3.11", "python3.12", "python3.13", "python3.14")

# An older Python gets as far as this line and no further: below it stands what it does not understand.
if not OLDEST <= sys.version_info[:2] <= NEWEST:
    found = next((path for path in map(shutil.which, CANDIDATES) if path), None)
    if found and "SHOUWANG_BOOTSTRAP" not in os.environ:
        os.environ["SHOUWANG_BOOTSTRAP"] = found
        os.execv(found, [found, *sys.argv])  # noqa: S606 -- an interpreter from PATH, by its full name
    present = sys.version.split()[0]
    sys.exit(
        f"需要 Python 3.11 至 3.14，当前是 {present}；请安装后用 `make run PYTHON=/路径/python3.11` 重试。\n"
        f"Python 3.11 to 3.14 is needed, this is {present}; install one, then `make run PYTHON=/path/to/python3.11`."
    )

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = "uv==0.13.9"
STAMP_PREFIX = ".shouwang-"
PIP_TO_UV = {
    "index-url": "--index-url",
    "extra-index-url": "--extra-index-url",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}


def main() -> None:
    """Make, repair or update the environment; ends with a message and status 1 when that cannot be done."""
    if is_complete():
        return
    with only_one():
        if is_complete():
            return
        started = time.monotonic()
        try:
            make_environment()
        except (subprocess.CalledProcessError, OSError) as error:
            sys.exit(failure(error))
        say(f"环境已就绪，用时 {time.monotonic() - started:.0f} 秒")


def is_complete() -> bool:
    """Whether the stamp of the present lock, project place and interpreter is there, and the interpreter too."""
    return stamp().exists() and PYTHON.exists()


def stamp() -> Path:
    """The file written last; its name changes with the lock, the project's settings and place, and the Python."""
    parts = [(ROOT / name).read_bytes() for name in ("requirements.txt", "pyproject.toml")]
    parts += [os.fsencode(ROOT), repr(sys.version_info[:2]).encode(), UV.encode()]
    return ENVIRONMENT / (STAMP_PREFIX + hashlib.sha256(b"\0".join(parts)).hexdigest()[:16])


@contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other run makes the environment of this directory."""
    directory = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个进程正在准备环境，等它完成 …")
            fcntl.flock(directory, fcntl.LOCK_EX)
        yield
    finally:
        os.close(directory)


def make_environment() -> None:
    """Bring the environment to the lock; one that was never finished, moved or of another Python is made anew."""
    complete_before = sorted(ENVIRONMENT.glob(STAMP_PREFIX + "*"))
    for old in complete_before:
        old.unlink()
    if not complete_before or not is_usable():
        create_environment()
    say("[2/3] 安装锁定的依赖（requirements.txt）…")
    install("-r", "requirements.txt")
    say("[3/3] 安装本项目 …")
    install("--no-deps", "--editable", ".")
    stamp().touch()


def is_usable() -> bool:
    """Whether the environment has the present Python version and was made at this place."""
    check = f"import sys, pip; assert sys.version_info[:2] == {sys.version_info[:2]!r}"
    made_here = str(ENVIRONMENT) in (ENVIRONMENT / "bin" / "activate").read_text(encoding="utf-8")
    return made_here and run(PYTHON, "-c", check, must_succeed=False, quiet=True).returncode == 0


def create_environment() -> None:
    """Make an empty environment with pip. Ends the program when this Python cannot."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit(
            "这个 Python 缺少 venv/ensurepip 模块；Debian、Ubuntu 请先执行 `apt-get install python3-venv`，再重试。\n"
            "This Python lacks venv/ensurepip; on Debian or Ubuntu run `apt-get install python3-venv`, then try again."
        )
    if ENVIRONMENT.exists() or ENVIRONMENT.is_symlink():
        say("发现未完成的或不适用的 .venv，删除后重建 …")
        remove(ENVIRONMENT)
    say(f"[1/3] 建立虚拟环境 .venv（Python {sys.version.split()[0]}）…")
    run(sys.executable, "-m", "venv", ENVIRONMENT)


def remove(path: Path) -> None:
    """Remove a directory, or a link to one without what it points to."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path)


def install(*what: str) -> None:
    """Install with uv, which takes seconds; with pip, which takes minutes, when uv cannot be had or fails."""
    try:
        if not has_uv():
            run(PYTHON, "-m", "pip", "install", "--quiet", UV)
        run(PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, *index_options(), *what)
    except subprocess.CalledProcessError:
        say("uv 未能完成安装，改用 pip（需要几分钟）…")
        run(PYTHON, "-m", "pip", "install", "--quiet", *what)


def has_uv() -> bool:
    """Whether the environment has the pinned uv."""
    answer = run(PYTHON, "-m", "uv", "--version", must_succeed=False, quiet=True)
    return answer.stdout.split()[1:2] == [UV.partition("==")[2]]


def index_options() -> list[str]:
    """What pip is configured with, as options of uv; like pip, the best version of all indexes is taken."""
    listing = run(PYTHON, "-m", "pip", "config", "list", quiet=True)
    cache = [] if os.access(Path.home(), os.W_OK) else ["--no-cache"]
    return [*cache, "--index-strategy", "unsafe-best-match", *translate_configuration(listing.stdout)]


def translate_configuration(listing: str) -> list[str]:
    """Options of uv from the lines ``section.key='value'`` of ``pip config list``; the environment comes first."""
    lines = (line.partition("=") for line in sorted(listing.splitlines()))
    values: dict[str, str] = {}
    for name, _, value in lines:
        values.setdefault(name.rpartition(".")[2], str(ast.literal_eval(value)))
    return [part for key in PIP_TO_UV for value in values.get(key, "").split() for part in (PIP_TO_UV[key], value)]


def run(*command: str | Path, must_succeed: bool = True, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a step in the project's directory; quiet keeps its output. CalledProcessError when it must not fail."""
    return subprocess.run(  # noqa: S603 -- our own words
        [str(part) for part in command],
        check=must_succeed,
        capture_output=quiet,
        text=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )


def failure(error: Exception) -> str:
    """What to do when a step failed."""
    return (
        f"环境没有建成：{error}\n请检查磁盘空间、目录权限和软件源（pip config list），"
        "然后重新执行同一条命令，未完成的环境会自动重建。\n"
        "The environment is not complete: check disk space, permissions and the package index (pip config list), "
        "then run the same command again."
    )


def say(line: str) -> None:
    """Report progress."""
    sys.stderr.write(f"守望 | {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
