"""The configuration of the element that runs an example."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from integration_patterns.live.examples import PANELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integration_patterns.live.examples import Example
    from integration_patterns.live.front_matter import Live

SOURCES = "sources.json"
"""The texts of the app, in the bundle's folder."""

ADDRESSES = {
    "sources": SOURCES,
    "playground": "../../playground/",
    "differs": "../../reference/browser/",
    "picture": "../../assets/screenshots/dashboard.png",
}
"""What an element fetches or links, as seen from the bundle's folder."""


def elements(live: Live, examples: Sequence[Example]) -> dict[int, dict[str, object]]:
    """Return the configuration of each example's element, by the position of its block.

    Args:
        live: The front matter of the page.
        examples: What can be run, in the page's order.
    """
    return {
        example.position: _config(live, example) | {"first": number == 0}
        for number, example in enumerate(examples)
    }


def playground(page: str, live: Live) -> dict[str, object]:
    """Return the configuration of the element that shows the whole app."""
    config = _common(live) | {"kind": "whole", "id": page, "first": True}
    if live.request:
        method, path = live.request
        config["request"] = {"method": method, "path": path, "headers": [], "body": ""}
    return config


def _config(live: Live, example: Example) -> dict[str, object]:
    expected = asdict(example.expected)
    expected["exitCode"] = expected.pop("exit_code")
    wrong = list(example.overlay)
    return _common(live) | {
        "kind": example.kind,
        "id": example.id,
        "files": [*wrong, *(file for file in live.files if file not in wrong)],
        "overlay": example.overlay,
        "request": example.request,
        "line": example.line,
        "expected": expected,
        "panel": PANELS[example.kind],
    }


def _common(live: Live) -> dict[str, object]:
    return {
        "files": live.files,
        "overlay": {},
        "request": None,
        "line": None,
        "expected": {"status": "", "headers": [], "body": [], "exitCode": 0},
        "tests": live.tests,
        "panel": live.panel or "request",
        "env": live.env,
        "first": False,
        **ADDRESSES,
    }
