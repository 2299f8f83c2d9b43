"""Starts the app, and looks whether the orders are loaded."""

import sys
from typing import Any

from integration_patterns.learn.asking import ask, describe, expect, fail, load, place

HOOK = "app/components/backend/startup/"


def application() -> Any:
    create = load("app.components.backend.main", "create_backend_app")
    try:
        return create()
    except Exception as error:  # noqa: BLE001 - the app says what is wrong with its hooks
        fail(
            f"The app didn't start: {describe(error)}",
            expected="a function startup_hook() in each file of the folder",
            look=place(error.__cause__) if error.__cause__ else HOOK,
        )


def test_the_app_starts() -> None:
    """The app starts."""
    answer = ask(application(), "GET", "/health")
    expect(answer.status == 200, f"{answer}.", expected="200", look=HOOK)


def test_nothing_happens_before_the_start() -> None:
    """Building the app loads nothing; only its start does."""
    orders = load("app.services.orders", "orders")
    load("app.components.backend.main")
    forget_hooks()
    orders.clear()
    application()
    expect(
        not orders,
        f"{len(orders)} orders are loaded, and the app has not started: they were loaded when "
        "the file was imported. Every test and tool that imports it would load them.",
        expected="the work inside startup_hook()",
        look=HOOK,
    )


def test_the_orders_are_loaded_when_it_has_started() -> None:
    """Once it has started, the orders are there."""
    load("app.services.orders", "orders").clear()
    answer = ask(application(), "GET", "/api/v1/reports/123")
    expect(
        answer.status == 200 and answer.json().get("total") == "5328.74",
        f"The app started, and then {answer}: {answer.text}. The orders were not loaded.",
        expected="a file in startup/ whose startup_hook() loads them, and awaits it. Files whose "
        "names begin with _ are left out",
        look=HOOK,
    )


def forget_hooks() -> None:
    """Let the hook files be imported anew."""
    for name in [
        name for name in sys.modules if name.startswith("app.components.backend.startup.")
    ]:
        del sys.modules[name]
