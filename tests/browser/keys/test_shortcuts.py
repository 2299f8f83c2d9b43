"""The theme's shortcuts: not where a reader types, everywhere else."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.workbench import Workbench, check_still_here

pytestmark = pytest.mark.browser
SHORTCUTS = "sf/p,n."


@pytest.mark.parametrize("key", SHORTCUTS)
def test_a_shortcut_works_where_nothing_is_typed_in(
    page: Page, workbench: Workbench, key: str
) -> None:
    """Negative twin: with the focus on a button, also one of the workbench."""
    workbench.example.get_by_role("button", name="Share").focus()
    page.keyboard.press(key)

    if key in "sf/":
        expect(page.locator("#__search")).to_be_checked()
    else:
        expect(page).not_to_have_url(re.compile("/playground/"))


def test_the_search_takes_its_own_keys(page: Page, workbench: Workbench) -> None:
    """It is a field of the page itself: its letters and Escape do what the theme has them do."""
    page.keyboard.press("/")
    page.keyboard.type("scheduler")
    expect(page.get_by_role("textbox", name="Search")).to_have_value("scheduler")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


DEEP = """html => {
  const example = document.querySelector("live-example");
  let root = example.shadowRoot.querySelector("live-workbench").shadowRoot;
  for (const _ of [1, 2, 3]) {
    root.append(document.createElement("div"));
    root = root.lastElementChild.attachShadow({ mode: "open" });
  }
  root.innerHTML = html;
  root.firstElementChild.focus();
}"""


@pytest.mark.parametrize(
    ("html", "is_typed_in"),
    [
        ("<div contenteditable></div>", True),
        ("<div contenteditable='plaintext-only'></div>", True),
        ("<input type='search'>", True),
        ("<input type='number'>", True),
        ("<select><option>one<option>search</select>", True),
        ("<textarea></textarea>", True),
        ("<input type='checkbox'>", False),
        ("<a href='#x'>x</a>", False),
    ],
)
def test_a_field_of_any_kind_and_depth_keeps_its_keys(
    page: Page, workbench: Workbench, html: str, is_typed_in: bool
) -> None:
    """Fields that the workbench hasn't got yet, three more shadow roots down."""
    page.evaluate(DEEP, html)
    page.keyboard.press("s")

    if is_typed_in:
        check_still_here(page)
    else:
        expect(page.locator("#__search")).to_be_checked()
