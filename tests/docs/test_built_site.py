"""The built guide shows nothing that is not proven."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


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


def test_every_block_is_in_the_ledger(tmp_path: Path) -> None:
    """The strict build passes, and an independent count of the blocks agrees with the ledger."""
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert build.returncode == 0, build.stderr

    ledger: dict[str, Any] = json.loads((tmp_path / "ledger.json").read_text())
    counted = 0
    for file in tmp_path.rglob("*.html"):
        counter = Counter()
        counter.feed(file.read_text())
        counted += counter.blocks

    assert counted == ledger["blocks"]
    assert all(entry["kind"] != "unknown" for entry in ledger["entries"])
