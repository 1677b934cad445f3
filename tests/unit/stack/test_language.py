"""The UI's page gets its first language; nothing else is touched."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from shouwang.stack.language import SCRIPT, ChineseFirst

PAGE = "<html><head><script src='own.js'></script></head><body>守望</body></html>"

inner = FastAPI()


@inner.get("/page")
def page() -> HTMLResponse:
    return HTMLResponse(PAGE)


@inner.get("/streamed")
def streamed() -> StreamingResponse:
    return StreamingResponse((PAGE[at : at + 7] for at in range(0, len(PAGE), 7)), media_type="text/html")


@inner.get("/document")
def document() -> JSONResponse:
    return JSONResponse({"text": "<script"})


def ask(path: str, accept: str) -> httpx.Response:
    async def request() -> httpx.Response:
        transport = httpx.ASGITransport(ChineseFirst(inner))
        async with httpx.AsyncClient(transport=transport, base_url="http://airflow") as client:
            return await client.get(path, headers={"accept": accept})

    return asyncio.run(request())


@pytest.mark.parametrize("path", ["/page", "/streamed"])
def test_a_page_gets_the_script_before_its_own(path: str) -> None:
    answer = ask(path, "text/html,*/*")

    assert answer.text == PAGE.replace("<script", f"{SCRIPT.decode()}<script", 1)
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "zh-CN" in answer.text
    assert "Asia/Shanghai" in answer.text


@pytest.mark.parametrize(("path", "accept"), [("/page", "*/*"), ("/document", "text/html"), ("/none", "text/html")])
def test_everything_else_passes_unchanged(path: str, accept: str) -> None:
    answer = ask(path, accept)

    assert SCRIPT not in answer.content
    assert answer.status_code == (404 if path == "/none" else 200)
