"""How fast the app runs in the page, beside a page that loads Pyodide the ordinary way."""

import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from integration_patterns.benchmarks.live import stock
from integration_patterns.benchmarks.live.line import LOOPBACK, SLOW, Line, serving
from integration_patterns.benchmarks.live.visits import Measured, browsing, first_visit, visit
from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.live.copying import copy_bundle

HERE = Path(__file__).parent
HASH = re.compile("^.*/|-([0-9a-f]{12}|[0-9A-Z]{8})(?=[.])")
VARIANTS = ("stock", "live")


class Speed(StrEnum):
    """What lies between the browser and the server."""

    LOOPBACK = "loopback"
    SLOW = "slow"


def live(
    rounds: Annotated[int, typer.Option(min=1, help="How often each page is visited.")] = 5,
    line: Annotated[
        Speed, typer.Option(help="slow: 20 Mbit/s, 40 ms a request, first visits only.")
    ] = Speed.LOOPBACK,
) -> None:
    """Visit both pages in turns, each time with an empty profile; print medians and ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        _lay_out(folder)
        speed = SLOW if line is Speed.SLOW else LOOPBACK
        results: list[Measured] = []
        transferred: dict[str, Counter[str]] = {}
        with serving(folder, speed) as address:
            for number in range(rounds):
                for variant in VARIANTS if number % 2 == 0 else reversed(VARIANTS):
                    results += _one(address, variant, speed, transferred)
    _print(results)
    _print_transfer(transferred)


def _lay_out(folder: Path) -> None:
    bundle = ensure_bundle(say=lambda line: typer.echo(f"bundle: {line}", err=True))
    copy_bundle(bundle, folder / "live")
    stock.lay_out(folder / "stock")
    for file in (*HERE.glob("*.js"), *HERE.glob("*.html")):
        shutil.copy(file, folder)


def _one(
    address: str, variant: str, line: Line, transferred: dict[str, Counter[str]]
) -> list[Measured]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - other benchmarks need none

    results = []
    with sync_playwright() as playwright, browsing(playwright.chromium) as page:
        if line is SLOW:
            results.append(first_visit(page, address, variant, line))
            transferred[variant] = line.sent.copy()
            return results
        for result in visit(page, address, variant, line):
            results.append(result)
            if variant not in transferred:
                transferred[variant] = line.sent.copy()
            typer.echo(f"{variant}, {result.what}: {result.ms:.0f} ms", err=True)
    return results


def _print(results: Iterable[Measured]) -> None:
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in results:
        values[one.what][one.variant].append(one.ms)
    table = Table("milliseconds", *VARIANTS, "ratio", title="median [lowest to highest]")
    for what, found in values.items():
        shown = [_range(found[variant]) for variant in VARIANTS]
        ratio = median(found["live"]) / median(found["stock"])
        table.add_row(what, *shown, f"{ratio:.3f}")
    Console().print(table)


def _range(values: list[float]) -> str:
    return f"{median(values):.0f} [{min(values):.0f} to {max(values):.0f}]"


def _print_transfer(transferred: dict[str, Counter[str]]) -> None:
    for variant, sent in transferred.items():
        table = Table("file", "kB", title=f"{variant}, before the first answer")
        for name, count in _grouped(sent).most_common():
            table.add_row(name, f"{count / 1000:.0f}")
        table.add_row("all", f"{sent.total() / 1000:.0f}")
        Console().print(table)


def _grouped(sent: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for path, count in sent.items():
        found["wheels" if path.endswith(".whl") else HASH.sub("", path)] += count
    return found
