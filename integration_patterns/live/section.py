"""Puts the element that runs an example around the block that has recorded it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

from integration_patterns.guide.errors import PageError
from integration_patterns.live.examples import PANELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integration_patterns.live.examples import Example
    from integration_patterns.live.front_matter import Live

NOTHING_RUNS = (
    '<p class="nothing-runs" data-search-exclude>Nothing runs here, because JavaScript is off or '
    "blocked, or because this page was opened as a file or in a sandboxed frame. "
    "Open it at the site's own address, with JavaScript on.</p>"
)
"""Shown by the style sheet where the element never comes to life."""

BLOCK = re.compile(
    r'<div class="[^"]*\blanguage-(?:http|console)\b[^"]*\bhighlight\b[^"]*">.*?</pre></div>',
    re.DOTALL,
)


def wrapped(html: str, page: str, elements: Mapping[int, str], blocks: int) -> str:
    """Return the page's HTML with some of its http and console blocks in elements.

    Args:
        html: What the builder made of the page.
        page: The page's path, for messages.
        elements: The opening tags, by position among the http and console blocks.
        blocks: How many such blocks the page has.

    Raises:
        PageError: The HTML does not show the blocks that the page holds.
    """
    found = list(BLOCK.finditer(html))
    if len(found) != blocks:
        raise PageError(
            page,
            f"{blocks} http and console blocks were rendered as {len(found)}",
            "correct the pattern in integration_patterns/live/section.py",
        )
    for position in sorted(elements, reverse=True):
        start, end = found[position].span()
        html = f"{html[:start]}{elements[position]}{html[start:end]}</live-example>{html[end:]}"
    return html


def elements(
    live: Live, examples: Sequence[Example], addresses: Mapping[str, str]
) -> dict[int, str]:
    """Return the opening tag of each example by its position.

    Args:
        live: The front matter of the page.
        examples: What can be run, in the page's order.
        addresses: What an element has to fetch or link, relative to the bundle's folder.
    """
    return {
        example.position: _element(_config(live, example, addresses) | {"first": number == 0})
        for number, example in enumerate(examples)
    }


def playground(page: str, live: Live, addresses: Mapping[str, str]) -> str:
    """Return the element that shows the whole app."""
    config = _common(live, addresses) | {"kind": "whole", "id": page, "first": True}
    if live.request:
        method, path = live.request
        config["request"] = {"method": method, "path": path, "headers": [], "body": ""}
    return f"{_element(config)}</live-example>"


def _config(live: Live, example: Example, addresses: Mapping[str, str]) -> dict[str, object]:
    expected = asdict(example.expected)
    expected["exitCode"] = expected.pop("exit_code")
    wrong = list(example.overlay)
    return _common(live, addresses) | {
        "kind": example.kind,
        "id": example.id,
        "files": [*wrong, *(file for file in live.files if file not in wrong)],
        "overlay": example.overlay,
        "request": example.request,
        "line": example.line,
        "expected": expected,
        "panel": PANELS[example.kind],
    }


def _common(live: Live, addresses: Mapping[str, str]) -> dict[str, object]:
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
        **addresses,
    }


def _element(config: Mapping[str, object]) -> str:
    tag = f'<live-example data-live="{escape(json.dumps(config, ensure_ascii=False))}">'
    return tag + NOTHING_RUNS if config["first"] else tag
