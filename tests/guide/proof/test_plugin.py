"""The proof as a reader's project uses it: a pytest plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pytest

    from tests.guide.conftest import Sample

pytestmark = pytest.mark.slow
FALSE = "```console\n$ python -m app.greet Ada\nHello, Bob!\n```\n"


def test_each_page_is_an_item(sample: Sample) -> None:
    """A true page passes under its own path."""
    run = sample.pytest("docs", "-v")

    assert run.returncode == 0, run.stdout
    assert "docs/index.md::proof PASSED" in run.stdout


def test_a_false_page_fails_with_a_diff(sample: Sample) -> None:
    """A changed application fails the pages about it, spread over workers or not."""
    source = sample.root / "app" / "greet.py"
    source.write_text(source.read_text().replace("Hello", "Good day"))

    run = sample.pytest("docs", "-p", "xdist", "-n", "1")

    assert run.returncode == 1, run.stdout
    assert "docs/index.md:7: this console block is not what happens" in run.stdout
    assert "+Good day, Ada!" in run.stdout


def test_a_run_that_ends_with_the_first_failure_ends_within_the_page(sample: Sample) -> None:
    """As pytest's own -x: what comes after the first false block is not run."""
    sample.page.write_text(f"{FALSE}\n{FALSE}")
    first, second = "docs/page.md:1: this console block", "docs/page.md:6: this console block"
    whole, cut = sample.pytest("docs/page.md").stdout, sample.pytest("docs/page.md", "-x").stdout

    assert first in whole
    assert second in whole
    assert first in cut
    assert second not in cut


def test_update_docs_corrects_the_page(sample: Sample) -> None:
    """--update-docs rewrites exactly the lines that changed."""
    source = sample.root / "app" / "greet.py"
    source.write_text(source.read_text().replace("Hello", "Good day"))
    page = sample.root / "docs" / "index.md"
    before = page.read_text()

    sample.pytest("docs", "--update-docs")

    assert page.read_text() == before.replace("Hello", "Good day")


def test_a_stale_generated_block_fails(sample: Sample) -> None:
    """A generated block is compared with what its function makes."""
    page = sample.root / "docs" / "index.md"
    page.write_text(page.read_text().replace("| PORT | 8000 |", "| PORT | 80 |"))

    run = sample.pytest("docs")

    assert "-| PORT | 80 |" in run.stdout


def test_an_unchanged_page_is_not_proven_twice(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless asked to; any change of the application proves it again, and CI is always cold."""
    monkeypatch.delenv("CI", raising=False)
    runs = [sample.pytest("docs"), sample.pytest("docs"), sample.pytest("docs", "--cold")]
    (sample.root / "app" / "other.py").write_text("")
    runs.append(sample.pytest("docs"))
    monkeypatch.setenv("CI", "true")
    runs.append(sample.pytest("docs"))

    skipped = ["1 pages unchanged since they were proven" in run.stdout for run in runs]
    assert skipped == [False, True, False, False, False]
    assert all(run.returncode == 0 for run in runs)
