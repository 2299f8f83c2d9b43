"""Asks for the top customers in every way that the app has, and tests your tests."""

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, delete, insert
from typer.testing import CliRunner

from integration_patterns.learn.asking import ask, call, expect, fail, forget_app, load

SERVICE = "app/services/customers.py"
TESTS = "tests/test_top_customers.py"
MONTH = "2026-10"
FIRST, AFTER = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
USERS = {7: "Ada", 42: "Grace", 123: "Katherine"}
Order = tuple[int, str, datetime]
SECOND = timedelta(seconds=1)
CASES: list[tuple[list[Order], int]] = [
    ([], 3),
    ([(7, "10.00", FIRST)], 3),
    ([(7, "10.00", FIRST), (42, "20.00", FIRST)], 3),
    ([(7, "10.00", FIRST), (7, "15.00", FIRST), (42, "20.00", FIRST)], 3),
    ([(7, "10.00", FIRST - SECOND), (42, "1.00", FIRST)], 3),
    ([(7, "10.00", AFTER), (42, "1.00", AFTER - SECOND)], 3),
    ([(42, "5.00", FIRST), (7, "5.00", FIRST)], 3),
    ([(7, "1.00", FIRST), (42, "3.00", FIRST), (123, "2.00", FIRST)], 2),
]


@pytest.fixture(name="place_all")
def _place_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Replace all orders of a database that has the three users."""
    url = f"sqlite:///{tmp_path}/app.db"
    monkeypatch.setenv("DATABASE_URL", url)
    forget_app()
    tables = load("app.core.tables")
    engine = create_engine(url)
    tables.Base.metadata.create_all(engine)
    revision = {"revision": load("app.core.constants").SCHEMA_REVISION, "works": True}
    with engine.begin() as connection:
        users = [{"id": number, "name": name} for number, name in USERS.items()]
        connection.execute(insert(tables.UserRow), users)
        connection.execute(insert(tables.CodeRevisionRow), [revision])

    def place_all(orders: list[Order], currency: str = "EUR") -> None:
        rows = [
            {
                "user_id": user,
                "amount_minor": int(Decimal(amount) * 100),
                "currency": currency,
                "placed_at": moment,
            }
            for user, amount, moment in orders
        ]
        with engine.begin() as connection:
            connection.execute(delete(tables.OrderRow))
            if rows:
                connection.execute(insert(tables.OrderRow), rows)

    yield place_all
    engine.dispose()
    load("app.core.engine").dispose_engine()


def expected_of(orders: list[Order], limit: int) -> list[tuple[int, str, str]]:
    """What must be found, added up in the simplest way."""
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for user, amount, moment in orders:
        if FIRST <= moment < AFTER:
            totals[user] += Decimal(amount)
    best = sorted(totals, key=lambda user: (-totals[user], user))[:limit]
    return [(user, USERS[user], str(totals[user])) for user in best]


def shown(orders: list[Order]) -> str:
    lines = [
        f"  user {user}: {amount} at {moment:%Y-%m-%d %H:%M:%S}" for user, amount, moment in orders
    ]
    return "\n".join(lines) or "  none"


def cases() -> Iterator[tuple[list[Order], int]]:
    """The simple ones first, then some at random, the same in every run."""
    yield from CASES
    choose = random.Random(15)
    days = timedelta(days=1)
    for size in range(2, 8):
        orders = [
            (
                choose.choice(list(USERS)),
                f"{choose.randint(1, 90)}.{choose.randint(10, 99)}",
                FIRST + choose.randint(-3, 33) * days,
            )
            for _ in range(size)
        ]
        yield orders, choose.randint(1, 3)


def found_by(function: Any, limit: int) -> list[tuple[int, str, str]]:
    return [(one.user_id, one.name, str(one.total)) for one in call(function, MONTH, limit=limit)]


def test_the_service_finds_the_top_customers(place_all: Callable[..., None]) -> None:
    """`top_customers(month, limit)` finds them, whatever the orders are."""
    function = load("app.services.customers", "top_customers")
    for orders, limit in cases():
        place_all(orders)
        found, expected = found_by(function, limit), expected_of(orders, limit)
        expect(
            found == expected,
            f"With these orders:\n{shown(orders)}\n"
            f'top_customers("{MONTH}", limit={limit}) returned {found}.',
            expected=f"{expected}: orders from the first second of the month to the last, added up "
            "for each user, highest first, of equals the lower id first",
            look=SERVICE,
        )
    place_all([(7, "10.00", FIRST)], "USD")
    found = found_by(function, 3)
    expect(
        not found,
        f"With one order of 10.00 USD, and EUR in the settings, it returned {found}.",
        expected="no customer: only orders in settings.CURRENCY count",
        look=SERVICE,
    )


def test_the_route_hands_them_out(place_all: Callable[..., None]) -> None:
    """`GET /api/v1/customers/top?month=2026-10` answers with them; a wrong month is refused."""
    place_all(CASES[2][0])
    app = call(load("app.components.backend.main", "create_backend_app"))
    answer = ask(app, "GET", f"/api/v1/customers/top?month={MONTH}")
    if answer.status == 404:
        fail(
            f"{answer}.",
            expected="a router in app/components/backend/api/customers.py, which is "
            "registered in routing.py",
            look="app/components/backend/api/routing.py",
        )
    expect(answer.status == 200, f"{answer}: {answer.text}", expected="200")
    best = [(one.get("user_id"), one.get("name"), one.get("total")) for one in answer.json()]
    expect(
        best == [(42, "Grace", "20.00"), (7, "Ada", "10.00")],
        f"{answer}: {answer.text}",
        expected="Grace with 20.00, then Ada with 10.00, each with user_id, name and total",
        look="app/components/backend/api/customers.py",
    )
    app = call(load("app.components.backend.main", "create_backend_app"))
    answer = ask(app, "GET", "/api/v1/customers/top?month=2026-13")
    expect(
        answer.status == 422,
        f"{answer}. There is no month 13.",
        expected="422; the type Month of app/services/models.py refuses it",
        look="app/components/backend/api/customers.py",
    )


def test_the_command_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """`top 2026-10` asks the server, checks the answer and prints each customer."""
    body: Any = [{"user_id": 42, "name": "Grace", "total": "20.00"}]
    asked: list[str] = []

    async def respond(_self: Any, request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.raw_path.decode()}")
        return httpx.Response(200, json=body, headers={"x-api-version": "1"}, request=request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", respond)
    command = load("app.cli.main", "app")
    result = CliRunner().invoke(command, ["top", MONTH])
    look = "app/cli/main.py"
    expect(
        asked == [f"GET /api/v1/customers/top?month={MONTH}"],
        f"`top {MONTH}` asked for {', '.join(asked) or 'nothing'}, and printed {result.output!r}.",
        expected=f"GET /api/v1/customers/top?month={MONTH}",
        look=look,
    )
    expect(
        result.exit_code == 0 and "Grace" in result.output and "20.00" in result.output,
        f"The server answered {body}, and `top {MONTH}` printed {result.output!r}.",
        expected="a line with Grace and 20.00",
        look=look,
    )
    body = [{"user": "Grace"}]
    result = CliRunner().invoke(command, ["top", MONTH])
    expect(
        result.exit_code not in {0, 1},
        f"The server answered {body}, which is no list of customers, and `top` ended with exit "
        f"code {result.exit_code} and printed {result.output!r}.",
        expected="the answer is validated inside `with explained_failures():`",
        look=look,
    )


def test_the_job_announces_them(place_all: Callable[..., None]) -> None:
    """The job `top-customers` runs on the first of each month at 07:00 UTC."""
    executors = load("app.components.scheduler.executor")

    async def jobs() -> dict[str, Any]:
        create = load("app.components.scheduler.main", "create_scheduler")
        made = create(executors.ClaimingExecutor(), executors.DrainingExecutor())
        made.start(paused=True)
        found = {job.id: job for job in made.get_jobs()}
        made.shutdown(wait=False)
        return found

    found = call(jobs)
    look = "register_jobs() in app/components/scheduler/main.py"
    job = found.get("top-customers")
    if job is None:
        fail(f"The jobs are {', '.join(found)}.", expected='one more: "top-customers"', look=look)
    due = job.trigger.get_next_fire_time(None, datetime(2026, 10, 2, tzinfo=UTC))
    expect(
        due == datetime(2026, 11, 1, 7, tzinfo=UTC),
        f"After 2 October, top-customers runs next at {due}.",
        expected="2026-11-01 07:00 UTC",
        look=look,
    )
    place_all([])
    call(job.func, *job.args, **job.kwargs)


def test_the_dashboard_has_them(place_all: Callable[..., None]) -> None:
    """The dashboard reads them with everything else: `records.top_customers`."""
    place_all([(42, "20.00", datetime.now(UTC).replace(day=1) - timedelta(days=1))])
    snapshot = call(load("app.components.frontend.snapshot", "read_snapshot"))
    best = getattr(snapshot.records, "top_customers", None)
    look = "app/components/frontend/snapshot.py"
    if best is None:
        fail(
            "The records that the dashboard shows have no top_customers.",
            expected="a field top_customers in class Records, filled in read_snapshot()",
            look=look,
        )
    expect(
        [one.name for one in best] == ["Grace"],
        f"Grace ordered in the last month, and the dashboard shows {best}.",
        expected="the top customers of the last complete month",
        look=look,
    )


def _ignores_the_month(real: Any) -> Any:
    async def broken(month: str, limit: int = 3) -> Any:
        found = [one for each in ("2026-09", month, "2026-11") for one in await real(each, 100)]
        return found[:limit]

    return broken


def _lowest_first(real: Any) -> Any:
    async def broken(month: str, limit: int = 3) -> Any:
        return (await real(month, limit))[::-1]

    return broken


def _ignores_the_limit(real: Any) -> Any:
    async def broken(month: str, limit: int = 3) -> Any:
        return await real(month, 100)

    return broken


def _finds_nobody(real: Any) -> Any:
    async def broken(month: str, limit: int = 3) -> Any:
        return []

    return broken


BROKEN = {
    "it finds nobody, whatever was ordered": _finds_nobody,
    "the lowest total comes first": _lowest_first,
    "orders of the months before and after count, too": _ignores_the_month,
    "it ignores the limit": _ignores_the_limit,
}


class _Outcome:
    """What the learner's tests came to."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.longreprtext)
        elif report.when == "call" and report.passed:
            self.passed += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.longreprtext)


def run_tests(change: Callable[[Any], Any] | None = None) -> _Outcome:
    """Run the learner's tests, with the service as it is or broken."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    real = load("app.services.customers", "top_customers")
    broken = change(real) if change else real
    outcome = _Outcome()
    options = ["--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:terminal"]
    options += ["-p", "no:faulthandler", "-c", "/dev/null", "--rootdir=."]
    with pytest.MonkeyPatch.context() as patch:
        for module, name in list(_names_of(real)):
            patch.setattr(module, name, broken)
        pytest.main([TESTS, *options], plugins=[outcome])
    return outcome


def _names_of(value: Any) -> Iterator[tuple[Any, str]]:
    """Wherever the app has imported something."""
    for module_name in [one for one in sys.modules if one.partition(".")[0] == "app"]:
        module = sys.modules[module_name]
        yield from ((module, name) for name, one in vars(module).items() if one is value)


def test_your_tests_pass() -> None:
    """Your own tests pass."""
    load("app.services.customers", "top_customers")
    outcome = run_tests()
    expect(
        not outcome.failed,
        f"A test of yours fails:\n{outcome.failed[0] if outcome.failed else ''}",
        look=TESTS,
    )
    expect(outcome.passed, "There is no test in the file.", expected="your tests", look=TESTS)


def test_your_tests_notice_a_broken_service() -> None:
    """Your own tests fail when the service is broken."""
    for what, change in BROKEN.items():
        outcome = run_tests(change)
        expect(
            outcome.failed,
            f"The check broke the service: {what}. Your {outcome.passed} tests still pass.",
            expected="a test that fails then: place orders for which it makes a difference, and "
            "assert what is found",
            look=TESTS,
        )
