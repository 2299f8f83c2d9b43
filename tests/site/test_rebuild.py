"""What a save costs while `mkdocs serve` runs, and that it hides no mistake."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from integration_patterns.guide.errors import PageError
from integration_patterns.site import mkdocs_hook
from integration_patterns.site.kept import pages, search, templates

SETTINGS = f"""\
site_name: Sample
theme: {{name: material, custom_dir: theme}}
plugins: [search]
hooks: [{mkdocs_hook.__file__}]
validation: {{anchors: warn}}
extra: {{unproven: show}}
markdown_extensions:
  - integration_patterns_code:
      pygments_lang_class: true
  - integration_patterns_live
  - pymdownx.superfences
  - pymdownx.tabbed
  - integration_patterns_snippets:
      project: FOLDER
"""
CODE = '# --8<-- [start:hi]\nprint("hi")\n# --8<-- [end:hi]\n'
INCLUDE = '# Two\n\n```python\n--8<-- "greet.py:hi"\n```\n'

ASK = "GET /x HTTP/1.1\n\nHTTP/1.1 200 OK\n```\n\n"
LIVE = (
    f"---\nlive: {{files: [app/a.py]}}\n---\n# Three\n\n## Here\n\n## Try it\n\n```http\n{ASK}"
    f'## Break it\n\n```http breaks="boom"\n{ASK}'
)


@dataclass
class Author:
    """Saves a page or a file, and lets the site be built as `mkdocs serve` does it."""

    root: Path
    converted: list[str]
    filled: list[str]

    def save(self, name: str, text: str) -> None:
        """Write a file of the project."""
        (self.root / name).write_text(text)

    def builds(self) -> list[str]:
        """Build the site once more, and return the first lines of what was rendered."""
        self.converted.clear()
        self.filled.clear()
        build(load_config(str(self.root / "mkdocs.yml"), strict=True))
        return sorted(self.converted)

    def sees(self, page: str) -> str:
        """Read a built page."""
        return (self.root / "site" / page / "index.html").read_text()


@pytest.fixture(name="author")
def _author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    author = Author(tmp_path, [], [])
    convert = Markdown.convert
    render = Template.render

    def count(self: Markdown, source: str) -> str:
        author.converted.append(source.strip().split("\n")[0])
        return convert(self, source)

    def count_page(self: Template, context: dict[str, Any]) -> str:
        if context["page"]:
            author.filled.append(context["page"].url)
        return render(self, context)

    monkeypatch.setattr(Markdown, "convert", count)
    monkeypatch.setattr(Template, "render", count_page)
    monkeypatch.setattr(pages, "kept", {})
    monkeypatch.setattr(search, "kept", {})
    monkeypatch.setattr(templates, "made", {})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme/partials").mkdir(parents=True)
    author.save("mkdocs.yml", SETTINGS.replace("FOLDER", str(tmp_path)))
    author.save("pyproject.toml", "[tool.integration-patterns.proof]\n")
    author.save("greet.py", CODE)
    author.save("docs/index.md", "# One\n\nSee [it](three.md#here).\n")
    author.save("docs/two.md", INCLUDE)
    author.save("docs/three.md", "# Three\n\n## Here\n")
    assert author.builds() == ["# One", "# Three", "# Two"]
    return author


def test_a_saved_page_appears_and_no_other_is_rendered(author: Author) -> None:
    author.save("docs/three.md", "# Three\n\n## Here\n\nNew words.\n")

    assert author.builds() == ["# Three"]
    assert author.filled == ["three/"]
    assert "New words." in author.sees("three")
    assert "New words." in (author.root / "site/search/whole_index.json").read_text()
    assert "See" in author.sees("")


def test_a_page_of_another_name_has_it_in_the_navigation_of_every_page(author: Author) -> None:
    author.save("docs/three.md", "# Four\n\n## Here\n")

    assert author.builds() == ["# Four"]
    assert all("Four" in author.sees(page) for page in ("", "two", "three"))


def test_a_saved_template_changes_every_page(author: Author) -> None:
    author.save("theme/partials/copyright.html", "All of it is ours.")

    assert author.builds() == []
    assert all("All of it is ours." in author.sees(page) for page in ("", "two", "three"))


def test_a_saved_file_changes_the_pages_that_show_it(author: Author) -> None:
    author.save("greet.py", CODE.replace("hi", "hello").replace(":hello", ":hi"))

    assert author.builds() == ["# Two"]
    assert "hello" in author.sees("two")


def test_a_wrong_file_that_an_element_brings_along_is_never_an_old_one(author: Author) -> None:
    (author.root / "example_app/app").mkdir(parents=True)
    (author.root / "tests/breaks/boom/app").mkdir(parents=True)
    author.save("example_app/app/a.py", "")
    author.save("tests/breaks/boom/app/a.py", "old = 1")
    author.save("docs/three.md", LIVE)
    author.builds()
    author.save("tests/breaks/boom/app/a.py", "new = 1")

    assert len(author.builds()) == 1
    assert "new = 1" in author.sees("three")


def test_without_a_change_nothing_is_rendered(author: Author) -> None:
    """And the site is whole."""
    shutil.rmtree(author.root / "site")

    assert author.builds() == []
    assert author.filled == []
    assert "print" in author.sees("two")


def test_a_region_that_is_gone_ends_the_build_of_a_page_that_nobody_saved(author: Author) -> None:
    author.save("greet.py", "print('no region')\n")

    with pytest.raises(PageError, match='has no region "hi"'):
        author.builds()


def test_a_link_from_a_kept_page_to_an_anchor_that_is_gone_is_found(
    author: Author, caplog: pytest.LogCaptureFixture
) -> None:
    author.save("docs/three.md", "# Three\n\n## There\n")

    with pytest.raises(Abort):
        author.builds()

    assert "does not contain an anchor '#here'" in caplog.text


def test_a_link_to_a_page_that_is_gone_is_found_in_every_build(
    author: Author, caplog: pytest.LogCaptureFixture
) -> None:
    """A page with a warning is rendered again, so that the second build warns, too."""
    (author.root / "docs/three.md").unlink()
    for _ in range(2):
        caplog.clear()
        with pytest.raises(Abort):
            author.builds()
        assert "contains a link 'three.md#here'" in caplog.text
