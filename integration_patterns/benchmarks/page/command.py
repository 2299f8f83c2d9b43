"""How fast a page is read on a phone, as Lighthouse sees it."""

import gzip
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from integration_patterns.benchmarks.live.line import LOOPBACK, serving
from integration_patterns.live.bundle import node
from integration_patterns.site.browser import find_chromium
from integration_patterns.site.served import build

HERE = Path(__file__).parent
PAGES = ("", "patterns/middleware/", "patterns/scheduler/")
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".xml"}
AUDITS = {
    "first paint, ms": "first-contentful-paint",
    "largest paint, ms": "largest-contentful-paint",
    "blocked, ms": "total-blocking-time",
    "shift": "cumulative-layout-shift",
    "kB": "total-byte-weight",
}


def page(
    pages: Annotated[list[str] | None, typer.Argument(help="Addresses within the site.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each page is visited.")] = 3,
) -> None:
    """Visit pages in turns on a simulated phone; print medians of what Lighthouse measured."""
    chosen = list(PAGES) if pages is None else pages
    found: dict[str, list[dict[str, float]]] = {address: [] for address in chosen}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder, LOOPBACK) as address:
            build(folder, address)
            _compress(folder)
            for _ in range(rounds):
                for one in chosen:
                    found[one].append(_visit(address + one))
    _print(found)


def _compress(folder: Path) -> None:
    for file in [*folder.rglob("*")]:
        if file.suffix in COMPRESSED and file.is_file():
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))


def _visit(address: str) -> dict[str, float]:
    installed = node.modules(HERE, "lighthouse")
    printed = node.run(
        [
            str(installed / "lighthouse/cli/index.js"),
            address,
            "--quiet",
            "--output=json",
            "--only-categories=performance",
            # CI and containers are root, which Chromium's sandbox refuses.
            "--chrome-flags=--headless=new --no-sandbox",
        ],
        HERE,
        {**os.environ, "CHROME_PATH": find_chromium()},
    )
    report = json.loads(printed)
    return {"score": report["categories"]["performance"]["score"], **dict(_values(report))}


def _values(report: dict[str, dict[str, dict[str, float]]]) -> Iterator[tuple[str, float]]:
    for head, audit in AUDITS.items():
        value = report["audits"][audit]["numericValue"]
        yield head, value / 1000 if head == "kB" else value


def _print(found: dict[str, list[dict[str, float]]]) -> None:
    table = Table("page", "score", *AUDITS, title="median [lowest to highest]")
    for address, visits in found.items():
        scores = [visit["score"] for visit in visits]
        rest = [f"{median(visit[head] for visit in visits):.5g}" for head in AUDITS]
        score = f"{median(scores):.2f}\n[{min(scores):.2f} to {max(scores):.2f}]"
        table.add_row(address.removeprefix("patterns/") or "home", score, *rest)
    Console().print(table)
