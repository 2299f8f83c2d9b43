"""Every live example of every page runs, and gives what is recorded."""

import pytest
from playwright.sync_api import expect

from integration_patterns.site.served import ROOT
from tests.support.workbench import Reader, Workbench

pytestmark = pytest.mark.browser

PAGES = sorted(
    page.stem
    for page in (ROOT / "docs/patterns").glob("*.md")
    if page.read_text("utf-8").startswith("---\nlive:")
)


def test_every_pattern_has_something_to_run() -> None:
    assert len(PAGES) == 15


@pytest.mark.parametrize("name", PAGES)
def test_every_example_of_a_page_equals_what_is_recorded(reader: Reader, name: str) -> None:
    """The workbench itself compares, by the rules of the proof; unit tests hold it to them."""
    reader.open(name)
    examples = reader.page.locator("live-example")
    count = examples.count()
    for number in range(count):
        workbench = Workbench(reader.page, examples.nth(number)).run()
        expect(workbench.verdict, f"example {number + 1} of {name}").to_have_text(
            "Same as recorded"
        )

    assert count > 0


def test_a_run_that_differs_says_so(reader: Reader) -> None:
    """Negative twin: another answer is not taken for the recorded one."""
    workbench = reader.open("routes").run()
    workbench.write("def include_routers(app) -> None:\n    pass\n")
    workbench.run()

    expect(workbench.answer).to_contain_text("404 Not Found")
    expect(workbench.verdict).to_have_text("Differs from the recorded one")

    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    workbench.run()
    expect(workbench.verdict).to_have_text("Same as recorded")


def test_the_recorded_block_stays_a_click_away(reader: Reader) -> None:
    workbench = reader.open("routes").run()
    workbench.example.get_by_role("button", name="Show the recorded one").click()

    expect(workbench.example.locator(".highlight")).to_be_visible()
    workbench.example.get_by_role("button", name="Back to the live run").click()
    expect(workbench.example.locator("live-workbench")).to_be_visible()
