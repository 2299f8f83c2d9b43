"""A reader leaves while the app loads, and comes back to the page that Firefox has kept."""

import json
from pathlib import Path

import pytest

from integration_patterns.live.copying import copy_bundle
from integration_patterns.site.served import serve
from tests.support import firefox
from tests.support.engine_page import PAGE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SCRIPT = """
import {{ createEngine }} from "./live/{engine}";
const engine = createEngine({{ base: new URL("live/", location.href).href }});
const within = (promise) => Promise.race([
  promise.then(() => "ok", ({{ kind, message }}) => kind ?? message),
  new Promise((resolve) => setTimeout(resolve, 40_000, "hangs")),
]);
const arrived = (part) => performance.getEntriesByType("resource")
  .some(({{ name, responseEnd }}) => name.includes(part) && responseEnd > 0);
const parts = ["/python-", "/pydantic_core-", "/snapshot-", "/image-", "/app-"];
const isTime = {{ fetched: () => parts.every(arrived), ready: () => engine.state === "ready" }};
const first = engine.start({{ files: {{}}, env: {{}} }});
const leave = () => {{
  if (isTime["{moment}"]()) setTimeout(() => location.assign("other.html"), {after});
  else setTimeout(leave, 5);
}};
if (sessionStorage.left) {{
  const started = await within(first);
  await fetch("report", {{ method: "POST", body: JSON.stringify({{ anew: true, started }}) }});
}} else {{
  sessionStorage.left = "yes";
  addEventListener("pageshow", async ({{ persisted }}) => {{
    if (!persisted) return;
    const report = {{ anew: false, first: await within(first) }};
    report.stopped = await within(engine.stop());
    report.started = await within(engine.start({{ files: {{}}, env: {{}} }}));
    await fetch("report", {{ method: "POST", body: JSON.stringify(report) }});
  }});
  leave();
}}
"""
OTHER = """<!doctype html><title>other</title>
<script>addEventListener("pageshow", () => setTimeout(() => history.back(), 300));</script>"""


@pytest.mark.parametrize(
    ("moment", "after"), [("fetched", 0), ("fetched", 100), ("fetched", 200), ("ready", 0)]
)
def test_a_page_that_was_left_goes_on_or_starts_anew(
    bundle: Path, tmp_path: Path, moment: str, after: int
) -> None:
    """Nothing is waited for that never comes, Stop works, and so does the next start.

    Firefox forgets what it was compiling, at most of these moments and not at all of them.
    """
    program = firefox.find()
    if program is None:
        pytest.skip("Firefox is not installed. fix: apt install firefox-esr")
    site = tmp_path / "site"
    copy_bundle(bundle, site / "live")
    engine = json.loads((bundle / "manifest.json").read_text())["engine.js"]["file"]
    (site / "index.html").write_text(PAGE)
    (site / "other.html").write_text(OTHER)
    (site / "page.js").write_text(SCRIPT.format(engine=engine, moment=moment, after=after))

    with (
        serve(site, firefox.ReportedHandler) as address,
        firefox.showing(program, address, tmp_path / "profile"),
    ):
        report = firefox.ReportedHandler.reports.get(timeout=firefox.PATIENCE)

    assert report["started"] == "ok", report
    if not report["anew"]:
        assert report["stopped"] == "ok", report
        assert report["first"] in {"ok", "stopped"}, report
