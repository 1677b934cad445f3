"""Seeing one identity: asked for with a reason, written down, and only then given."""

from dataclasses import asdict, dataclass
from typing import Any

import psycopg2
from psycopg2.errors import RaiseException

from shouwang.settings import Settings
from shouwang.warehouse import connect

OFFICER = "county_officer"
COLUMNS = ("person_name", "id_number", "phone", "village_name")


@dataclass(frozen=True)
class Identity:
    """The newest that accepted lists say of a person; None where none says it."""

    request_number: int
    person_name: str | None
    id_number: str | None
    phone: str | None
    village_name: str | None

    def as_document(self) -> dict[str, Any]:
        """The identity as JSON knows it."""
        return asdict(self)


def reveal(settings: Settings, person_id: int, reason: str, login: str = OFFICER) -> Identity | None:
    """Who a person is, asked by the officer ``login``; None when no accepted list names the person.

    The request is committed before the identity is read, so none is seen without a row in ``vault.reveals``.
    ValueError (Chinese) without a reason or beyond the day's limit; PermissionError when the login may not ask.
    """
    try:
        with connect(settings, login, "reveal") as connection, connection.cursor() as cursor:
            cursor.execute("select vault.request_reveal(%s, %s)", (person_id, reason))
            (number,) = cursor.fetchone() or (None,)
        with connect(settings, login, "reveal") as connection, connection.cursor() as cursor:
            cursor.execute("select person_name, id_number, phone, village_name from vault.reveal(%s)", (number,))
            row = cursor.fetchone()
    except RaiseException as refusal:
        raise ValueError(refusal.diag.message_primary) from None
    except psycopg2.errors.InsufficientPrivilege:
        raise PermissionError(f"账号 {login} 没有查看身份信息的权限；请由管理员授予 {OFFICER} 角色") from None
    return Identity(int(number or 0), *row) if row else None
