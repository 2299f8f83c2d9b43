"""The page around the workbench: light, honest without it, and safe with a stranger's link."""

import base64
import gzip
import json
import os
import shutil
import subprocess
import zipfile
import zlib
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.support.browsers import save_data
from tests.support.processes import command_running, free_port
from tests.support.workbench import Reader

pytestmark = pytest.mark.browser


def link(files: dict[str, str]) -> str:
    text = json.dumps({"v": 1, "files": files, "env": {}, "request": None})
    packed = zlib.compress(text.encode(), wbits=-15)
    return "#live=1." + base64.urlsafe_b64encode(packed).decode().rstrip("=")


# The longest page, and one with an example on the first screen.
@pytest.mark.parametrize("address", ["patterns/scheduler/", "patterns/middleware/"])
def test_a_pattern_page_is_light_until_the_reader_does_something(
    browser: Browser, site: str, address: str
) -> None:
    """Compressed, as a server would; the search index waits for a reader's first letter.

    What all pages share is fetched once a visit; the rest is the page, with four views a block.
    """
    with browser.new_context(viewport={"width": 412, "height": 823}) as window:
        page = window.new_page()
        fetched: list[Response] = []
        page.on("response", lambda got: fetched.append(got))  # noqa: PLW0108 - Playwright refuses builtins
        page.goto(f"{site}{address}", wait_until="networkidle")
        sizes = {got.url.removeprefix(site): len(gzip.compress(got.body())) for got in fetched}

    assert any(name.startswith("assets/live/main") for name in sizes)
    assert not [name for name in sizes if name.endswith((".wasm", ".bin", ".zip"))]
    own = sizes.pop(address)
    assert own <= 48 * 1024, own
    assert sum(sizes.values()) <= 77 * 1024, sizes


def test_nothing_is_fetched_ahead_where_a_reader_saves_data(browser: Browser, site: str) -> None:
    """Neither near an example nor with the pointer on it; elsewhere, coming near is enough."""
    asked: dict[bool, list[str]] = {}
    for saves in (True, False):
        with browser.new_context() as window:
            page = window.new_page()
            save_data(page, really=saves)
            page.goto(f"{site}patterns/routes/", wait_until="networkidle")
            with page.expect_request("**/python-*.wasm") if not saves else nullcontext():
                page.locator("live-example").first.hover()
            page.wait_for_load_state("networkidle")
            asked[saves] = page.evaluate(
                "performance.getEntriesByType('resource').map(({ name }) => name)"
            )

    assert not [url for url in asked[True] if url.endswith((".wasm", ".bin", ".zip"))]


def test_without_javascript_the_recorded_block_stands(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(f"{site}patterns/middleware/")

        expect(page.locator("live-example .highlight").first).to_be_visible()


def test_a_reload_keeps_the_edits_and_another_tab_has_none(reader: Reader) -> None:
    workbench = reader.open("services").run()
    workbench.append("# Kept.\n")
    expect(workbench.example.locator(".badge").first).to_have_text("changed")
    reader.page.reload()

    workbench = reader.open("services").run()
    assert workbench.read().endswith("# Kept.\n")
    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    with reader.page.context.new_page() as other:
        other.goto(reader.page.url)
        for storage in ("sessionStorage", "localStorage"):
            assert "Kept" not in other.evaluate(f"JSON.stringify({storage})")


def test_a_shared_link_brings_changes_that_run_only_when_asked(reader: Reader) -> None:
    workbench = reader.open("services").run()
    workbench.file("report_service.py")
    workbench.write('"""Mine."""\n')
    workbench.example.get_by_role("button", name="Share").click()
    expect(workbench.said).to_contain_text("is copied")
    address = reader.page.evaluate("navigator.clipboard.readText()")
    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    assert address.startswith(f"{reader.site}playground/#live=1.")

    with reader.page.context.new_page() as other:
        other.goto(address)
        expect(other.locator(".shared")).to_contain_text("app/services/report_service.py")
        assert said(other) == "Not started yet."

        other.get_by_role("button", name="Open them").click()
        expect(other.locator(".cm-content")).to_contain_text('"""Mine."""')
        assert said(other) == "The changes are open. Nothing has run."
        assert "#" not in other.url


def said(page: Page) -> str:
    return page.locator(".said").inner_text()


@pytest.mark.parametrize(
    "fragment",
    [
        "#live=1.!!!",
        link({"../../x.py": "x"}),
        link({"app/<img src=x onerror=alert(1)>.py": "x"}),
        link({"app/a.py": "x" * 10_000_000}),
    ],
)
def test_a_hostile_link_is_refused_in_words(reader: Reader, fragment: str) -> None:
    with reader.page.context.new_page() as other:
        other.goto(f"{reader.site}playground/{fragment}")

        expect(other.locator(".shared")).to_contain_text("This link can't be opened: ")
        assert other.locator("img[src=x]").count() == 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("uv") is None, reason="uv starts the downloaded app")
def test_the_downloaded_app_starts_with_uv_and_has_the_edit(reader: Reader, tmp_path: Path) -> None:
    workbench = reader.open("routes").run()
    workbench.file("reports.py")
    workbench.paste(workbench.read().replace('"/reports"', '"/my-reports"'))
    with reader.page.expect_download() as started:
        workbench.example.get_by_role("button", name="Download").click()
    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    zipfile.ZipFile(started.value.path()).extractall(tmp_path)
    folder = tmp_path / "example_app"
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("UV_PROJECT")}
    env |= {"PORT": str(port)}
    env.pop("VIRTUAL_ENV", None)
    for command in (["alembic", "upgrade", "head"], ["python", "-m", "app.entrypoints.seed"]):
        subprocess.run(["uv", "run", "--quiet", *command], cwd=folder, env=env, check=True)
    webserver = ["uv", "run", "--quiet", "python", "-m", "app.entrypoints.webserver"]
    with command_running(webserver, env, folder) as process:
        process.wait_for("Uvicorn running on")
        answer = httpx.get(f"http://127.0.0.1:{port}/api/v1/my-reports")
        process.stop()

    assert (answer.status_code, answer.json()) == (200, [])
