"""A region that is shown is run by tests, and the page shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from integration_patterns.guide.blocks import entries as ledger
from integration_patterns.guide.region_coverage import ranking as proving

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

pytestmark = pytest.mark.slow

REGION = "app/greet.py:greeting"
TESTS = """\
import pytest
from app.greet import greeting


@pytest.mark.parametrize("name", ["Ada", "Bob"])
def test_greets_by_name(name):
    assert greeting(name) == f"Hello, {name}!"


def test_something_else():
    assert greeting is not None
"""


@pytest.fixture(name="measured")
def _measured(sample: Sample) -> list[proving.Tests]:
    (sample.root / "tests").mkdir()
    (sample.root / "tests" / "test_greet.py").write_text(TESTS)
    with (sample.root / "pyproject.toml").open("a") as file:
        file.write('\n[tool.pytest]\npythonpath = ["."]\n[tool.coverage.run]\nsource = ["app"]\n')
    plugins = ["-p", "xdist", "-p", "pytest_cov"]
    ran = sample.pytest("tests", *plugins, "-n1", "--cov", "--cov-context=test")
    assert ran.returncode == 0, ran.stdout
    return proving.measured(sample.template.config, sample.root / ".coverage")


def test_the_test_that_runs_a_region_is_found(
    sample: Sample, measured: list[proving.Tests]
) -> None:
    """By what it ran, not by what it imports; update lists it, and the page shows it."""
    config = sample.template.config

    before = [str(problem) for problem in proving.problems(config, measured)]
    proving.update(config, measured)

    name = "tests/test_greet.py::test_greets_by_name"
    assert len(before) == 1
    assert f"docs/index.md:3: the tests of {REGION} are not listed" in before[0]
    assert json.loads(config.project.proving.read_text()) == {REGION: [name]}
    assert list(proving.problems(config, measured)) == []
    entries = [entry for block in ledger.of_docs(config) for entry in block.entries]
    (shown,) = [entry for entry in entries if entry.title == name]
    assert shown.text.startswith('@pytest.mark.parametrize("name"')


def test_a_listed_test_that_no_longer_runs_it_is_a_problem(
    sample: Sample, measured: list[proving.Tests]
) -> None:
    """A list is only as good as the last run."""
    config = sample.template.config
    stale = "tests/test_greet.py::test_something_else"
    config.project.proving.write_text(json.dumps({REGION: [stale]}))

    (problem,) = proving.problems(config, measured)

    assert f"{stale} does not run {REGION}" in str(problem)


def test_a_listed_test_holds_while_it_runs_any_line(sample: Sample) -> None:
    """Another test that runs more of the region does not make the list stale."""
    config = sample.template.config
    listed, better = "tests/test_greet.py::test_listed", "tests/test_greet.py::test_better"
    config.project.proving.parent.mkdir()
    config.project.proving.write_text(json.dumps({REGION: [listed]}))
    both = proving.Tests(REGION, "docs/index.md:3", (better,), frozenset({listed, better}))

    assert list(proving.problems(config, [both])) == []


def test_a_region_no_test_runs_is_a_problem(sample: Sample) -> None:
    """What is shown is tested."""
    untested = [proving.Tests(REGION, "docs/index.md:3", ())]

    (problem,) = proving.problems(sample.template.config, untested)

    assert "docs/index.md:3: no test runs the region app/greet.py:greeting" in str(problem)


def test_a_region_of_a_test_needs_no_other_test(sample: Sample) -> None:
    """The page shows it as a test, and the run of the tests proves it."""
    file = sample.root / "tests" / "test_greet.py"
    file.parent.mkdir()
    file.write_text(f"# --8<-- [start:shown]\n{TESTS}# --8<-- [end:shown]\n")
    page = sample.root / "docs" / "index.md"
    page.write_text(f'{page.read_text()}\n```python\n--8<-- "tests/test_greet.py:shown"\n```\n')

    assert set(proving.shown_regions(sample.template.config)) == {REGION}
