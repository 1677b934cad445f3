"""Passwords and keys of the embedded stack: random, made once, kept in ``<home>/run/credentials.json`` (0600)."""

import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from shouwang.stack.records import read_record, update_record

PASSWORDS = (
    "admin",
    "loader",
    "transformer",
    "publisher",
    "analyst",
    "dashboard",
    "township",
    "county_officer",
    "identity_desk",
    "data_protection",
    "airflow_database",
    "airflow_admin",
)
CREDENTIALS_FILE = "credentials.json"


def generate_credentials() -> dict[str, str]:
    """A fresh random value for every name; ``pseudonym_key`` is 32 bytes in hexadecimal."""
    return {name: secrets.token_urlsafe(24) for name in PASSWORDS} | {
        "airflow_secret_key": secrets.token_hex(32),
        "airflow_jwt_secret": secrets.token_hex(64),
        "airflow_fernet_key": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "pseudonym_key": secrets.token_hex(32),
    }


def ensure_credentials(run_directory: Path) -> dict[str, str]:
    """The stack's credentials; those missing are made, those there are never changed."""
    path = run_directory / CREDENTIALS_FILE
    update_record(path, generate_credentials() | read_record(path))
    return {name: str(value) for name, value in read_record(path).items()}
