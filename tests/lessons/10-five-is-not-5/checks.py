"""Reads the environment as a new process does, and looks at what becomes of `API_TIMEOUT`."""

import asyncio
from typing import Any

import pytest

from integration_patterns.learn.asking import (
    ask,
    call,
    describe,
    expect,
    fail,
    forget_app,
    load,
    place,
    result_of,
)

CONFIG = "class Settings in app/core/config.py"
PARTNER = "connect() in app/services/partner.py"


@pytest.fixture(autouse=True)
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Import the app anew, in an environment that is like that of a server."""
    monkeypatch.setenv("API_TIMEOUT", "5")
    forget_app()


def settings() -> Any:
    return call(load("app.core.config", "load_settings"))


def test_the_app_starts_with_a_value_from_the_environment() -> None:
    """With `API_TIMEOUT=5` in the environment, the app starts."""
    create = load("app.components.backend.main", "create_backend_app")
    try:
        app = create()
        answer = ask(app, "GET", "/health")
    except Exception as error:  # noqa: BLE001 - whatever a learner's start raises
        fail(f"The app didn't start: {describe(error)}", look=place(error))
    expect(answer.status == 200, f"{answer}.", expected="200")


def test_the_setting_is_a_number() -> None:
    """`settings.API_TIMEOUT` is the number 5."""
    found = getattr(settings(), "API_TIMEOUT", None)
    if found is None:
        fail(
            "The settings have no API_TIMEOUT.",
            expected="a field API_TIMEOUT with a type and a default",
            look=CONFIG,
        )
    expect(
        found == 5 and not isinstance(found, str),
        f"With API_TIMEOUT=5 in the environment, settings.API_TIMEOUT is {found!r}: text. "
        'Everything in the environment is text, and "5" is not 5.',
        expected="the number 5; the field's type says what the text must become",
        look=CONFIG,
    )


def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """`API_TIMEOUT=soon` is refused at the start, and the message names it."""
    monkeypatch.setenv("API_TIMEOUT", "soon")
    forget_app()
    try:
        result_of(lambda: load("app.core.config").load_settings())
    except Exception as error:  # noqa: BLE001 - whatever refuses it
        said = describe(error)
    except pytest.fail.Exception as failure:
        said = str(failure)
    else:
        fail("With API_TIMEOUT=soon in the environment, nothing was refused.", look=CONFIG)
    expect(
        "ConfigurationError" in said and "API_TIMEOUT" in said,
        f"With API_TIMEOUT=soon in the environment: {said.splitlines()[0]} This doesn't say which "
        "variable is wrong.",
        expected="a plain field with a type: Pydantic reads the variable of that name, and "
        "load_settings() names it when it doesn't fit",
        look=CONFIG,
    )


def test_the_default_needs_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable, it is 5 seconds."""
    monkeypatch.delenv("API_TIMEOUT")
    found = getattr(settings(), "API_TIMEOUT", None)
    expect(found == 5, f"Without the variable it is {found!r}.", expected="5", look=CONFIG)


def test_the_setting_in_force_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The partner is given the seconds of the settings in force."""
    config, connect = load("app.core.config"), load("app.services.partner", "connect")
    call(connect)
    waits: list[Any] = []
    timeout, wait_for = asyncio.timeout, asyncio.wait_for

    def noted_timeout(delay: Any) -> Any:
        waits.append(delay)
        return timeout(delay)

    def noted_wait_for(work: Any, delay: Any) -> Any:
        waits.append(delay)
        return wait_for(work, delay)

    monkeypatch.setattr(asyncio, "timeout", noted_timeout)
    monkeypatch.setattr(asyncio, "wait_for", noted_wait_for)
    monkeypatch.setenv("API_TIMEOUT", "2")
    with config.use_settings(settings()):
        call(connect)
    expect(
        waits == [2],
        f"With the setting API_TIMEOUT=2, connect() waits for {', '.join(map(str, waits))} "
        "seconds at most: it has a value that was read when the file was imported.",
        expected="settings.API_TIMEOUT, read when connect() runs",
        look=PARTNER,
    )
