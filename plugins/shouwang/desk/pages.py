"""The pages, as HTML that needs no script and nothing from elsewhere."""

from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from shouwang.desk.questions import AGES, STATES
from shouwang.feeds.declarations import vocabulary
from shouwang.landing.values.reasons import reasons
from shouwang.months import BEIJING

# Kept nowhere, framed by Airflow alone, nothing run and nothing fetched from elsewhere.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
DECISIONS = {"same": "是同一人", "not_same": "不是同一人", "undecided": "暂不能定"}


def page(name: str, status_code: int = 200, **content: Any) -> Response:
    """A page of this name (a template beside this module) with its content, cells escaped."""
    text = _environment().get_template(f"{name}.html.j2").render(**content)
    return HTMLResponse(text, status_code, HEADERS)


def style() -> Response:
    """The style of all pages."""
    return Response(_environment().get_template("style.css.j2").render(), media_type="text/css")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("shouwang.desk", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals.update(states=STATES, ages=AGES, decisions=DECISIONS)
    made.filters.update(
        reason=lambda code: reasons()[code].label if code in reasons() else "",
        header=lambda name: vocabulary()[name]["header"],
        beijing=lambda moment: moment.astimezone(BEIJING),
    )
    return made
