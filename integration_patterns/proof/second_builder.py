"""Builds the same pages with another builder and tells where the articles differ."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from integration_patterns.snippets.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from integration_patterns.proof.config import Config

THEME = re.compile(r"^(?P<indent>\s+)custom_dir: (?P<folder>\S+)$", re.MULTILINE)
STUB = '{% extends "main.html" %}\n'
LEDGER = "ledger.json"
"""Only a hook can fill the ledger page, and the other builder has no hooks."""
CHROME = ".headerlink, .md-content__button, .md-source-file, .md-feedback"


def differences(config: Config, site: Path, builder: Sequence[str]) -> Iterator[str]:
    """Yield a line for each page that the other builder lacks or writes differently."""
    with tempfile.TemporaryDirectory(prefix="second-") as folder:
        root = Path(folder) / "project"
        _copy(config, root)
        done = subprocess.run(builder, cwd=root, check=False, capture_output=True, text=True)
        other = root / "site"
        if not other.is_dir():
            raise PageError(" ".join(builder), f"built nothing:\n{done.stderr}\n", "install it")
        for file in sorted(site.rglob("index.html")):
            name = file.relative_to(site).as_posix()
            yield from _compare(name, file, other / name)


def _copy(config: Config, root: Path) -> None:
    """Leave out the theme's own templates, which are written for one template engine."""
    ignored = shutil.ignore_patterns(".git", ".venv", ".cache", "node_modules", "__pycache__")
    shutil.copytree(config.project.root, root, symlinks=True, ignore=ignored)
    shutil.rmtree(root / "site", ignore_errors=True)
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    text = re.sub(r"^strict: .*$", "strict: false", text, flags=re.MULTILINE)
    if theme := THEME.search(text):
        stubs = root / "stubs"
        stubs.mkdir()
        for template in (root / theme["folder"]).glob("*.html"):
            if template.name != "main.html":
                (stubs / template.name).write_text(STUB, "utf-8")
        text = THEME.sub(r"\g<indent>custom_dir: stubs", text)
    settings.write_text(text, "utf-8")


def _compare(name: str, file: Path, other: Path) -> Iterator[str]:
    if not other.is_file():
        yield f"{name}: missing"
        return
    ours, theirs = _article(file), _article(other)
    if ours != theirs and not any(LEDGER in line for line in ours):
        diff = difflib.unified_diff(ours, theirs, lineterm="", n=0)
        changed = [line for line in diff if not line.startswith(("---", "+++", "@@"))]
        yield f"{name}: {len(changed)} lines differ, the first: {changed[0]}"


def _article(file: Path) -> list[str]:
    article = BeautifulSoup(file.read_text("utf-8"), "html.parser").select_one("article")
    if article is None:
        return []
    for chrome in article.select(CHROME):
        chrome.decompose()
    for block in article.select("pre"):
        block.string = block.get_text()  # however the spans that colour it are cut
    lines = (" ".join(line.split()) for line in article.get_text("\n").split("\n"))
    return [line for line in lines if line]
