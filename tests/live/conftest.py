"""A page with nothing but the engine and the site's policy, open in Chromium."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.live.copying import copy_bundle
from integration_patterns.site.served import serve
from tests.support.browsers import module_browser
from tests.support.engine_page import PAGE

__all__ = ["module_browser"]
SCRIPT = """
import { createEngine } from "/live/%s";
const base = new URL("/live/", location.href).href;
window.engine = createEngine({ base });
window.output = [];
engine.addEventListener("output", (event) => output.push(event.detail));
window.bounds = new Set();
engine.addEventListener("memory", (event) => bounds.add(event.detail));
window.ask = async (method, path, body = "") => {
  const events = [];
  const headers = body ? [["content-type", "application/json"]] : [];
  const end = await engine.request({ method, path, headers, body }, (event) => events.push(event));
  const { status, headers: sent } = events.find(({ kind }) => kind === "head");
  const chunks = events.filter(({ kind }) => kind === "chunk").map(({ text }) => text);
  return { status, headers: Object.fromEntries(sent), chunks, text: chunks.join(""), end };
};
window.failure = (promise) => promise.then(() => null, ({ kind, message }) => ({ kind, message }));
"""


@pytest.fixture(scope="session", name="bundle")
def _bundle() -> Path:
    return ensure_bundle()


@pytest.fixture(scope="session", name="address")
def _address(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("engine")
    copy_bundle(bundle, folder / "live")
    engine = json.loads((bundle / "manifest.json").read_text())["engine.js"]["file"]
    (folder / "page.js").write_text(SCRIPT % engine)
    (folder / "index.html").write_text(PAGE)
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module", name="visit")
def _visit(browser: Browser, address: str) -> Iterator[Page]:
    """One visit for all tests of the folder: the engine is one for the visit, too."""
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.wait_for_function("window.engine")
    yield page
    page.close()


@pytest.fixture(name="page")
def _page(visit: Page) -> Page:
    """The visit, with the original app started."""
    started = visit.evaluate("output.length = 0, engine.start({ files: {}, env: {} })")
    assert started["ok"], started
    return visit
