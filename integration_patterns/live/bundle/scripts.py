"""Bundles the client: checked by TypeScript in the tests, made small by esbuild here."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from integration_patterns.live.bundle import cache, node

SOURCES = node.CLIENT / "src"
ENTRIES = ("workbench/main.ts", "engine/engine.ts")
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=eof",
    "--log-level=warning",
    "--loader:.css=text",
    "--entry-names=[name]-[hash]",
    "--chunk-names=[name]-[hash]",
)
# Pyodide asks for these in Node.js only.
NOT_IN_PAGES = ("node:*", "ws")


def content_key() -> str:
    """Changes with every source of the client."""
    own = Path(__file__)
    sources = sorted(file for file in SOURCES.rglob("*.*") if file.suffix != ".md")
    return cache.key([own, *sources, *node.LOCKED, "".join(OPTIONS)])


def build(runtime: Path, say: Callable[[str], object]) -> Path:
    """The folder of scripts: `worker`, `main` for the pages, `engine` and the chunks they share."""

    def make(place: Path) -> None:
        say("bundling the client")
        modules = node.modules()
        _esbuild(modules, place, ["worker/worker.ts"], [f"--alias:pyodide-runtime={runtime}"])
        _esbuild(modules, place, ENTRIES, ["--splitting"])

    return cache.made("scripts", cache.key([content_key(), runtime / "package.json"]), make)


def _esbuild(modules: Path, place: Path, entries: Sequence[str], more: list[str]) -> None:
    node.run(
        [
            str(modules / "esbuild/bin/esbuild"),
            *(str(SOURCES / entry) for entry in entries),
            *OPTIONS,
            *(f"--external:{name}" for name in NOT_IN_PAGES),
            *more,
            f"--outdir={place}",
        ],
        SOURCES,
        {**os.environ, "NODE_PATH": str(modules)},
    )
