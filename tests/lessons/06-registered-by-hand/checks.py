"""Asks each route of the application under its path."""

from typing import Any

import pytest

from integration_patterns.learn.asking import Answer, ask, expect, fail, load

ROUTING = "include_routers() in app/components/backend/api/routing.py"
REPORTS = "/api/v1/reports/123"


def get(path: str) -> Answer:
    return ask(application(), "GET", path)


def application() -> Any:
    create = load("app.components.backend.main", "create_backend_app")
    try:
        return create()
    except Exception as error:
        if "router" in str(error) or isinstance(error, AttributeError | AssertionError):
            fail(
                f"The app can't be built: {type(error).__name__}: {error}.",
                expected="reports.router; `reports` alone is the module",
                look=ROUTING,
            )
        raise


def paths() -> list[str]:
    return list(application().openapi()["paths"])


def test_the_report_has_its_route() -> None:
    """`GET /api/v1/reports/123` answers."""
    answer = get(REPORTS)
    if answer.status == 404:
        found = [path for path in paths() if "reports" in path]
        if found:
            fail(
                f"{answer}. The report answers under {found[0]}.",
                expected="/api/v1/reports/{user_id}: the router is registered with "
                "prefix=API_PREFIX, as the one of orders is",
                look=ROUTING,
            )
        fail(
            f"{answer}: the file app/components/backend/api/reports.py is there, but nobody "
            f"registered its router. The app knows {', '.join(paths())}.",
            expected="a line that registers it; a file alone is no route",
            look=ROUTING,
        )
    expect(answer.status == 200, f"{answer}.", expected="200", look=ROUTING)
    total = answer.json().get("total")
    expect(total == "5328.74", f"{answer}, and the total is {total}.", expected="5328.74")


@pytest.mark.parametrize("path", ["/health", "/api/v1/orders?user_id=123"])
def test_the_others_still_answer(path: str) -> None:
    """The other routes still answer."""
    answer = get(path)
    expect(
        answer.status == 200,
        f"{answer}. It answered before.",
        expected="200; each router has a line of its own",
        look=ROUTING,
    )
