"""Who may use the desk: whoever Airflow knows, as far as Airflow lets them at the county's runs that carry answers out.

Airflow serves what plugins add to everybody; each page asks here first. To see the list one must be allowed to see runs
of ``follow_identities_<county>``, to look at records and to answer one must be allowed to start them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import bearer_scheme, get_user, requires_access_dag
from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials

from shouwang.divisions import county
from shouwang.settings import settings

UNAUTHORIZED, NOT_FOUND = 401, 404


class SignInFirst(Exception):
    """Nobody is signed in; ``login_url`` is where that is done, and leads back."""

    def __init__(self, login_url: str) -> None:
        super().__init__("nobody is signed in")
        self.login_url = login_url


class Clerk(NamedTuple):
    """Who uses a page (Airflow's login), the county it is about, and the address all pages stand under."""

    login: str
    county_code: str
    root: str

    @property
    def home(self) -> str:
        """The address of the county's list."""
        return f"{self.root}/{self.county_code}/"


async def signed_in(
    request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer_scheme)]
) -> BaseUser:
    """Airflow's user of a request, by cookie or token; SignInFirst when there is none."""
    try:
        return await get_user(request, None, bearer)
    except HTTPException as refused:
        if refused.status_code != UNAUTHORIZED:
            raise
        raise SignInFirst(get_auth_manager().get_url_login(next_url=str(request.url))) from None


SignedIn = Annotated[BaseUser, Depends(signed_in)]


def clerk(request: Request, user: SignedIn, county_code: str) -> Clerk:
    """The user of a county's page; HTTPException 404 for another county, 403 when Airflow does not allow it."""
    if county_code not in settings().counties:
        raise HTTPException(NOT_FOUND, "本系统不服务这个县")
    method: Literal["GET", "POST"] = "GET" if request.method == "GET" else "POST"
    requires_access_dag(method, DagAccessEntity.RUN, f"follow_identities_{county_code}")(request, user)
    return Clerk(user.get_name(), county_code, root_of(request))


def root_of(request: Request) -> str:
    """The address that the desk is mounted at."""
    return str(request.scope.get("root_path", ""))


def counties_of(request: Request, user: BaseUser) -> Mapping[str, str]:
    """Code and name of the counties whose list the user may see."""
    allowed = {}
    for code in settings().counties:
        try:
            allowed[clerk(request, user, code).county_code] = county(code).name
        except HTTPException:
            continue
    return allowed


KnownClerk = Annotated[Clerk, Depends(clerk)]
