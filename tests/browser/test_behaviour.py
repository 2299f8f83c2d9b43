"""What a reader does on the site besides reading."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(name="page")
def _page(browser: Browser, site: str) -> Iterator[Page]:
    window = browser.new_context(
        base_url=site, color_scheme="light", viewport={"width": 1280, "height": 900}
    )
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda note: complaints.append(note.text) if note.type == "error" else None)
    yield page
    window.close()

    assert complaints == []


def test_a_click_on_a_tab_swaps_the_page_without_loading_it_again(page: Page) -> None:
    page.goto("", wait_until="networkidle")
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="Reference", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Reference"))

    assert page.evaluate("window.stillHere") is True


def test_the_chosen_colours_are_there_at_the_next_visit(page: Page) -> None:
    page.goto("", wait_until="networkidle")
    for title in ("Follow the system's", "Light colours"):
        page.get_by_title(title).click()
    page.reload()

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_reader_whose_system_is_dark_gets_dark_colours_without_a_flash(
    browser: Browser, site: str
) -> None:
    """The scheme is right while the theme's own script is still missing."""
    window = browser.new_context(color_scheme="dark")
    page = window.new_page()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(site)

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    window.close()


NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {
    get() { throw new DOMException("The operation is insecure.", "SecurityError") } })"""


def test_without_storage_the_search_and_the_switch_of_colours_work(page: Page) -> None:
    """As where a reader has blocked all of a site's data."""
    page.add_init_script(NO_STORAGE)
    page.goto("patterns/", wait_until="networkidle")
    page.get_by_title("Follow the system's").click()
    page.get_by_title("Light colours").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    page.get_by_role("textbox", name="Search").press_sequentially("middleware")
    expect(page.locator(".md-search-result__item").first).to_contain_text("iddleware")


def test_the_search_finds_a_pattern(page: Page) -> None:
    page.goto("", wait_until="networkidle")
    search = page.get_by_role("textbox", name="Search")
    search.press_sequentially("middleware")  # the search listens to keys, which fill() skips

    expect(page.locator(".md-search-result__item").first).to_contain_text("iddleware")


def test_copying_a_terminal_takes_the_commands_and_not_what_they_print(page: Page) -> None:
    """The theme copies what is displayed while it sets an attribute; our style hides the rest."""
    page.goto("patterns/", wait_until="networkidle")
    page.evaluate(
        """() => {
          document.querySelector("article").insertAdjacentHTML("beforeend",
            `<div class="language-console highlight"><pre><code id="t"
              ><span><span class="gp">$ </span>first\n</span
              ><span><span class="go">printed</span>\n</span
              ><span><span class="gp">$ </span>second\n</span></code></pre></div>`)
        }"""
    )
    copied = page.evaluate(
        """() => {
          const code = document.getElementById("t")
          code.setAttribute("data-md-copying", "")
          return code.innerText.trimEnd()
        }"""
    )

    assert copied == "first\nsecond"


def test_the_map_of_the_parts_leads_to_each_pattern_it_shows(page: Page) -> None:
    page.goto("", wait_until="networkidle")
    links = page.locator(".map__wide a").evaluate_all(
        "links => links.map((link) => new URL(link.href.baseVal, location).href)"
    )

    assert len(links) == 11
    for link in set(links):
        assert page.request.get(link).ok, link


def test_the_map_has_a_drawing_of_its_own_for_phones(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("", wait_until="networkidle")

    expect(page.locator(".map__tall")).to_be_visible()
    expect(page.locator(".map__wide")).to_be_hidden()


def test_the_policy_refuses_a_script_that_is_not_the_sites_own(browser: Browser, site: str) -> None:
    """Negative twin of the pages that run under the policy without a complaint."""
    page = browser.new_page()
    notes: list[str] = []
    page.on("console", lambda note: notes.append(note.text))
    page.goto(site, wait_until="networkidle")
    page.evaluate(
        """() => {
          const script = document.createElement("script")
          script.textContent = "window.ran = true"
          document.head.append(script)
        }"""
    )

    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in note for note in notes)
    page.close()
