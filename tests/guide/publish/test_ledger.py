"""What was proven is kept, and the built site says so."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from integration_patterns.site import mkdocs_hook

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

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


SERVE = """\
from mkdocs.commands.build import build
from mkdocs.config import load_config

config = load_config(site_dir="site", strict=True)
config.plugins.on_startup(command="serve", dirty=False)
build(config)
"""


def build(sample: Sample, *command: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    shutil.copyfile(mkdocs_hook.__file__, sample.root / "hook.py")
    (sample.root / "mkdocs.yml").write_text(MKDOCS)
    (sample.root / "docs" / "ledger.md").write_text("# Ledger\n\n<!-- ledger -->\n")
    built = sample.run("mkdocs", *(command or ("build", "--strict", "-d", "site")))
    return built, json.loads((sample.root / "site" / "ledger.json").read_text())


def shown(sample: Sample) -> str:
    return (sample.root / "site" / "ledger" / "index.html").read_text()


def test_the_ledger_counts_what_was_proven(sample: Sample) -> None:
    """After a run every block is proven, with its page, kind and time."""
    proof = sample.pytest("docs")
    built, ledger = build(sample)

    assert built.returncode == 0, built.stderr
    assert "proof: 1 pages, 4 blocks, " in proof.stdout
    assert (ledger["blocks"], ledger["unproven"]) == (3, 0)
    kinds = [entry["kind"] for entry in ledger["entries"]]
    assert kinds == ["python, region", "console", "http"]
    assert "All 3 blocks on 1 pages are proven." in shown(sample)
    assert "<summary>docs/index.md <span>3 blocks</span></summary>" in shown(sample)
    assert '<a href="../index.html">Open the page</a>' in shown(sample)


def test_a_site_to_publish_is_refused_until_the_tests_have_run(sample: Sample) -> None:
    """The build names the command to run, and the ledger gives no verdict on what it can't know."""
    built, ledger = build(sample)

    assert built.returncode != 0
    assert "none of its 3 blocks is proven: the tests have not run here" in built.stderr
    assert "fix: run `uv run pytest`, then build again" in built.stderr
    assert ledger["unproven"] == 3
    assert "The tests have not run in this checkout yet" in shown(sample)
    assert "not proven" not in shown(sample)


def test_a_site_to_look_at_is_built_before_the_tests_have_run(sample: Sample) -> None:
    """As `UNPROVEN=show` asks for in the guide's own mkdocs.yml."""
    unproven = MKDOCS + "extra:\n  unproven: show\n"
    (sample.root / "look.yml").write_text(unproven)

    built, _ = build(sample, "build", "--strict", "-f", "look.yml")

    assert built.returncode == 0, built.stderr
    assert "The tests have not run in this checkout yet" in shown(sample)


def test_pages_are_served_before_the_tests_have_run(sample: Sample) -> None:
    """`mkdocs serve` fails on nothing that only the tests can say."""
    build(sample)
    shutil.rmtree(sample.root / "site")
    (sample.root / "serve.py").write_text(SERVE)

    served = sample.run("serve")

    assert served.returncode == 0, served.stderr
    assert "The tests have not run in this checkout yet" in shown(sample)


def test_a_page_whose_tests_failed_is_not_published(sample: Sample) -> None:
    """What was true of an earlier application does not count; the page is named."""
    sample.pytest("docs")
    source = sample.root / "app" / "greet.py"
    source.write_text(source.read_text().replace("Hello", "Good day"))
    sample.pytest("docs")

    built, ledger = build(sample)

    assert built.returncode != 0
    assert "docs/index.md: 3 blocks are not proven. fix: run `uv run pytest docs/index.md`" in (
        built.stderr
    )
    assert ledger["unproven"] == 3
    assert "3 of 3 blocks are not proven:" in shown(sample)


def test_the_ledger_says_of_each_page_why_it_is_not_proven(sample: Sample) -> None:
    """The ledger says which page never ran, which one failed and which one changed."""
    for name, prints in [("changed", "1"), ("failed", "2"), ("new", "1")]:
        block = f"```console\n$ python -c 'print(1)'\n{prints}\n```\n"
        (sample.root / "docs" / f"{name}.md").write_text(f"# A page\n\n{block}")
    sample.pytest("docs/changed.md", "docs/failed.md")
    changed = sample.root / "docs" / "changed.md"
    changed.write_text(changed.read_text().replace("1", "3"))

    build(sample)

    assert "docs/changed.md <span>1 block, 1 changed since the tests ran<" in shown(sample)
    assert "docs/failed.md <span>1 block, 1 on a page whose tests failed<" in shown(sample)
    assert "docs/new.md <span>1 block, 1 not run here yet<" in shown(sample)
    assert (
        "6 of 6 blocks are not proven:</strong> 4 not run here yet, "
        "1 on a page whose tests failed, 1 changed since the tests ran."
    ) in shown(sample)


def test_a_finding_fails_a_strict_build(sample: Sample) -> None:
    """A block that nothing proves ends the build with its place."""
    page = sample.root / "docs" / "index.md"
    page.write_text(page.read_text() + "\n<pre>typed by hand</pre>\n")

    built, ledger = build(sample)

    assert built.returncode != 0
    assert 'nothing proves the block "typed by hand"' in built.stderr
    assert ledger["entries"][-1]["kind"] == "unknown"
