"""Runs the command against a server of the check's own: it answers right, wrong, or not at all."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from integration_patterns.learn.asking import describe, expect, fail, load, place

COMMAND = "report() in app/cli/main.py"
RIGHT = {"user": {"id": 123, "name": "Katherine"}, "total": "77.70"}
WRONG = {"hello": "world"}
PROBLEM = {"title": "Not found", "status": 404, "detail": "There is no user 999."}
Answers = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(name="run")
def _run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers, int], tuple[Result, list[str]]]:
    """Run `report USER` while a server answers; what it printed, and what it asked for."""

    def run(answers: Answers, user_id: int = 123) -> tuple[Result, list[str]]:
        asked: list[str] = []

        def respond(request: httpx.Request) -> httpx.Response:
            asked.append(f"{request.method} {request.url.path}")
            answer = answers(request)
            answer.request = request
            return answer

        async def respond_async(_self: Any, request: httpx.Request) -> httpx.Response:
            return respond(request)

        def respond_at_once(_self: Any, request: httpx.Request) -> httpx.Response:
            return respond(request)

        monkeypatch.setattr(httpx.HTTPTransport, "handle_request", respond_at_once)
        monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", respond_async)
        app = load("app.cli.main", "app")
        return CliRunner().invoke(app, ["report", str(user_id)]), asked

    return run


def ended(result: Result) -> str:
    """What a person sees of a command that has ended."""
    if result.exception and not isinstance(result.exception, SystemExit):
        return f"a traceback: {describe(result.exception)}"
    return f"exit code {result.exit_code}, and printed {result.output!r}"


def test_the_command_asks_the_server(run: Any) -> None:
    """`report 123` asks the server, and prints what it answered."""
    result, asked = run(lambda _request: httpx.Response(200, json=RIGHT))
    expect(
        asked,
        f"The command printed {result.output!r}, and asked no server: it did the work itself, "
        "on the machine where it was typed. The orders are on the server.",
        expected="one request, GET /api/v1/reports/123",
        look=COMMAND,
    )
    expect(
        asked == ["GET /api/v1/reports/123"],
        f"The command asked for {', '.join(asked)}.",
        expected="GET /api/v1/reports/123",
        look=COMMAND,
    )
    expect(
        result.exit_code == 0 and "123" in result.output and "77.70" in result.output,
        f"The server answered {RIGHT}, and the command ended with {ended(result)}.",
        expected="exit code 0, and a line with the user and the total, 77.70",
        look=COMMAND,
    )


def test_a_wrong_server_is_told_from_a_right_one(run: Any) -> None:
    """A server that isn't ours ends in one line and exit code 5."""
    result, _ = run(lambda _request: httpx.Response(200, json=WRONG))
    if result.exit_code == 0:
        fail(
            f"A server that isn't ours answered 200 and {WRONG}, and the command ended with "
            f"{ended(result)}: it took it for ours.",
            expected="Report.model_validate(…): it refuses what isn't a report",
            look=COMMAND,
        )
    if isinstance(result.exception, SystemExit):
        expect(
            result.exit_code == 5 and result.output.count("\n") == 1,
            f"A server that isn't ours answered, and the command ended with {ended(result)}.",
            expected="one line, and exit code 5",
            look=COMMAND,
        )
        return
    fail(
        f"A server that isn't ours answered 200 and {WRONG}, and the command ended with "
        f"{ended(result)}. A person can't tell that from a bug of the command.",
        expected="one line and exit code 5: validate with the model, inside `with "
        "explained_failures():`",
        look=place(result.exception) or COMMAND,
    )


def test_the_servers_words_reach_the_person(run: Any) -> None:
    """An unknown user ends in the server's own words and exit code 6."""
    result, _ = run(lambda _request: httpx.Response(404, json=PROBLEM), 999)
    expect(
        result.exit_code == 6 and PROBLEM["detail"] in result.output,
        f"The server answered 404 and {PROBLEM}, and the command ended with {ended(result)}.",
        expected=f"exit code 6 and the line {PROBLEM['detail']!r}",
        look=COMMAND,
    )
