"""What was proven is kept, and the built site says so."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from integration_patterns.proof import mkdocs_hook

if TYPE_CHECKING:
    from tests.proof.conftest import Sample

pytestmark = pytest.mark.slow

MKDOCS = """\
site_name: Sample
site_url: http://localhost/sample/
hooks: [hook.py]
markdown_extensions:
  - admonition
  - tables
  - pymdownx.superfences
  - integration_patterns_snippets
"""


def build(sample: Sample) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    shutil.copyfile(mkdocs_hook.__file__, sample.root / "hook.py")
    (sample.root / "mkdocs.yml").write_text(MKDOCS)
    built = sample.run("mkdocs", "build", "--strict", "-d", "site")
    return built, json.loads((sample.root / "site" / "ledger.json").read_text())


def test_the_ledger_counts_what_was_proven(sample: Sample) -> None:
    """Before a run nothing is proven; after it everything is, with page, kind and time."""
    (sample.root / "docs" / "ledger.md").write_text("# Ledger\n\n<!-- ledger -->\n")

    _, before = build(sample)
    proof = sample.pytest("docs")
    built, after = build(sample)

    assert built.returncode == 0, built.stderr
    assert "proof: 2 pages, 4 blocks, " in proof.stdout
    assert (before["blocks"], before["unproven"]) == (3, 3)
    assert (after["blocks"], after["unproven"]) == (3, 0)
    kinds = [entry["kind"] for entry in after["entries"]]
    assert kinds == ["python, region", "console", "http"]
    page = (sample.root / "site" / "ledger" / "index.html").read_text()
    assert "0 unproven of 3 blocks" in page
    assert '<a href="../index.html">docs/index.md</a>' in page


def test_a_failed_page_is_no_longer_proven(sample: Sample) -> None:
    """What was true of an earlier application does not count."""
    sample.pytest("docs")
    source = sample.root / "app" / "greet.py"
    source.write_text(source.read_text().replace("Hello", "Good day"))
    sample.pytest("docs")

    _, ledger = build(sample)

    assert ledger["unproven"] == 3


def test_a_finding_fails_a_strict_build(sample: Sample) -> None:
    """A block that nothing proves ends the build with its place."""
    page = sample.root / "docs" / "index.md"
    page.write_text(page.read_text() + "\n<pre>typed by hand</pre>\n")

    built, ledger = build(sample)

    assert built.returncode != 0
    assert 'nothing proves the block "typed by hand"' in built.stderr
    assert ledger["entries"][-1]["kind"] == "unknown"
