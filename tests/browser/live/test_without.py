"""Where the app can't run, the page says in one sentence why, and what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from integration_patterns.site.served import serve
from tests.support.guide import built_guide
from tests.support.workbench import Workbench

pytestmark = pytest.mark.browser
SENTENCE = "Nothing runs here, because JavaScript is off or blocked"
PAGES = ["playground/", "patterns/middleware/"]


@pytest.fixture(name="page")
def _page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as window:
        yield window.new_page()


@pytest.mark.parametrize("address", PAGES)
def test_without_javascript_the_page_says_why_nothing_runs(
    browser: Browser, site: str, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(f"{site}{address}")

        expect(page.get_by_text(SENTENCE)).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opened_as_a_file_says_why_nothing_runs(
    page: Page, tmp_path_factory: pytest.TempPathFactory, worker_id: str, address: str
) -> None:
    file = built_guide(tmp_path_factory, worker_id) / address / "index.html"
    page.goto(file.as_uri())

    expect(page.get_by_text(SENTENCE)).to_be_visible()


@pytest.mark.parametrize("sandbox", ["", "allow-scripts"])
def test_a_page_in_a_sandboxed_frame_says_why_nothing_runs(
    page: Page, site: str, tmp_path: Path, sandbox: str
) -> None:
    frame = f'<iframe sandbox="{sandbox}" src="{site}playground/" height=600></iframe>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>frame</title>{frame}")
    with serve(tmp_path) as address:
        page.goto(address)

        expect(page.frame_locator("iframe").get_by_text(SENTENCE)).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_where_it_runs_nothing_of_the_kind_is_said(page: Page, site: str, address: str) -> None:
    """Negative twin."""
    page.goto(f"{site}{address}")
    expect(page.locator("live-example").first.get_by_role("button").first).to_be_visible()

    display = page.get_by_text(SENTENCE).evaluate("told => getComputedStyle(told).display")
    assert display in {"none", ""}  # the workbench of the playground shows none of its children


OFF = "delete globalThis.WebAssembly"
BLOCKED = """
for (const name of ["compile", "compileStreaming", "instantiate"])
  WebAssembly[name] = async () => { throw new WebAssembly.CompileError("blocked by a setting"); };
"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (OFF, "The app needs WebAssembly, which is off in this browser."),
        (BLOCKED, ": blocked by a setting."),
    ],
)
def test_without_webassembly_a_run_says_what_to_allow(
    page: Page, site: str, script: str, told: str
) -> None:
    page.add_init_script(script)
    page.goto(f"{site}playground/")
    workbench = Workbench(page, page.locator("live-example")).run()

    expect(workbench.said).to_contain_text(told)
    expect(workbench.said).to_contain_text(
        "fix: allow WebAssembly for this site and reload the page"
    )


def test_what_answers_in_the_sites_place_is_named(page: Page, site: str) -> None:
    """A sign-in page of a network, say, in the place of a file."""
    page.route("**/manifest.json", lambda route: route.fulfill(body="<!doctype html>Sign in"))
    page.goto(f"{site}playground/")
    workbench = Workbench(page, page.locator("live-example")).run()

    expect(workbench.said).to_contain_text("manifest.json is not what the site published: ")
    expect(workbench.said).to_contain_text("fix: reload the page.")


def test_a_page_older_than_the_site_says_to_reload(page: Page, site: str, tmp_path: Path) -> None:
    """Its parts are gone: whether they were to be loaded still, or are there already."""

    def redeployed(route: Route) -> None:
        named = route.fetch().json()
        named["main.js"]["file"] = "main-NEWER.js"
        route.fulfill(json=named)

    page.route("**/workbench-*.js", lambda route: route.fulfill(status=404))
    page.goto(f"{site}patterns/middleware/")
    page.locator("live-example").first.get_by_role("button", name="Run it here").click()
    told = "The site has changed since this page was loaded. fix: reload the page"
    expect(page.locator("live-example").first.locator(".failure")).to_contain_text(told)

    page.unroute_all()
    page.route("**/manifest.json", redeployed)
    page.goto(f"{site}playground/")
    workbench = Workbench(page, page.locator("live-example")).run()
    expect(workbench.said).to_contain_text(told)


def test_a_link_that_was_cut_says_so(page: Page, site: str) -> None:
    page.goto(f"{site}playground/#live=1")

    expect(page.locator("live-example .shared")).to_contain_text(
        "a part of it is missing or damaged"
    )
