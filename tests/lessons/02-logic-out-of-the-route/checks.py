"""Asks for a report over HTTP and without it."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from integration_patterns.learn.asking import Answer, ask, call, expect, fail, load

ROUTE = "read_report() in app/main.py"
SERVICE = "app/services/report_service.py"
TOTAL = Decimal("5328.74")


def report(user_id: int = 123) -> Answer:
    return ask(load("app.main", "app"), "GET", f"/reports/{user_id}")


def service() -> Any:
    return load("app.services.report_service", "generate_monthly_report")


def total_of(report: Any) -> Decimal:
    """The total of what a service returned, whether that is the total or a report with one."""
    if isinstance(report, dict):
        report = report.get("total")
    try:
        return Decimal(str(getattr(report, "total", report)))
    except ArithmeticError:
        fail(
            f"generate_monthly_report(123) returned {report!r}.", expected=str(TOTAL), look=SERVICE
        )


@contextmanager
def other_orders() -> Iterator[None]:
    """Replace the orders by a single one of user 123."""
    module = load("app.services.orders")
    before = module.orders[:]
    module.orders[:] = [module.Order(123, Decimal("7.00"))]
    try:
        yield
    finally:
        module.orders[:] = before


def test_the_route_still_answers() -> None:
    """`GET /reports/123` still answers `{"user_id": 123, "total": "5328.74"}`."""
    answer = report()
    if "coroutine object" in answer.text:
        fail(
            f"GET /reports/123 answered {answer.text}: the route answered with a coroutine.",
            expected="`await`; an async function must be awaited, or its work is never done",
            look=ROUTE,
        )
    expect(answer.status == 200, f"{answer}.", expected="200", look=ROUTE)
    expected = {"user_id": 123, "total": str(TOTAL)}
    expect(
        answer.json() == expected,
        f"GET /reports/123 answered {answer.text}.",
        expected=str(expected),
        look=ROUTE,
    )


def test_the_report_works_without_a_server() -> None:
    """`generate_monthly_report(123)` works from plain Python, without a server."""
    function = service()
    names = list(inspect.signature(function).parameters)
    if "request" in names:
        fail(
            "generate_monthly_report(request) asks for a request. A job has no request to pass.",
            expected="generate_monthly_report(user_id): pass the user's id",
            look=SERVICE,
        )
    total = total_of(call(function, 123))
    expect(
        total == TOTAL,
        f"generate_monthly_report(123) returned {total}.",
        expected=str(TOTAL),
        look=SERVICE,
    )


def test_the_sum_exists_once() -> None:
    """With other orders, both give the same total: the sum exists once."""
    with other_orders():
        answer, total = report(), total_of(call(service(), 123))
    expect(
        total == Decimal("7.00"),
        f"With a single order of 7.00, generate_monthly_report(123) returned {total}.",
        expected="7.00, added up from the list `orders` of app/services/orders.py",
        look=SERVICE,
    )
    expect(
        answer.status == 200 and total_of(answer.json()) == total,
        f"With a single order of 7.00, the route says: {answer.text}.",
        expected="the same total as from the service",
        look=ROUTE,
    )


def test_the_route_calls_the_service() -> None:
    """The route doesn't add up itself: it calls the service."""
    module, function = load("app.services.report_service"), service()
    main = load("app.main")
    calls: list[Any] = []

    def noted(*args: Any, **kwargs: Any) -> Any:
        calls.append(args or kwargs)
        return function(*args, **kwargs)

    holders = [(one, name) for one in (main, module) for name in _names_of(one, function)]
    for holder, name in holders:
        setattr(holder, name, noted)
    try:
        report()
    finally:
        for holder, name in holders:
            setattr(holder, name, function)
    expect(
        calls,
        "Both work, but the sum exists twice: when one changes, they differ. "
        "GET /reports/123 didn't call generate_monthly_report().",
        expected="the route calls the service and adds up nothing",
        look=ROUTE,
    )


def _names_of(module: Any, function: Any) -> list[str]:
    return [name for name, value in vars(module).items() if value is function]
