"""Credentials: every name the project reads, random, made once."""

from pathlib import Path

from cryptography.fernet import Fernet

from shouwang.settings import Settings
from shouwang.stack.credentials import ensure_credentials, generate_credentials
from shouwang.stack.records import read_record, write_record
from shouwang.warehouse.migration import roles


def test_every_role_of_the_warehouse_has_a_password() -> None:
    assert set(roles()) | {"admin", "airflow_database"} <= set(generate_credentials())


def test_two_installations_share_nothing() -> None:
    assert not set(generate_credentials().values()) & set(generate_credentials().values())


def test_the_keys_have_the_lengths_that_their_readers_want() -> None:
    made = generate_credentials()

    assert len(bytes.fromhex(made["pseudonym_key"])) == 32
    assert len(made["airflow_jwt_secret"].encode()) >= 64
    assert Fernet(made["airflow_fernet_key"]).decrypt(Fernet(made["airflow_fernet_key"]).encrypt(b"x")) == b"x"


def test_what_is_there_stays_and_what_is_missing_is_added(tmp_path: Path) -> None:
    write_record(tmp_path / "run" / "credentials.json", {"pseudonym_key": "old"})

    first = ensure_credentials(tmp_path / "run")
    second = ensure_credentials(tmp_path / "run")

    assert first["pseudonym_key"] == "old"
    assert first == second == read_record(tmp_path / "run" / "credentials.json")
    assert Settings(home=tmp_path).secret("loader") == first["loader"]
