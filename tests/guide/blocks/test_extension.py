"""The Markdown extension shows included code, or breaks the build."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from integration_patterns.guide.blocks.extension import SnippetsExtension
from integration_patterns.guide.errors import PageError

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '''\
import json

# --8<-- [start:greet]
def greet() -> str:
    """Say ```hello```."""
    return "hello"
# --8<-- [end:greet]
'''


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.integration-patterns]\nroots = ["code", "."]\nbreaks = "breaks"\n'
    )
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "greet.py").write_text(SOURCE)
    (tmp_path / "breaks" / "rude").mkdir(parents=True)
    (tmp_path / "breaks" / "rude" / "greet.py").write_text("raise RuntimeError\n")
    return tmp_path


def render(text: str, root: Path, *more: str) -> BeautifulSoup:
    markdown = Markdown(
        extensions=[
            "admonition",
            "pymdownx.superfences",
            *more,
            SnippetsExtension(project=str(root)),
        ]
    )
    return BeautifulSoup(markdown.convert(text), "html.parser")


def code_and_title(page: BeautifulSoup) -> tuple[str, str]:
    pre, title = page.select_one("pre"), page.select_one(".filename")
    assert pre is not None
    assert title is not None
    return pre.get_text().strip("\n"), title.get_text()


@pytest.mark.parametrize(
    "fence",
    [
        '```python\n--8<-- "greet.py:greet"\n```',
        '~~~python hl_lines="2"\n--8<-- "greet.py:greet"\n~~~',
        '!!! note\n\n    ```python\n    --8<-- "greet.py:greet"\n    ```',
        '> ```python\n> --8<-- "greet.py:greet"\n> ```',
    ],
)
def test_the_region_is_shown_under_its_path(fence: str, root: Path) -> None:
    """The rendered code is the region, and its title is the file's path, typed once."""
    code, title = code_and_title(render(fence, root))

    assert code == SOURCE.split("[start:greet]\n", 1)[1].rsplit("# --8<--", 1)[0].strip("\n")
    assert title == "greet.py"


@pytest.mark.parametrize("prefix", ["", "    ", "> ", "> > "])
def test_a_region_comes_in_tabs(prefix: str, root: Path) -> None:
    """Region, slice and file are offered side by side, wherever the fence stands."""
    first = "!!! note\n\n" if prefix == "    " else ""
    fence = f'{prefix}```python hl_lines="1"\n{prefix}--8<-- "greet.py:greet"\n{prefix}```\n'

    page = render(f"{first}{fence}\n{fence}", root, "pymdownx.tabbed")

    labels = [label.get_text() for label in page.select(".tabbed-set > label")]
    assert labels == ["Region", "Full file"] * 2
    assert len(page.select(".tabbed-set")) == 2
    shown = [pre.get_text() for pre in page.select(".tabbed-set pre")]
    assert ["import json" in code for code in shown] == [False, True] * 2
    assert not page.find_all(string=re.compile("```python|==="))


def test_an_overlay_is_shown_under_the_path_it_replaces(root: Path) -> None:
    """A file that is wrong on purpose carries the name of the file it stands in for."""
    page = render('```python\n--8<-- "breaks/rude/greet.py"\n```', root)

    assert code_and_title(page) == ("raise RuntimeError", "greet.py")


def test_attributes_for_the_proof_are_not_shown(root: Path) -> None:
    """Superfences would render a fence with an attribute it does not know as text."""
    page = render('```console server="web"\n$ true\n```', root)

    assert page.select_one("pre") is not None
    assert "server" not in page.get_text()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            '--8<-- "none.py"',
            'page:1: there is no file "none.py" (looked for code/none.py, none.py)',
        ),
        ('--8<-- "greet.py:nope"', 'has no region "nope" (it has: greet)'),
        ('--8<-- "../greet.py"', "leaves the project"),
        ("print('typed')", "something other than one include line"),
        ("", "something other than one include line"),
    ],
)
def test_a_wrong_include_is_an_error(body: str, message: str, root: Path) -> None:
    """Nothing is ever rendered empty."""
    with pytest.raises(PageError) as refusal:
        render(f"```python\n{body}\n```", root)

    assert message in str(refusal.value)


def test_an_include_outside_a_fence_is_an_error(root: Path) -> None:
    """It would be shown as text."""
    with pytest.raises(PageError, match="outside a fence"):
        render('text\n\n--8<-- "greet.py"', root)


def test_a_highlight_beyond_the_code_is_an_error(root: Path) -> None:
    """hl_lines counts within the region."""
    with pytest.raises(PageError, match='hl_lines="9" but the code has 3 lines'):
        render('```python hl_lines="9"\n--8<-- "greet.py:greet"\n```', root)


def test_mkdocs_fails_and_names_the_line(root: Path) -> None:
    """The build ends with the page and the line, front matter counted."""
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text(
        '---\ntitle: x\n---\n\n# Page\n\n```python\n--8<-- "greet.py:nope"\n```\n'
    )
    (root / "mkdocs.yml").write_text(
        "site_name: x\nmarkdown_extensions: [pymdownx.superfences, integration_patterns_snippets]\n"
    )

    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )

    assert build.returncode != 0
    assert "docs/index.md:7: code/greet.py has no region" in build.stderr


def test_what_is_wrong_on_purpose_is_marked(root: Path) -> None:
    """Its title is the path of the intact file; a class of the block says that it is another."""
    wrong = render('```python\n--8<-- "breaks/rude/greet.py"\n```\n', root)
    right = render('```python\n--8<-- "greet.py:greet"\n```\n', root)

    assert "breaks" in wrong.select_one(".highlight")["class"]
    assert "breaks" not in right.select_one(".highlight")["class"]
    assert wrong.select_one(".filename").text == "greet.py"
