"""What the tools say of the clock and of the settings."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.workbench import Reader, Workbench, enter

pytestmark = pytest.mark.browser


def go_to(workbench: Workbench, panel: Locator, day: str) -> None:
    """Type nine o'clock on a day of the next year, such as "0105" for 5 January, and go there."""
    goal = panel.get_by_label("Go to (UTC)")
    goal.click(position={"x": 10, "y": 10})
    goal.press_sequentially(f"{day}2027")
    goal.press("ArrowRight")
    goal.press_sequentially("0900AM")
    expect(goal).to_have_value(f"2027-{day[:2]}-{day[2:]}T09:00")
    panel.get_by_role("button", name="Go", exact=True).click()
    workbench.settle()


def times(panel: Locator) -> list[str]:
    """When each tick that the list shows was due."""
    shown: list[str] = panel.locator(".fired time").evaluate_all(
        "times => times.map(({ dateTime }) => dateTime)"
    )
    return shown


def test_a_skipped_tick_is_not_counted_as_fired_and_ticks_are_in_order(reader: Reader) -> None:
    """Back in time, the clock says what happens: what has run before is skipped."""
    workbench = reader.open("scheduler").run()
    panel = workbench.tool("Scheduler")
    workbench.settle()
    go_to(workbench, panel, "0103")
    expect(workbench.said).to_have_text(re.compile(r"^\d+ jobs fired\.$"))
    assert times(panel) == sorted(times(panel))

    go_to(workbench, panel, "0102")
    expect(workbench.said).to_contain_text("The clock went back, and the scheduler started again.")
    expect(panel.locator(".fired .note")).to_contain_text("The clock went back to Sat, 2 Jan 2027")

    before = len(times(panel))
    go_to(workbench, panel, "0104")
    skipped = panel.locator(".fired .skipped").count()
    fired = len(times(panel)) - before - skipped
    assert skipped > 0
    expect(workbench.said).to_contain_text(f"{fired} jobs fired, ")
    assert times(panel)[before:] == sorted(times(panel)[before:])


def test_a_refused_setting_leads_to_its_field(reader: Reader) -> None:
    """And not to a line of the app, or to a file that is on a server."""
    workbench = reader.open("configuration").run()
    enter(workbench.tool("Settings").get_by_label("CURRENCY", exact=True), "euro")
    workbench.page.keyboard.press("Enter")

    failure = workbench.example.locator(".failure")
    expect(failure).to_contain_text("fix: change CURRENCY in Settings, then press Run.")
    expect(failure.locator("p")).not_to_contain_text(".env")
    expect(failure.get_by_role("button", name="Show line")).to_have_count(0)
    workbench.tool("Request")
    failure.get_by_role("button", name="Open CURRENCY in Settings").click()
    field = workbench.example.get_by_label("CURRENCY", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")

    workbench.page.keyboard.type("USD")
    workbench.page.keyboard.press("Enter")
    workbench.settle()
    expect(failure).to_be_hidden()
    workbench.example.get_by_role("button", name="Back to the defaults").click()


def test_the_type_of_an_error_is_told_once(reader: Reader) -> None:
    workbench = reader.open("services").run()
    workbench.write("import nothing_of_the_kind\n")
    workbench.run()

    expect(workbench.example.locator(".failure p")).to_have_text(
        "ModuleNotFoundError: No module named 'nothing_of_the_kind'"
    )
    workbench.reset()


def test_the_terminal_shows_a_command_as_it_was_typed(reader: Reader) -> None:
    workbench = reader.open("cli-backend").run()
    terminal = workbench.tool("Terminal")
    enter(terminal.get_by_role("textbox"), "python -c 1")
    workbench.page.keyboard.press("Enter")
    workbench.settle()

    expect(terminal.locator(".typed").last).to_have_text("$ python -c 1")
