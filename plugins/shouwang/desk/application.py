"""The desk's pages as an application that Airflow's server mounts; every page but the style asks who is there."""

import logging
from datetime import datetime
from functools import cache
from typing import Annotated, Literal

import psycopg2
from fastapi import Depends, FastAPI, Form, HTTPException, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response

from shouwang.desk import access, forms, pages
from shouwang.desk.access import KnownClerk, SignedIn, SignInFirst
from shouwang.desk.comparison import Comparison, LookRefused, Person, compare, look
from shouwang.desk.questions import LOGIN, Question, Wanted, choose, read_questions
from shouwang.desk.waking import announce_decision
from shouwang.desk.waterfall import waterfall
from shouwang.divisions import county
from shouwang.landing.identities.decisions import Answer, Cell, IdentityDecisionError, keep_decisions
from shouwang.months import BEIJING
from shouwang.settings import settings

SEE_OTHER, UNAUTHORIZED, FORBIDDEN, CONFLICT, INCOMPLETE, UNAVAILABLE = 303, 401, 403, 409, 422, 503
LONGEST = 500  # characters of a reason
LOG = logging.getLogger(__name__)

CellPath = "/{county_code}/cells/{delivery_id}/{row_number}/{column_name}"
Reason = Annotated[str, Form(max_length=LONGEST)]
Token = Annotated[str, Form()]


def cell(
    delivery_id: Annotated[int, Path(ge=1)],
    row_number: Annotated[int, Path(ge=1)],
    column_name: Annotated[str, Path(pattern=r"^[a-z_]*id_number$")],
) -> Cell:
    """The identity cell that an address names."""
    return Cell(delivery_id, row_number, column_name)


KnownCell = Annotated[Cell, Depends(cell)]


@cache
def application() -> FastAPI:
    """The application, made once in a process."""
    made = FastAPI(title="Shouwang identity desk", docs_url=None, redoc_url=None, openapi_url=None)
    made.add_api_route("/style.css", pages.style)
    made.add_api_route("/", show_counties)
    made.add_api_route("/{county_code}/", show_list)
    made.add_api_route(CellPath, show_question)
    made.add_api_route(CellPath, show_records, methods=["POST"])
    made.add_api_route(f"{CellPath}/answer", back_to_question)
    made.add_api_route(f"{CellPath}/answer", take_answer, methods=["POST"])
    made.add_exception_handler(SignInFirst, ask_to_sign_in)
    made.add_exception_handler(HTTPException, say_refused)
    made.add_exception_handler(RequestValidationError, say_incomplete)
    made.add_exception_handler(psycopg2.Error, say_unavailable)
    return made


def show_counties(request: Request, user: SignedIn) -> Response:
    """The counties whose questions one may see; the list itself when there is but one."""
    found = access.counties_of(request, user)
    if len(found) == 1:
        return RedirectResponse(f"{access.root_of(request)}/{next(iter(found))}/", SEE_OTHER)
    return pages.page("counties", counties=found, root=access.root_of(request))


def show_list(
    clerk: KnownClerk,
    state: Literal["open", "undecided", "following", "decided"] = "open",
    township: str = "",
    age: Annotated[int, Query(ge=0)] = 0,
    page: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """The questions of a county, narrowed; no identity."""
    wanted, today = Wanted(state, township, age, page), datetime.now(BEIJING).date()
    listing = choose(read_questions(settings(), clerk.county_code), wanted, today)
    return pages.page(
        "list",
        county=county(clerk.county_code),
        clerk=clerk,
        wanted=wanted,
        listing=listing,
        today=today,
        root=clerk.root,
    )


def show_question(clerk: KnownClerk, cell: KnownCell) -> Response:
    """One question without identities, and a form to see both records."""
    return _page(clerk, cell)


def show_records(clerk: KnownClerk, cell: KnownCell, reason: Reason, token: Token) -> Response:
    """Both records of a question, after the log has it, and a form to answer."""
    try:
        forms.check(token, forms.LOOK, clerk, cell)
        found = look(settings(), clerk.county_code, cell, clerk.login, reason)
    except (forms.StaleForm, LookRefused) as refused:
        return _page(clerk, cell, str(refused), FORBIDDEN)
    return _page(clerk, cell, comparison=found)


def back_to_question(clerk: KnownClerk, cell: KnownCell) -> Response:
    """Whoever reloads the address of an answer sees the question."""
    return RedirectResponse(_address(clerk, cell), SEE_OTHER)


def take_answer(  # noqa: PLR0913 -- the fields of a form
    clerk: KnownClerk,
    cell: KnownCell,
    *,
    answer: Annotated[Literal["same", "not_same", "undecided", "undo"], Form()],
    reason: Reason,
    token: Token,
    person_id: Annotated[int | None, Form()] = None,
) -> Response:
    """Keep an answer in the name of who gives it, have it carried out, and go back to the list."""
    try:
        forms.check(token, forms.ANSWER, clerk, cell).require(person_id)
        given = Answer(cell, answer, person_id=person_id)
        keep_decisions(settings(), clerk.county_code, [given], reason, clerk.login, role=LOGIN)
    except (forms.StaleForm, IdentityDecisionError) as refused:
        return _page(clerk, cell, str(refused), CONFLICT)
    announce_decision(clerk.county_code)
    return RedirectResponse(clerk.home, SEE_OTHER)


def _page(
    clerk: access.Clerk, cell: Cell, problem: str = "", status_code: int = 200, comparison: Comparison | None = None
) -> Response:
    people = comparison.people if comparison else ()
    return pages.page(
        "question",
        status_code,
        county=county(clerk.county_code),
        clerk=clerk,
        cell=cell,
        address=_address(clerk, cell),
        question=_find(clerk, cell),
        problem=problem,
        comparison=comparison,
        side_by_side=lambda person: compare(comparison.sent, person.record) if comparison else [],
        bars=_bars,
        look_token=forms.sign(forms.LOOK, clerk, cell),
        answer_token=forms.sign(forms.ANSWER, clerk, cell, forms.Shown(tuple(p.person_id for p in people))),
        root=clerk.root,
    )


def _address(clerk: access.Clerk, cell: Cell) -> str:
    return f"{clerk.home}cells/{cell.delivery_id}/{cell.row_number}/{cell.column_name}"


def _find(clerk: access.Clerk, cell: Cell) -> Question:
    found = [known for known in read_questions(settings(), clerk.county_code) if known.cell == cell]
    if not found:
        raise HTTPException(access.NOT_FOUND, "这一处已不在待核对之列：可能已重报、已撤回，或编号写错")
    return found[0]


def _bars(person: Person) -> tuple[object, ...]:
    return waterfall(person.evidence, person.score) if person.score is not None else ()


async def ask_to_sign_in(request: Request, error: Exception) -> Response:
    """Lead a person to Airflow's sign-in and back; tell a program that it needs a token."""
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if wants_page and isinstance(error, SignInFirst):
        return RedirectResponse(error.login_url, SEE_OTHER)
    return pages.page(
        "refusal", UNAUTHORIZED, message="请先登录 Airflow，再重新操作；没有改动", root=access.root_of(request)
    )


async def say_refused(request: Request, error: Exception) -> Response:
    """What the server refused, in words."""
    code = error.status_code if isinstance(error, HTTPException) else UNAVAILABLE
    known = {FORBIDDEN: "您在 Airflow 中没有办理这个县身份核对的权限；请向管理员申请"}
    return pages.page(
        "refusal", code, message=known.get(code, str(getattr(error, "detail", ""))), root=access.root_of(request)
    )


async def say_incomplete(request: Request, _error: Exception) -> Response:
    """That an address or a form is not one of ours; what was typed is not repeated."""
    message = f"填写不完整或地址不对；没有改动。请回到清单重新打开，理由不超过 {LONGEST} 字"
    return pages.page("refusal", INCOMPLETE, message=message, root=access.root_of(request))


async def say_unavailable(request: Request, error: Exception) -> Response:
    """That the warehouse did not answer; the log gets the code alone, for the text may quote a value."""
    LOG.error("the warehouse refused: %s, SQLSTATE %s", type(error).__name__, getattr(error, "pgcode", None))
    message = "数据库没有应答；没有改动，请稍后再试或告知管理员"
    return pages.page("refusal", UNAVAILABLE, message=message, root=access.root_of(request))
