"""The engine in Firefox: another WebAssembly, another JavaScript, the same app."""

import json
from pathlib import Path
from typing import Any

import pytest

from integration_patterns.live.copying import copy_bundle
from integration_patterns.site.served import serve
from tests.support import firefox
from tests.support.engine_page import PAGE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SCRIPT = """
import {{ createEngine }} from "./live/{engine}";
const engine = createEngine({{ base: new URL("live/", location.href).href }});
const warnings = [];
console.warn = (text) => warnings.push(String(text));
const ask = async (path) => {{
  const parts = [];
  const request = {{ method: "GET", path, headers: [], body: "" }};
  await engine.request(request, (part) => parts.push(part));
  return {{ status: parts[0].status, text: parts.slice(1).map(({{ text }}) => text).join("") }};
}};
const file = {file};
const edited = {edited};
const visit = async () => {{
  const first = await engine.start({{ files: {{}}, env: {{}} }});
  const health = await ask("/health");
  const second = await engine.start({{ files: {{ [file]: edited }}, env: {{}} }});
  const answer = await ask("/extra");
  const hung = ask("/loop").catch(({{ kind }}) => kind);
  await engine.stop();
  const third = await engine.start({{ files: {{}}, env: {{}} }});
  const after = await ask("/extra");
  return {{ started: [first, second, third].map(({{ ok }}) => ok), health, answer,
    hung: await hung, after, warnings }};
}};
const report = await visit().catch((error) => ({{ error: String(error), stack: error.stack }}));
await fetch("report", {{ method: "POST", body: JSON.stringify(report) }});
"""
FILE = "app/components/backend/middleware/99_extra.py"
EDITED = """
from fastapi import FastAPI

def register_middleware(app: FastAPI) -> None:
    @app.get("/extra")
    async def extra() -> str:
        return "edited"

    @app.get("/loop")
    async def loop() -> None:
        while True:
            pass
"""


@pytest.fixture(name="site")
def _site(bundle: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    copy_bundle(bundle, folder / "live")
    engine = json.loads((bundle / "manifest.json").read_text())["engine.js"]["file"]
    (folder / "index.html").write_text(PAGE)
    (folder / "page.js").write_text(
        SCRIPT.format(engine=engine, file=json.dumps(FILE), edited=json.dumps(EDITED))
    )
    return folder


@pytest.fixture(name="program")
def _program() -> str:
    program = firefox.find()
    if program is None:
        pytest.skip("Firefox is not installed. fix: apt install firefox-esr")
    return program


def visit(program: str, site: Path) -> dict[str, Any]:
    """What came of a visit."""
    with (
        serve(site, firefox.ReportedHandler) as address,
        firefox.showing(program, address, site.parent / "profile"),
    ):
        report: dict[str, Any] = firefox.ReportedHandler.reports.get(timeout=firefox.PATIENCE)
    assert "error" not in report, report
    return report


def check(report: dict[str, Any]) -> None:
    assert report["started"] == [True, True, True]
    assert report["health"]["status"] == 200
    assert report["answer"] == {"status": 200, "text": '"edited"'}
    assert report["hung"] == "stopped"
    assert report["after"]["status"] == 404


def test_the_snapshot_restores_and_the_app_answers(program: str, site: Path) -> None:
    """Started, edited, stopped in the middle of an endless loop, and started again."""
    report = visit(program, site)

    assert report["warnings"] == []
    check(report)


def test_without_the_snapshot_the_app_answers_all_the_same(program: str, site: Path) -> None:
    """One that doesn't fit is said to the console, and the page starts in the ordinary way."""
    (snapshot,) = (site / "live").glob("snapshot-*.bin")
    snapshot.unlink()
    snapshot.write_bytes(b"another version")

    report = visit(program, site)

    assert report["warnings"] == ["The snapshot can't be used here:"]
    check(report)
