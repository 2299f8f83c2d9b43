"""What is drawn beside code and navigation covers neither."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

COVERED = """() => {
  const covers = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const found = [];
  for (const nav of document.querySelectorAll(".md-code__nav")) {
    const range = document.createRange();
    range.selectNodeContents(nav.parentElement.querySelector("code"));
    const button = nav.getBoundingClientRect();
    if (button.width > 0 && [...range.getClientRects()].some((line) => covers(line, button)))
      found.push(range.toString().slice(0, 60));
  }
  return found;
}"""
BARS = """() => [...document.querySelectorAll(".md-nav--primary .md-nav__link--active[href]")]
  .filter((link) => getComputedStyle(link, "::before").content !== "none")
  .filter((link) => getComputedStyle(link).position === "static")
  .map(({ textContent }) => textContent.trim())"""


@pytest.mark.parametrize("address", ["patterns/services/", "patterns/middleware/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_copy_button_covers_no_code(
    browser: Browser, site: str, address: str, width: int
) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(f"{site}{address}")
        page.locator(".md-code__nav").first.wait_for(state="attached")

        assert page.evaluate(COVERED) == []


def test_the_bar_of_the_current_page_is_beside_its_own_link(browser: Browser, site: str) -> None:
    """Drawn at a link that is no place to position from, it would stand beside another one."""
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{site}reference/rules/")

        assert page.evaluate(BARS) == []
