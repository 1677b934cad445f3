"""The secret store's part of re-keying: a key to come is kept before it counts, a former one after."""

import os
import secrets
from pathlib import Path

from shouwang.people.pseudonym_keys import CURRENT, FORMER, NEXT, optional_secret
from shouwang.settings import Settings
from shouwang.stack.credentials import CREDENTIALS_FILE
from shouwang.stack.records import read_record, update_record, write_record


def keep_next_key(settings: Settings) -> str:
    """The key to come: the one an interrupted re-keying left, one given by environment, or a new one.

    ValueError (Chinese) when keys come by environment and this one does not: it could not be found again.
    """
    if known := optional_secret(settings, NEXT):
        return known
    if _is_from_environment(CURRENT):
        raise ValueError(
            "化名密钥由环境变量提供，本命令不能代为保存新密钥：请生成 64 位十六进制数设为"
            " SHOUWANG_SECRET_NEXT_PSEUDONYM_KEY 后再执行"
        )
    key = secrets.token_hex(32)
    update_record(_path(settings), {NEXT: key})
    return key


def switch_keys(settings: Settings, key: str) -> str:
    """Make ``key`` the current one in the store, the one before a former one; what is left for a person to do."""
    if _is_from_environment(CURRENT):
        return (
            "请把 SHOUWANG_SECRET_FORMER_PSEUDONYM_KEYS 设为旧密钥（已有的用逗号隔开）、SHOUWANG_SECRET_PSEUDONYM_KEY"
            " 设为新密钥、去掉 SHOUWANG_SECRET_NEXT_PSEUDONYM_KEY；改好之前系统照常使用新密钥"
        )
    record = read_record(_path(settings))
    if record.get(CURRENT) != key:
        former = [str(record[CURRENT]), *str(record.get(FORMER, "")).split(",")]
        kept = {name: value for name, value in record.items() if name != NEXT}
        write_record(_path(settings), {**kept, CURRENT: key, FORMER: ",".join(key for key in former if key)})
    return ""


def _is_from_environment(name: str) -> bool:
    return f"SHOUWANG_SECRET_{name.upper()}" in os.environ


def _path(settings: Settings) -> Path:
    return settings.run_directory / CREDENTIALS_FILE
