"""Where the embedded PostgreSQL keeps its programs, data and log."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

SYSTEM_ROOT = Path("/var/lib/shouwang")


@dataclass(frozen=True)
class Places:
    """Directories of one embedded server.

    ``base`` belongs to the server's user. For root that is below ``/var/lib/shouwang``, because the system user who
    runs the server may not be able to reach the home.
    """

    home: Path
    base: Path
    programs: Path | None
    log: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.base / "postgres"

    @property
    def marker(self) -> Path:
        """Written last when a data directory has been made: without it the directory is half-made."""
        return self.data / "shouwang-complete"

    @property
    def run_directory(self) -> Path:
        """Addresses and credentials."""
        return self.home / "run"


def find_places(home: Path, *, is_root: bool | None = None) -> Places:
    """The places of the server of this home, for root or (by default) for whoever runs this process."""
    home = home.resolve()
    if os.geteuid() == 0 if is_root is None else is_root:
        base = SYSTEM_ROOT / hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        return Places(home, base, base / "programs", base / "postgres.log")
    return Places(home, home, None, home / "logs" / "postgres.log")


def make_home(home: Path) -> None:
    """Make the home, closed to other users; one that is there already keeps its rights, for it may be shared."""
    home.parent.mkdir(parents=True, exist_ok=True)
    if not home.exists():
        home.mkdir(mode=0o700)
