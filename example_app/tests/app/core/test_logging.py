"""Log lines, as a real process writes them."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow
SCRIPT = """
import logging, structlog
from app.core.logging import configure_logging
configure_logging()
log = structlog.get_logger("ours")
with structlog.contextvars.bound_contextvars(request_id="r-1"):
    log.info("done", orders=3)
    logging.getLogger("theirs").warning("careful: %s", "hot")
log.debug("unseen")
logging.getLogger("httpx").info("unseen")
token = "hunter2"
log.warning("asking", url="http://ops:hunter2@rates.example")
logging.getLogger("theirs").error("for url 'http://ops:hunter2@rates.example/x'")
try:
    try:
        raise ValueError("http://ops:hunter2@rates.example")
    except ValueError as error:
        raise ZeroDivisionError from error
except ZeroDivisionError:
    log.exception("failed")
"""


def run(**environment: str) -> str:
    """What the script writes to stdout."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    ).stdout


# --8<-- [start:json]
def test_our_lines_and_the_libraries_are_alike() -> None:
    """In JSON, each line has an event, a level, a time, its logger and the request id."""
    ours, theirs, *_, failed = map(json.loads, run(LOG_FORMAT="json").splitlines())

    assert tuple(ours[key] for key in ("event", "level", "logger", "request_id", "orders")) == (
        "done",
        "info",
        "ours",
        "r-1",
        3,
    )
    assert tuple(theirs[key] for key in ("event", "level", "logger", "request_id")) == (
        "careful: hot",
        "warning",
        "theirs",
        "r-1",
    )
    assert failed["exception"][0]["exc_type"] == "ZeroDivisionError"


# --8<-- [end:json]


def test_people_read_lines_without_escape_codes_in_a_file() -> None:
    """Colours are for terminals."""
    output = run(LOG_FORMAT="console")

    assert "done" in output
    assert "orders=3" in output
    assert "\x1b[" not in output


# --8<-- [start:secrets]
@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_shows_code_and_no_values(form: str) -> None:
    """A local variable of a failing function may be a password, and so may a part of a URL."""
    output = run(LOG_FORMAT=form)

    assert "ZeroDivisionError" in output
    assert output.count("http://***@rates.example") == 3
    assert "hunter2" not in output


# --8<-- [end:secrets]


@pytest.mark.parametrize(("level", "seen"), [("DEBUG", True), ("INFO", False)])
def test_the_level_comes_from_the_settings(level: str, *, seen: bool) -> None:
    """Less severe lines aren't written."""
    events = [
        json.loads(line)["event"] for line in run(LOG_FORMAT="json", LOG_LEVEL=level).splitlines()
    ]

    assert seen == ("unseen" in events)
