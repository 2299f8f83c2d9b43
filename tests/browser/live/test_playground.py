"""The playground fits its window: nothing is cut off, and on a phone the request comes first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.workbench import Workbench

pytestmark = pytest.mark.browser


@pytest.fixture(name="page")
def _page(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}playground/")
    yield page
    page.close()


@pytest.fixture(name="workbench")
def _workbench(page: Page) -> Workbench:
    workbench = Workbench(page, page.locator("live-example"))
    expect(workbench.example.locator(".cm-content")).to_be_visible()
    return workbench


def test_on_a_phone_the_request_is_on_the_first_screen(page: Page, workbench: Workbench) -> None:
    """Turned into a wide window, the files are at the left again."""
    page.set_viewport_size({"width": 390, "height": 844})

    for part in (
        workbench.example.get_by_label("Path", exact=True),
        workbench.example.locator(".answer"),
    ):
        expect(part).to_be_in_viewport(ratio=1)
    parts = workbench.example.locator(".rooms > *")
    assert parts.evaluate_all("parts => parts.map((part) => part.className)") == [
        "tools",
        "files",
        "tree",
    ]

    page.set_viewport_size({"width": 1280, "height": 900})
    expect(parts.first).to_have_class("tree")


def test_the_jobs_are_shown_whole(workbench: Workbench) -> None:
    """Each button of a job is inside the tools, without scrolling sideways."""
    workbench.run()
    panel = workbench.tool("Scheduler")
    expect(panel.get_by_role("button", name="Run daily-report now")).to_be_visible()

    edge = panel.evaluate("panel => panel.getBoundingClientRect().right")
    buttons = panel.locator("td button").evaluate_all(
        "buttons => buttons.map((button) => button.getBoundingClientRect().right)"
    )
    assert len(buttons) > 4
    assert max(buttons) <= edge


def test_no_name_is_cut_in_the_tree(workbench: Workbench) -> None:
    for folder in workbench.example.locator(".tree details:not([open]) > summary").all():
        folder.click()
    cut = workbench.example.locator(".tree .file").evaluate_all(
        "files => files.filter((file) => file.scrollWidth > file.clientWidth).map((f) => f.title)"
    )

    assert cut == []


def test_a_new_file_is_told_in_words(page: Page, workbench: Workbench) -> None:
    workbench.run()
    workbench.create("app/services/mine.py", "x = 1\n")

    expect(workbench.said).to_have_text(
        "app/services/mine.py is created. Press Run to use your changes."
    )
