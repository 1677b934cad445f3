"""Tokens in forms: an answer is taken only from a page that was made for this person and question.

Airflow's session cookie is ``SameSite=Lax``: a form on another site does not carry it. The token holds where it would.
"""

from typing import Any, NamedTuple

from airflow.configuration import conf
from itsdangerous import BadSignature, URLSafeTimedSerializer

from shouwang.desk.access import Clerk
from shouwang.landing.identities.decisions import Cell

VALID_SECONDS = 8 * 3600
LOOK, ANSWER = "look", "answer"


class StaleForm(ValueError):
    """A form that was not made for this person and question, or too long ago; the text is Chinese."""


class Shown(NamedTuple):
    """What a page showed: the people beside the record, by their numbers."""

    person_ids: tuple[int, ...] = ()

    def require(self, person_id: int | None) -> None:
        """StaleForm when an answer is about somebody whom the page did not show."""
        if person_id is not None and person_id not in self.person_ids:
            raise StaleForm("这一页没有显示所选的人；没有改动，请重新打开这一处")


def sign(purpose: str, clerk: Clerk, cell: Cell, shown: Shown | None = None) -> str:
    """The token of a form."""
    people = [] if shown is None else list(shown.person_ids)
    return str(_serializer(purpose).dumps([*_about(clerk, cell), people]))


def check(token: str, purpose: str, clerk: Clerk, cell: Cell) -> Shown:
    """What the page with this token showed; StaleForm when it was not made for ``clerk`` and ``cell``, or is old."""
    try:
        content: list[Any] = _serializer(purpose).loads(token, max_age=VALID_SECONDS)
    except BadSignature:
        content = []
    if content[:-1] != _about(clerk, cell):
        raise StaleForm("这一页不是为您的这次操作生成的，或已过时；没有改动，请重新打开这一处")
    return Shown(tuple(content[-1]))


def _about(clerk: Clerk, cell: Cell) -> list[str | int]:
    return [clerk.login, clerk.county_code, *cell]


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        conf.get_mandatory_value("api", "secret_key"), salt=f"shouwang identity desk {purpose}"
    )
