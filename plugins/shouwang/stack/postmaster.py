"""The server's process as its own ``postmaster.pid`` tells it, whatever kill -9 and reboots left in that file."""

from dataclasses import dataclass
from pathlib import Path

import psutil

PID_FILE = "postmaster.pid"
PID_LINE, PORT_LINE, STATUS_LINE = 0, 3, 7
LEFTOVER_SECONDS = 10


@dataclass(frozen=True)
class Postmaster:
    """A living server process: its port, and whether it takes connections yet."""

    process: psutil.Process
    port: int
    is_ready: bool


def find_postmaster(data: Path) -> Postmaster | None:
    """The living server of a data directory; None when there is none, whatever a stale file says."""
    lines = read_pid_file(data)
    process = find_server_process(lines[PID_LINE] if lines else "", data)
    if process is None:
        return None
    port = int(lines[PORT_LINE]) if len(lines) > PORT_LINE else 0
    return Postmaster(process, port, len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready")


def read_pid_file(data: Path) -> list[str]:
    """The lines of ``postmaster.pid``, none when it is absent."""
    try:
        return (data / PID_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def find_server_process(pid: str, data: Path) -> psutil.Process | None:
    """The process of that number when it is alive and the server of this directory, not a zombie or a stranger."""
    try:
        process = psutil.Process(int(pid))
        is_server = str(data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except (ValueError, psutil.Error):
        return None
    return process if is_server else None


def end_leftovers(data: Path) -> None:
    """When no server lives, kill what a killed one left in its directory, then remove the stale ``postmaster.pid``.

    PostgreSQL would take a zombie or a reused number for a server, and refuses to start while a busy backend of the
    dead one still holds its shared memory. The directory is recovered from the write-ahead log at the next start.
    """
    if find_postmaster(data) is not None or not (data / PID_FILE).exists():
        return
    orphans = [process for process in psutil.process_iter() if is_backend(process, data)]
    for process in orphans:
        process.kill()
    psutil.wait_procs(orphans, timeout=LEFTOVER_SECONDS)
    (data / PID_FILE).unlink(missing_ok=True)


def is_backend(process: psutil.Process, data: Path) -> bool:
    """Whether the process is one of PostgreSQL's that works in this data directory."""
    try:
        return process.name().startswith("postgres") and process.cwd() == str(data)
    except psutil.Error:
        return False
