"""Chinese and Beijing time as Airflow's first language and clock, until somebody chooses others in the UI.

Airflow's UI takes its language from the browser's local storage, then from the browser's own; it has no setting for
either. This ASGI middleware puts one line into the UI's page that fills the storage where it is empty.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

FIRST_CHOICES = {"i18nextLng": "zh-CN", "timezone": '"Asia/Shanghai"'}
SCRIPT = (
    "<script>"
    + "".join(
        f"if(localStorage.getItem('{key}')===null)localStorage.setItem('{key}','{value}');"
        for key, value in FIRST_CHOICES.items()
    )
    + "</script>"
).encode()
BEFORE = b"<script"


class ChineseFirst:
    """Passes everything through; to the UI's page it adds the script, before the first one of its own."""

    def __init__(self, app: Application) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one request; only those of a browser for a page are looked at."""
        if scope["type"] == "http" and accepts_page(scope["headers"]):
            page = Page(send)
            await self.app(scope, receive, page.send)
        else:
            await self.app(scope, receive, send)


class Page:
    """A response held back until it is whole when it is a page, passed on as it comes when it is not."""

    def __init__(self, send: Send) -> None:
        """Wrap the way back to the browser."""
        self.onward = send
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start" and is_page(message["headers"]):
            self.start = message
        elif self.start is None:
            await self.onward(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body = self.body.replace(BEFORE, SCRIPT + BEFORE, 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await self.onward({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self.onward({"type": "http.response.body", "body": body})


def accepts_page(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a request asks for a page, as browsers do when a person navigates."""
    return any(name == b"accept" and b"text/html" in value for name, value in headers)


def is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a response is an uncompressed page."""
    named = {name.lower(): value for name, value in headers}
    return named.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in named
