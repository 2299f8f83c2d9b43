"""The same pages, built by something else, say the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from integration_patterns.proof.second_builder import differences
from integration_patterns.snippets.errors import PageError

if TYPE_CHECKING:
    from tests.proof.conftest import Sample

pytestmark = pytest.mark.slow

BUILD = "import pathlib; f = pathlib.Path('site/page/index.html'); f.parent.mkdir(parents=True); "
SAYS = BUILD + "f.write_text('<article><h1>{0}</h1></article>')"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Title", ["other/index.html: missing"]),
        (
            "Tilte",
            ["other/index.html: missing", "page/index.html: 2 lines differ, the first: -Title"],
        ),
    ],
)
def test_articles_are_compared(heading: str, expected: list[str], sample: Sample) -> None:
    """A page that is missing or says something else is named; other markup does not matter."""
    (sample.root / "mkdocs.yml").write_text("site_name: x\n")
    site = sample.root / "built"
    for name in ("page", "other"):
        (site / name).mkdir(parents=True)
        text = '<main><article>\n<h1>Title <a class="headerlink">#</a></h1></article></main>'
        (site / name / "index.html").write_text(text)

    found = differences(sample.template.config, site, [sys.executable, "-c", SAYS.format(heading)])

    assert list(found) == expected


def test_a_builder_that_builds_nothing_is_an_error(sample: Sample) -> None:
    """Nothing compared is not nothing different."""
    (sample.root / "mkdocs.yml").write_text("site_name: x\n")

    with pytest.raises(PageError, match="built nothing"):
        list(differences(sample.template.config, sample.root, [sys.executable, "-c", ""]))
