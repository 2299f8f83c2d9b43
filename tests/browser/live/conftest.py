"""One window for all tests of the workbench, so that the engine starts once, as in a visit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.workbench import Reader, Workbench


@pytest.fixture(scope="module", name="reader")
def _reader(browser: Browser, site: str) -> Iterator[Reader]:
    window = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.new_page()
    reader = Reader(page, site)
    own = (site, "data:", "blob:")
    window.on(
        "request", lambda r: None if r.url.startswith(own) else reader.elsewhere.append(r.url)
    )
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    page.on(
        "console",
        lambda note: reader.complaints.append(note.text) if note.type == "error" else None,
    )
    page.set_default_timeout(15_000)
    page.goto(f"{site}patterns/middleware/")
    yield reader
    window.close()

    assert reader.elsewhere == []
    assert reader.complaints == []


@pytest.fixture(name="workbench")
def _workbench(reader: Reader) -> Iterator[Workbench]:
    """The first example of the page about middleware, which runs and has no edits."""
    workbench = reader.open("middleware")
    workbench.run()
    yield workbench
    reset = workbench.example.get_by_role("button", name="Reset all")
    one = workbench.example.get_by_role("button", name="Reset", exact=True)
    if reset.count():
        reset.click()
    elif one.count():
        one.click()
