"""Asks for the health of a system that is well, and of one that isn't."""

from typing import Any

from pydantic import ValidationError

from integration_patterns.learn.asking import ask, expect, fail, load

ROUTE = "health_check() in app/main.py"


def health() -> dict[str, Any]:
    answer = ask(load("app.main", "app"), "GET", "/health")
    if type(answer.error).__name__ == "ResponseValidationError":
        fail(
            f"GET /health answered {answer.status}: what the route returned doesn't fit "
            "HealthResponse. The response model caught it before a caller did.",
            expected="all four fields: healthy, version, components and checked_at",
            look=ROUTE,
        )
    expect(answer.status == 200, f"{answer}.", expected="200", look=ROUTE)
    return dict(answer.json())


def test_a_healthy_system_says_so() -> None:
    """`healthy` is true when every part is well."""
    healthy = health().get("healthy")
    if healthy is None:
        fail(
            "GET /health answered 200, but `healthy` is null: .get() found no such name, and "
            "returned None without a word.",
            expected="true. An attribute, status.overall_healthy, can't be misspelt unnoticed",
            look=ROUTE,
        )
    expect(
        healthy is True,
        f"Every part is well, and GET /health says healthy: {healthy}.",
        expected="true; status.overall_healthy knows",
        look=ROUTE,
    )


def test_a_broken_part_is_told() -> None:
    """`healthy` is false when a part isn't well."""
    orders = load("app.services.orders", "orders")
    before = orders[:]
    orders.clear()
    try:
        body = health()
    finally:
        orders[:] = before
    expect(
        body.get("healthy") is False,
        f"The orders are gone, and GET /health says healthy: {body.get('healthy')}.",
        expected="false: what is missing must not become a success by a default",
        look=ROUTE,
    )


def test_the_answer_fits_its_model() -> None:
    """The answer is what `HealthResponse` promises."""
    model = load("app.services.system.models", "HealthResponse")
    body = health()
    try:
        model.model_validate(body)
    except ValidationError as error:
        problem = error.errors()[0]
        fail(
            f"GET /health answered {body}. {problem['loc'][0]}: {problem['msg']}.",
            expected="what HealthResponse in app/services/system/models.py promises",
            look=ROUTE,
        )
