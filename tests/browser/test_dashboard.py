"""The dashboard as a person meets it: real processes, real Chromium, no internet."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.main import create_scheduler
from app.core.constants import DASHBOARD_PATH
from tests.support.processes import running, webserver

pytestmark = pytest.mark.browser

WEBSERVER = ("-m", "app.entrypoints.webserver")
MIGRATE = ("-m", "alembic", "upgrade", "head")
SEED = ("-m", "app.entrypoints.seed", "--orders", "200", "--until", "2026-11-01")
SCHEDULER = ("-m", "app.entrypoints.scheduler")
JOBS = len(create_scheduler(ClaimingExecutor(), DrainingExecutor()).get_jobs())
# Chromium shares two cores with the other tests; only a failure waits this long.
expect.set_options(timeout=40_000)


@pytest.fixture(scope="module", name="environment")
def _environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("dashboard")
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'app.db'}",
        "EXPORT_DIR": str(folder),
        "INSTANCE_ID": "scheduler-1",
    }
    for command in (MIGRATE, SEED):
        with running(*command, env=environment) as process:
            assert process.wait() == 0, process.output
    return environment


@pytest.fixture(scope="module", name="address")
def _address(environment: dict[str, str]) -> Iterator[str]:
    with webserver(environment) as (_process, url):
        yield url


@pytest.fixture(scope="module", name="requests")
def _requests() -> list[Request]:
    return []


# One visit for most tests: Flutter takes seconds to start.
@pytest.fixture(scope="module", name="page")
def _page(browser: Browser, address: str, requests: list[Request]) -> Iterator[Page]:
    def note(request: Request) -> None:
        requests.append(request)

    with browser.new_context(base_url=address, reduced_motion="reduce") as window:
        page = window.new_page()
        page.on("request", note)
        open_dashboard(page)
        yield page


def open_dashboard(page: Page, address: str = "") -> None:
    """Flutter draws on a canvas, and says what it draws once accessibility is asked for."""
    page.goto(f"{address}{DASHBOARD_PATH}/")
    ask = page.locator("flt-semantics-placeholder")
    ask.wait_for(state="attached")
    ask.dispatch_event("click")
    expect(told(page, "component-database")).to_contain_text("Healthy")


def told(page: Page, identifier: str) -> Locator:
    return page.locator(f"[flt-semantics-identifier='{identifier}']")


def generate_report(page: Page, user_id: str) -> None:
    page.get_by_role("textbox", name="User id").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(user_id)
    page.get_by_role("button", name="Generate report").click()


# --8<-- [start:live]
def test_a_scheduler_that_starts_is_seen_without_a_reload(
    page: Page, environment: dict[str, str]
) -> None:
    """Another process writes a heartbeat, the page turns; it stops, the page turns back."""
    expect(told(page, "component-scheduler")).to_contain_text("No scheduler process is running.")

    with running(*SCHEDULER, env=environment) as scheduler:
        expect(told(page, "component-scheduler")).to_contain_text(f"scheduler-1 runs {JOBS} jobs.")
        expect(told(page, "overall")).to_have_text("All systems healthy")
        expect(told(page, "job-scheduler-1-daily-report")).to_contain_text("09:00")
        scheduler.stop()

    expect(told(page, "component-scheduler")).to_contain_text("No scheduler process is running.")


# --8<-- [end:live]


# --8<-- [start:form]
def test_the_form_tells_an_error_in_one_line_and_adds_a_report(page: Page) -> None:
    """An unknown user is no crash: the second, correct try is answered and listed."""
    generate_report(page, "999")
    expect(told(page, "answer")).to_contain_text("There is no user 999. fix: ")

    generate_report(page, "7")
    expect(told(page, "answer")).to_contain_text("Report 1 is ready")
    expect(told(page, "report-1")).to_contain_text("User 7")


# --8<-- [end:form]


# --8<-- [start:origin]
@pytest.mark.usefixtures("page")
def test_no_request_leaves_the_origin(requests: list[Request]) -> None:
    """Flet asks for one script elsewhere; the content policy stops it inside the browser."""
    own = {"127.0.0.1", None}
    elsewhere = [request for request in requests if urlsplit(request.url).hostname not in own]

    assert len(requests) > len(elsewhere)
    assert [request.failure for request in elsewhere] == ["csp"] * len(elsewhere)
    assert [request.url for request in elsewhere if request.response()] == []


# --8<-- [end:origin]


# --8<-- [start:thread]
def test_flutter_paints_from_one_thread(page: Page) -> None:
    """With two, its memory is corrupted now and then: the page freezes, or its tab crashes."""
    assert page.evaluate("window.crossOriginIsolated") is False
    assert page.workers == []


# --8<-- [end:thread]


def test_everything_fits_on_a_phone(browser: Browser, address: str) -> None:
    """No part is wider than the narrowest common screen."""
    with browser.new_context(viewport={"width": 360, "height": 1600}) as window:
        page = window.new_page()
        open_dashboard(page, address)
        boxes = [part.bounding_box() for part in page.locator("[flt-semantics-identifier]").all()]

    assert len(boxes) >= 4
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)


# --8<-- [start:restart]
def test_an_open_page_comes_back_with_its_server(
    browser: Browser, environment: dict[str, str]
) -> None:
    """After a restart, such as a deployment, the page goes on by itself, in a new session."""
    with browser.new_context(reduced_motion="reduce") as window:
        page = window.new_page()
        with webserver(environment) as (process, address):
            open_dashboard(page, address)
            process.stop()
        before = told(page, "asked").inner_text()
        with running(*WEBSERVER, env={**environment, "PORT": str(urlsplit(address).port)}):
            expect(told(page, "asked")).not_to_have_text(before)
            expect(told(page, "component-database")).to_contain_text("Healthy")


# --8<-- [end:restart]
