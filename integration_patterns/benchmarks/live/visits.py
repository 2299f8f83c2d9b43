"""Visits a page as a reader does, each time with a browser that has never seen it."""

from __future__ import annotations

import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.site.browser import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserType, Page

    from integration_patterns.benchmarks.live.line import Line

PATIENCE = 180_000  # milliseconds
# A reader looks at the answer; meanwhile the browser keeps compiled code, the engine its spare.
READS = 4  # seconds
TYPES = 1.5  # seconds
EDITED = "app/components/backend/middleware/30_security_headers.py"
EDIT = """
from fastapi import FastAPI

def register_middleware(app: FastAPI) -> None:
    print("edit {number}")
"""
EDITS = 3


@dataclass(frozen=True)
class Measured:
    """One number: what was measured, who did it, and how long that took."""

    what: str
    variant: str
    ms: float


@contextmanager
def browsing(chromium: BrowserType) -> Iterator[Page]:
    """A page in an empty profile, which keeps what a visit leaves as long as this lasts."""
    with (
        tempfile.TemporaryDirectory() as profile,
        chromium.launch_persistent_context(profile, executable_path=find_chromium()) as context,
    ):
        page = context.pages[0]
        page.set_default_timeout(PATIENCE)
        yield page


def visit(page: Page, address: str, variant: str, line: Line) -> Iterator[Measured]:
    """Everything on a quick line."""

    def measured(what: str, script: str, argument: object = None) -> Measured:
        return Measured(what, variant, page.evaluate(script, argument))

    yield first_visit(page, address, variant, line)
    time.sleep(READS)
    for number in range(EDITS):
        page.evaluate("path => expect(path)", EDITED)
        time.sleep(TYPES)
        yield measured("edit", "files => run(files)", {EDITED: EDIT.format(number=number)})
    time.sleep(READS)
    yield measured("stop", "stopAndRun()")
    time.sleep(READS)
    come(page, address, variant)
    yield measured("second visit", "run()")
    time.sleep(READS)
    come(page, address, variant)
    page.evaluate("boot()")
    time.sleep(TYPES)
    yield measured("booted before the click", "run()")


def first_visit(page: Page, address: str, variant: str, line: Line) -> Measured:
    """From the click to the answer, with nothing cached."""
    come(page, address, variant)
    line.sent.clear()
    return Measured("first visit", variant, page.evaluate("run()"))


def come(page: Page, address: str, variant: str) -> None:
    """Open the page; nothing is fetched for Python yet."""
    page.goto(f"{address}page.html?variant={variant}")
    page.wait_for_function("typeof run === 'function'")
