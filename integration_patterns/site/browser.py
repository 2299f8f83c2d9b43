"""The system's Chromium, driven by Playwright, so that no browser is downloaded."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# The shell first: the same engine without windows, at half the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


class NoBrowserError(RuntimeError):
    """Chromium is not installed."""


def find_chromium() -> str:
    """The path of the installed Chromium.

    Raises:
        NoBrowserError: There is none on the PATH.
    """
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise NoBrowserError(
        f"None of {', '.join(NAMES)} is on the PATH. fix: apt install chromium-headless-shell"
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most commands open no page

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        try:
            yield browser
        finally:
            browser.close()
