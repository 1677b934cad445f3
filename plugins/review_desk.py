"""身份核对 in Airflow's navigation: the review desk's pages, mounted beside Airflow's own."""

from typing import Any

from airflow.plugins_manager import AirflowPlugin


class Desk:
    """The desk's application, made when somebody first asks for it: every process of Airflow reads this file."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one request."""
        from shouwang.desk.application import application

        await application()(scope, receive, send)


class ReviewDeskPlugin(AirflowPlugin):
    """The pages and the entry that leads to them."""

    name = "shouwang_review_desk"
    fastapi_apps = [{"app": Desk(), "url_prefix": "/identity-desk", "name": "shouwang_review_desk"}]  # noqa: RUF012 -- Airflow's form
    external_views = [  # noqa: RUF012 -- Airflow's form
        {"name": "身份核对", "href": "/identity-desk/", "destination": "nav", "url_route": "identity-desk"}
    ]
