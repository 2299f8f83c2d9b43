"""The proof is tested by mistakes made on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.mutation import mutate
from integration_patterns.guide.mutation.mutations import Mutation

if TYPE_CHECKING:
    from pathlib import Path

    from tests.guide.conftest import Sample

pytestmark = pytest.mark.slow

SPECIMEN = "# Specimen\n\n```console\n$ python -m app.greet Ada\nHello, [..]\n```\n"
MKDOCS = """\
site_name: Sample
markdown_extensions: [admonition, pymdownx.superfences, integration_patterns_snippets]
"""


@pytest.fixture(name="specimens")
def _specimens(sample: Sample, tmp_path: Path) -> Path:
    (sample.root / "mkdocs.yml").write_text(MKDOCS)
    folder = tmp_path / "specimens"
    folder.mkdir()
    (folder / "page.md").write_text(SPECIMEN)
    return folder


def test_each_mistake_is_tried_alone(sample: Sample, specimens: Path) -> None:
    """What the page says decides: a changed greeting is seen, what is elided is not."""
    file = "docs/specimens/page.md"
    tried = [
        Mutation("greeting", "app/greet.py", find="Hello, ", replace="Good day, "),
        Mutation("name", "app/greet.py", find="{name}!", replace="{name}?"),
        Mutation("region", file, append='```python\n--8<-- "app/greet.py:nope"\n```'),
        Mutation("module", "app/greet.py", rename="app/greeting.py"),
    ]

    caught = list(mutate.run(sample.template.config, tried, specimens, jobs=2))

    assert [(one.mutation, one.gate) for one in caught] == [
        ("greeting", "page"),
        ("name", "nobody"),
        ("region", "page"),
        ("module", "page"),
    ]
    assert 'has no region "nope"' in caught[2].message
    assert "Hello, " in (sample.root / "app" / "greet.py").read_text()


def test_a_project_that_is_not_proven_is_not_mutated(sample: Sample, specimens: Path) -> None:
    """A gate that complains anyway would seem to catch everything."""
    (specimens / "page.md").write_text(SPECIMEN.replace("Hello", "Hullo"))

    with pytest.raises(PageError, match="the gate page complains"):
        list(mutate.run(sample.template.config, [], specimens, jobs=1))


@pytest.mark.parametrize("find", ["nowhere in it", "name"])
def test_a_mutation_that_no_longer_fits_is_an_error(find: str, sample: Sample) -> None:
    """It must find exactly one place, so that it never changes nothing in silence."""
    mutation = Mutation("x", "app/greet.py", find=find, replace="y")

    with pytest.raises(PageError, match="let it find exactly one place"):
        mutation.apply(sample.root)
