"""A reader types: real keys, pressed one by one, in Chromium and in Firefox."""

import json
import string

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.workbench import Workbench, check_still_here, enter

pytestmark = pytest.mark.browser

KEYS = string.ascii_lowercase + string.ascii_uppercase + string.digits + string.punctuation
PATH = f"/echo?{string.ascii_letters}{string.digits}-._~!$&'()*+,;=:@/?%20"
HEADER = f"x-typed: {string.ascii_letters} {string.punctuation}"
NAME = "app/components/backend/middleware/05_the_quick_brown_fox_jumps_over_the_lazy_dog.py"
MIDDLEWARE = rf'''"""Answers /echo with what was asked: "JACKDAWS LOVE MY SPHINX OF QUARTZ"."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

KEYS = r"""{KEYS.replace('"', "")}"""


def register_middleware(app: FastAPI) -> None:
    @app.middleware("http")
    async def echo(request: Request, go_on: Callable[..., Awaitable[Response]]) -> Response:
        if request.url.path != "/echo":
            return await go_on(request)
        body = await request.body()
        return JSONResponse(
            {{
                "query": request.url.query,
                "header": request.headers["x-typed"],
                "body": body.decode(),
                "keys": KEYS,
            }}
        )
'''


def check_takes_every_key(page: Page, field: Locator) -> None:
    enter(field, KEYS)
    expect(field).to_have_value(KEYS)
    expect(field).to_be_focused()
    check_still_here(page)


def test_what_a_reader_types_is_there_and_the_page_stays(page: Page, workbench: Workbench) -> None:
    """A file's name, a middleware, a path, a header, a body, a command and a setting."""
    workbench.example.get_by_role("button", name="New file").click()
    name = workbench.example.get_by_label("Path of the new file")
    check_takes_every_key(page, name)
    enter(name, NAME)
    page.keyboard.press("Enter")
    workbench.write(MIDDLEWARE)
    assert workbench.shown() == MIDDLEWARE
    check_still_here(page)

    path = workbench.example.get_by_label("Path", exact=True)
    check_takes_every_key(page, path)
    enter(path, PATH)
    workbench.example.locator("summary", has_text="Headers").click()
    headers = workbench.example.get_by_label("Headers, one a line")
    check_takes_every_key(page, headers)
    enter(headers, HEADER)
    workbench.example.get_by_label("Method").press("p")
    body = workbench.example.get_by_label("Body", exact=True)
    check_takes_every_key(page, body)
    page.keyboard.press("Control+Enter")
    workbench.settle()
    expect(workbench.answer).to_contain_text("200 OK")
    answer = workbench.answer.locator(".body").inner_text()
    expected = {
        "query": PATH.partition("?")[2],
        "header": HEADER.partition(": ")[2],
        "body": KEYS,
        "keys": KEYS.replace('"', ""),
    }
    assert json.loads(answer) == expected
    check_still_here(page)

    line = workbench.tool("Terminal").get_by_role("textbox")
    check_takes_every_key(page, line)
    enter(line, "report 123 --month 2026-10")
    page.keyboard.press("Enter")
    workbench.settle()
    expect(workbench.example.locator(".screen")).to_contain_text("2026-10")

    setting = workbench.tool("Settings").get_by_label("INSTANCE_ID")
    check_takes_every_key(page, setting)
    page.keyboard.press("Enter")
    workbench.settle()
    expect(workbench.said).to_contain_text("The app runs.")
    check_still_here(page)
