"""The built guide shows nothing that is not proven."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.support.guide import built_guide

pytestmark = pytest.mark.slow


class Counter(HTMLParser):
    """Counts blocks of code outside mkdocstrings' output, without the gate's own parser."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = 0
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Descend into a div, and count a pre."""
        if tag == "div":
            self._open.append("doc" in (dict(attrs).get("class") or "").split())
        elif tag == "pre" and not any(self._open):
            self.blocks += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave a div."""
        if tag == "div":
            self._open.pop()


def test_every_block_is_in_the_ledger(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> None:
    """The strict build passes, and an independent count of the blocks agrees with the ledger."""
    site = built_guide(tmp_path_factory, worker_id)

    ledger: dict[str, Any] = json.loads((site / "ledger.json").read_text())
    counted = 0
    for file in site.rglob("*.html"):
        counter = Counter()
        counter.feed(file.read_text())
        counted += counter.blocks

    assert counted == ledger["blocks"]
    assert all(entry["kind"] != "unknown" for entry in ledger["entries"])
