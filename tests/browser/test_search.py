"""What readers ask the search finds the page that answers, and the panel stays in its place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

QUESTIONS = "how-to/questions/"
ELSEWHERE = "how-to/not-covered/"
FIRST_HIT = {
    "why is my job run twice": f"{QUESTIONS}#why-is-my-job-run-twice",
    "auth": ELSEWHERE,
    "BackgroundTasks": QUESTIONS,
    "websockets": ELSEWHERE,
    "celery": ELSEWHERE,
    "kubernetes": ELSEWHERE,
    "retry": QUESTIONS,
    "dependency injection": f"{QUESTIONS}#how-do-i-use-dependency-injection-depends",
    "circular import": f"{QUESTIONS}#a-circular-import",
    "graceful shutdown": f"{QUESTIONS}#graceful-shutdown",
    "middleware order": f"{QUESTIONS}#in-which-order-do-middlewares-run",
    "background job": QUESTIONS,
    "environment variables": f"{QUESTIONS}#how-are-environment-variables-read",
    "database session": f"{QUESTIONS}#where-does-the-database-session-come-from",
    "test a route": f"{QUESTIONS}#how-do-i-test-a-route",
    "cors": f"{QUESTIONS}#the-browser-reports-a-cors-error",
    "cron": QUESTIONS,
    "lifespan": f"{QUESTIONS}#where-does-code-at-startup-go",
    "docker": f"{QUESTIONS}#docker",
    "DATABASE_URL": ("reference/settings/", "patterns/configuration/", "how-to/"),
}


@pytest.fixture(scope="module", name="page")
def _page(browser: Browser, site: str) -> Iterator[Page]:
    window = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    page = window.new_page()
    page.goto("patterns/scheduler/")
    yield page
    window.close()


def search(page: Page, query: str) -> list[str]:
    """Type a query; where the first document found and its best section are."""
    field = page.get_by_role("textbox", name="Search")
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    field.press_sequentially(query)
    expect(page.locator(".md-search-result__meta")).to_contain_text("match")
    links = page.locator(".md-search-result__item").first.locator("a")
    return [_without_query(link) for link in links.evaluate_all("all => all.map((a) => a.href)")]


def _without_query(link: str) -> str:
    before, _, after = link.partition("?")
    fragment = after.partition("#")[2]
    return f"{before}#{fragment}" if fragment else before


@pytest.mark.parametrize("query", FIRST_HIT)
def test_a_readers_question_finds_its_answer_first(page: Page, site: str, query: str) -> None:
    wanted = FIRST_HIT[query]
    pages = [wanted] if isinstance(wanted, str) else list(wanted)

    found = search(page, query)

    assert any(link.startswith(f"{site}{one}") for link in found for one in pages), found


def test_an_excerpt_is_prose_and_no_list_of_tabs(page: Page) -> None:
    search(page, "report")

    assert "Self-contained" not in page.locator(".md-search-result__list").inner_text()


@pytest.mark.parametrize("width", [390, 960, 1280, 1440])
def test_the_open_search_moves_nothing(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.reload()
    brand = page.locator(".brand")
    before = brand.bounding_box()
    if width == 390:
        page.locator("label.md-header__button[for=__search]").first.click()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("job")
    expect(page.locator(".md-search-result__item").first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert brand.bounding_box() == before
