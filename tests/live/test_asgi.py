"""What a server sees to that stands between an application and who asks it."""

import asyncio
from typing import Any

import pytest

from integration_patterns.live.runtime.app import asgi

Told = list[dict[str, Any]]


def answer(app: asgi.ASGIApp) -> tuple[int, Told]:
    """The length of an application's answer, and what the page is told of it."""
    told: Told = []
    scope = asgi.http_scope("GET", "/a%20b?c=d", (), 8000, {})
    return asyncio.run(asgi.respond(app, scope, b"", told.append)), told


def test_an_application_that_answers_nothing_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Say a middleware that forgets to call the next: uvicorn sends the same."""

    async def silent(_scope: Any, _receive: Any, _send: Any) -> None:
        """Forget everything."""

    _length, told = answer(silent)

    assert [one.get("status") or one["text"] for one in told] == [500, "Internal Server Error"]
    assert capsys.readouterr().err == f"{asgi.NO_ANSWER}\n"


def test_of_a_long_answer_the_first_million_characters_are_handed_on() -> None:
    """The rest is counted; a page that kept all of an endless one would run out of memory."""
    part = b"x" * 300_000

    async def long(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for number in range(5):
            more = number < 4
            await send({"type": "http.response.body", "body": part, "more_body": more})

    length, told = answer(long)

    assert length == 1_500_000
    assert sum(len(one.get("text", "")) for one in told) == asgi.LIMIT
