"""Answers that no backend of ours gives: one line, an exit code of its own, no traceback."""

import json

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from app.core.config import use_settings
from app.core.constants import ANSWER_LIMIT_BYTES, ExitCode
from tests.support.databases import isolated_settings
from tests.support.http_services import Exchange, http_service

OURS = {"x-api-version": "1"}
PLENTY, SHORT = 30, 0.5
HEALTH = {"healthy": True, "version": "1", "components": [], "checked_at": 0}


def ask(service: Exchange, *arguments: str, patience: float = PLENTY) -> Result:
    """Run a command against a server that answers so."""
    with (
        http_service(service),
        use_settings(isolated_settings(API_BASE_URL=service.url, API_TIMEOUT=patience)),
    ):
        return CliRunner().invoke(app, arguments)


# --8<-- [start:nonsense]
@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (b'{"version": "\xe9"}', ExitCode.WRONG_SERVER, "'utf-8' codec can't decode"),
        (b"[" * 100_000, ExitCode.WRONG_SERVER, "maximum recursion depth exceeded"),
        (b'{"checked_at": ' + b"9" * 10_000 + b"}", ExitCode.WRONG_SERVER, "Exceeds the limit"),
        (bytes(ANSWER_LIMIT_BYTES + 1), ExitCode.WRONG_SERVER, "larger than 1,048,576 bytes"),
        (b"", ExitCode.WRONG_SERVER, "Expecting value"),
    ],
    ids=["Latin-1", "deep", "a long number", "too large", "empty"],
)
@pytest.mark.parametrize("status", [200, 404, 422, 500])
def test_an_answer_that_makes_no_sense_is_one_line(
    body: bytes, code: ExitCode, message: str, status: int
) -> None:
    """As a success, and as an error."""
    result = ask(Exchange(status=status, headers=OURS, body=body), "health")

    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


# --8<-- [end:nonsense]


# --8<-- [start:late]
@pytest.mark.parametrize(
    "service",
    [
        Exchange(hold=True),
        Exchange(drip=True, headers=OURS),
        Exchange(drip_headers=True, headers=OURS),
    ],
    ids=["silent", "drips", "drips headers"],
)
def test_the_whole_answer_has_one_limit(service: Exchange) -> None:
    """Each byte may come in time: the answer doesn't."""
    result = ask(service, "health", patience=SHORT)

    assert result.exit_code == ExitCode.TIMEOUT
    assert "gave no answer within 0.5 s" in result.stderr


# --8<-- [end:late]


def test_an_answer_without_end_is_left() -> None:
    """No more of it is read than the limit."""
    assert ask(Exchange(endless=True, headers=OURS), "health").exit_code == ExitCode.WRONG_SERVER


def test_half_a_character_is_spelled_out_or_refused() -> None:
    """For people as an escape; JSON has no way to say it."""
    part = {"name": "\ud800", "healthy": True, "detail": ""}
    body = json.dumps(HEALTH | {"components": [part]}).encode()

    assert ask(Exchange(headers=OURS, body=body), "health").stdout == "ok   \\ud800\n"
    refused = ask(Exchange(headers=OURS, body=body), "health", "--json")
    assert refused.exit_code == ExitCode.WRONG_SERVER
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[2Jempties the screen"])
def test_a_foreign_server_moves_no_cursor(name: str) -> None:
    """What it sends is printed, not obeyed."""
    part = {"name": name, "healthy": False, "detail": name}
    told = ask(
        Exchange(headers=OURS, body=json.dumps(HEALTH | {"components": [part]}).encode()), "health"
    )
    problem = {"title": "?", "status": 500, "detail": name}
    failed = ask(Exchange(status=500, headers=OURS, body=json.dumps(problem).encode()), "health")

    for output in (told.stdout, failed.stderr):
        assert output.count("\n") == 1
        assert "\x1b" not in output


def test_a_password_in_the_address_is_sent_and_not_shown() -> None:
    """The backend may be behind a proxy that asks for one."""
    service = Exchange(
        status=500, headers=OURS, body=b'{"title": "?", "status": 500, "detail": "?"}'
    )
    with http_service(service):
        guarded = service.url.replace("http://", "http://ops:s3cr3t@")
        with use_settings(isolated_settings(API_BASE_URL=guarded, API_TIMEOUT=PLENTY)):
            result = CliRunner().invoke(app, ["health"])

    assert service.requests[0][2]["authorization"] == "Basic b3BzOnMzY3IzdA=="
    assert result.stderr.startswith("http://***@127.0.0.1")
    assert "s3cr3t" not in result.output
