"""Drives the workbench of a page as a reader would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from integration_patterns.live.front_matter import PANELS


@dataclass
class Reader:
    """A reader's tab: it notes what is asked of other hosts, and every complaint."""

    page: Page
    site: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def disconnected(self) -> Iterator[None]:
        """Without a network for a while."""
        self.page.context.set_offline(True)
        try:
            yield
        finally:
            self.page.context.set_offline(False)

    def open(self, name: str) -> "Workbench":
        """Go to a pattern's page by its link, which keeps the engine; return its first example."""
        heading = self.page.get_by_role("heading", level=1)
        if f"/{name}/" not in self.page.url:
            before = heading.inner_text()
            self.page.locator(f".md-nav--primary a[href$='/{name}/']").first.click()
            self.page.wait_for_url(f"**/{name}/")
            expect(heading).not_to_have_text(before)
        expect(heading).to_be_visible()
        return Workbench(self.page, self.page.locator("live-example").first)


@dataclass
class Workbench:
    """One example of a page, driven as a reader would."""

    page: Page
    example: Locator

    def run(self) -> "Workbench":
        """Press Run on the recorded block, or in the workbench that took its place."""
        recorded = self.example.get_by_role("button", name="Run it here")
        again = self.example.get_by_role("button", name="Run", exact=True)
        (recorded if recorded.count() else again).click()
        return self.settle()

    def settle(self) -> "Workbench":
        """Wait until the app is no longer at work."""
        expect(self.example.locator("live-workbench:not(.busy)")).to_be_visible()
        expect(self.example.get_by_role("button", name="Stop")).to_be_disabled()
        return self

    def tools(self) -> list[str]:
        """The name of each tool: as many as a page may name in its front matter."""
        tabs = self.example.get_by_role("tablist", name="Tools").get_by_role("tab")
        expect(tabs).to_have_count(len(PANELS))
        return tabs.all_text_contents()

    def tool(self, name: str) -> Locator:
        """Choose a tool; return its panel."""
        self.example.get_by_role("tab", name=name, exact=True).click()
        return self.example.locator(".panel")

    def write(self, text: str) -> None:
        """Type another text in place of the open file's, key by key."""
        self.select_all()
        self.page.keyboard.press("Delete")
        for number, line in enumerate(text.split("\n")):
            if number:
                self.page.keyboard.press("Enter")
            self._type_line(line)

    def _type_line(self, line: str) -> None:
        """Type a line, and correct the indentation that the editor gave it, as a person does."""
        while (given := indentation(self.current_line())) > indentation(line):
            self.page.keyboard.press("Backspace")
        self.page.keyboard.type(line[given:])

    def current_line(self) -> str:
        """The line of the cursor."""
        return self.example.locator(".cm-activeLine").text_content() or ""

    def paste(self, text: str) -> None:
        """Put another text in place of the open file's, from the clipboard."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.select_all()
        self.page.keyboard.press("Control+V")

    def append(self, text: str) -> None:
        """Type a text at the end of the open file."""
        self.example.locator(".cm-content").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def select_all(self) -> None:
        """Select the text of the open file."""
        self.example.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")

    def shown(self) -> str:
        """The text of the open file as the editor shows it, which for a long one is a part."""
        return "\n".join(self.example.locator(".cm-line").all_text_contents())

    def read(self) -> str:
        """The text of the open file."""
        self.example.get_by_role("button", name="Copy", exact=True).click()
        expect(self.said).to_contain_text("is copied.")
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text

    def file(self, name: str) -> None:
        """Open the tab of a file."""
        self.example.get_by_role("tablist", name="Files").get_by_role("tab", name=name).click()

    def choose(self, path: str) -> None:
        """Open a file by the playground's tree."""
        self.example.locator(f".tree button[title='{path}']").click()

    def reset(self) -> None:
        """Make the open file the original again."""
        self.example.get_by_role("button", name="Reset", exact=True).click()

    def create(self, path: str, text: str) -> None:
        """Make a new file."""
        self.example.get_by_role("button", name="New file").click()
        enter(self.example.get_by_label("Path of the new file"), path)
        self.page.keyboard.press("Enter")
        self.write(text)

    @property
    def said(self) -> Locator:
        """What the workbench tells, to screen readers too."""
        return self.example.locator(".said")

    @property
    def verdict(self) -> Locator:
        """How the run compares with the page."""
        return self.example.locator(".verdict")

    @property
    def answer(self) -> Locator:
        """What came back to the last request."""
        return self.example.locator(".answer")


def indentation(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def enter(field: Locator, text: str) -> None:
    """Type another text in place of a field's, with real keys."""
    field.click()
    field.press("Control+A")
    field.press("Delete")
    field.press_sequentially(text)


def check_still_here(page: Page) -> None:
    """The page was neither left nor loaded again, and its search is closed."""
    assert page.url.endswith("/playground/")
    assert page.evaluate("document.querySelector('live-example').stillHere")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.get_by_role("textbox", name="Search")).to_have_value("")
