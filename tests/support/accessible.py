"""Asks axe what is wrong with what a page shows."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js")
WORKBENCH = {"fromShadowDom": ["live-example", "live-workbench"]}


def violations(page: Page, part: object, rules: list[str] | None = None) -> list[str]:
    """What axe finds in a part of the page.

    Args:
        page: An open page.
        part: A selector, or what else axe takes for a context.
        rules: Only these rules; all of them if left out.
    """
    load(page)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules is not None:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
    return [
        f"{violation['id']}: {node['html'][:160]} {node['any'][:1]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def check_contrast_of(page: Page, selector: str) -> None:
    """Contrast is most of the work: let axe look at it there only, and at all else everywhere."""
    load(page)
    rule = {"id": "color-contrast", "selector": selector}
    page.evaluate("rule => axe.configure({ rules: [rule] })", rule)


def load(page: Page) -> None:
    """Bring axe into the page, once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
