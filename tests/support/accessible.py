"""Asks axe what is wrong with the open workbench."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js")
OPEN = {"fromShadowDom": ["live-example", "live-workbench"]}


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds in the open workbench.

    Args:
        page: A page with one open workbench.
        rules: Only these rules; all of them if left out.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules is not None:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("([part, options]) => axe.run(part, options)", [OPEN, options])
    return [
        f"{violation['id']}: {node['html'][:160]} {node['any'][:1]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
