"""Where things are and how to reach them: environment first, then what the embedded stack wrote down.

Every setting can be given as ``SHOUWANG_<NAME>``. Ports and passwords of the embedded stack are written by
``shouwang up`` to ``<home>/run`` (mode 0600) and read back here; production gives them by environment.
"""

import json
import os
from functools import cache
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """Places and addresses. Directories are created by whoever writes to them first."""

    model_config = SettingsConfigDict(env_prefix="SHOUWANG_", extra="ignore")

    home: Path = PROJECT_ROOT / "var"
    warehouse_host: str = "127.0.0.1"
    warehouse_port: int = 0
    warehouse_database: str = "shouwang"
    counties: tuple[str, ...] = ("411024",)
    reading_memory_mb: int = 1500  # what reading one file may take
    reading_seconds: int = 300
    notice_urls: dict[str, tuple[SecretStr, ...]] = {}  # apprise addresses by department code; "default" for the rest
    policies: Path | None = None  # a folder with further policy packs, one file each
    public_url: str = ""  # where people look, named in notices

    @property
    def inbox(self) -> Path:
        """Where departments put files: ``inbox/<county code>/<YYYY-MM of the data>/<any name>``."""
        return self.home / "inbox"

    @property
    def archive(self) -> Path:
        """Every file ever received, by the sha256 of its bytes."""
        return self.home / "archive"

    @property
    def readings(self) -> Path:
        """What was read of files that are not landed yet, one directory per delivery."""
        return self.home / "readings"

    @property
    def outbox(self) -> Path:
        """Lists: ``outbox/<county code>/<YYYY-MM>/<revision>/``; receipts: ``…/<YYYY-MM>/receipts/<department>/``."""
        return self.home / "outbox"

    @property
    def reports(self) -> Path:
        """Gate reports: ``reports/<county code>/<YYYY-MM>/``."""
        return self.home / "reports"

    @property
    def run_directory(self) -> Path:
        """Addresses, credentials and process numbers of the embedded stack."""
        return self.home / "run"

    def endpoint(self, name: str) -> int:
        """A port of the embedded stack, such as ``warehouse_port``; LookupError when it was never started."""
        return int(str(self._written("endpoints.json", name)))

    def secret(self, name: str) -> str:
        """A password or key: ``SHOUWANG_SECRET_<NAME>`` or the stack's credentials; LookupError when neither has it."""
        return os.environ.get(f"SHOUWANG_SECRET_{name.upper()}") or str(self._written("credentials.json", name))

    def _written(self, file_name: str, name: str) -> object:
        path = self.run_directory / file_name
        try:
            return json.loads(path.read_text(encoding="utf-8"))[name]
        except (FileNotFoundError, KeyError):
            raise LookupError(f"{name} is not set and not in {path}: start with `shouwang up`") from None

    @property
    def port(self) -> int:
        """The warehouse's port: the setting when given, else the embedded server's."""
        return self.warehouse_port or self.endpoint("warehouse_port")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
