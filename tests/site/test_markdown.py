"""What a page's Markdown becomes, in any builder."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from integration_patterns.guide.errors import PageError
from integration_patterns.live import examples

CODE = "```python\nimport re\nx = 1\n```"
CONSOLE = "```console\n$ ls\nfile\n```"
ASK = "```http\nGET /{0} HTTP/1.1\nx: \"'><script>\n\nHTTP/1.1 200 OK\n```"
LIVE = "---\nlive: {files: [app/a.py]}\n---\n"
CALL = CONSOLE.replace("ls", "uv run python -m app.cli")
TRY = f"# A page\n\n## Try it\n\n{ASK.format('a')}\n\n{CALL}\n"


def convert(text: str, file: Path | None = None) -> BeautifulSoup:
    """Convert a page; `file` is the one that the builder names."""
    mine = [f"integration_patterns_{name}" for name in ("code", "live", "marks")]
    options = {mine[0]: {"pygments_lang_class": True}, "pymdownx.tabbed": {"alternate_style": True}}
    extensions = [*mine, "pymdownx.superfences", "pymdownx.tabbed"]
    md = Markdown(extensions=extensions, extension_configs=options)
    if file:
        page = Treeprocessor(md)
        page.file = SimpleNamespace(abs_src_path=str(file))
        md.treeprocessors.register(page, "relpath", 0)
    return BeautifulSoup(md.convert(text), "html.parser")


def test_what_has_the_colour_of_the_text_needs_no_span() -> None:
    code = convert(CODE).select_one("code")

    assert code.get_text() == "import re\nx = 1\n"
    assert {"n", "o", "p", "w"}.isdisjoint(c for span in code("span") for c in span["class"])
    assert code.select_one(".kn").get_text() == "import"


def test_a_terminal_has_a_span_for_each_line() -> None:
    """Copying tells by them which lines are commands."""
    code = convert(CONSOLE).select_one("code")

    assert [line.get_text() for line in code.find_all("span", recursive=False)] == [
        "$ ls\n",
        "file\n",
    ]


def tabs(*bodies: str) -> str:
    """Tabs, one for each body."""
    indented = ("\n".join(f"    {line}" for line in body.split("\n")) for body in bodies)
    return "\n\n".join(f'=== "{n}"\n\n{body}' for n, body in enumerate(indented))


@pytest.mark.parametrize(
    ("text", "are_views"),
    [
        (tabs(CODE, CODE), True),
        (tabs("Prose.", CODE), True),
        (tabs(f"Say:\n\n{CODE}", f"{CODE}\n\nSo."), False),
        (f"{tabs('One.')}\n\nThen:\n\n{CODE}", False),
    ],
)
def test_tabs_are_views_of_one_block_where_a_tab_is_only_code(text: str, are_views: bool) -> None:
    found = convert(text).select_one(".tabbed-set")

    assert ("views" in found["class"]) is are_views
    assert found.has_attr("data-search-exclude") is are_views


def test_the_search_reads_prose_and_what_is_printed_and_no_code() -> None:
    page = convert("\n\n".join(["Prose.", CODE, CONSOLE, ASK.format("x"), tabs("One.")]))

    left_out = [one["class"][0] for one in page.select("[data-search-exclude]")]
    assert left_out == ["language-python", "tabbed-labels"]


@pytest.fixture(name="live")
def _live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of a project with an app."""
    (tmp_path / "example_app/app").mkdir(parents=True)
    (tmp_path / "example_app/app/a.py").touch()
    (tmp_path / "pyproject.toml").write_text("[tool.integration-patterns]\n")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "docs/page.md"
    file.write_text(LIVE + TRY)
    return file


def test_an_element_stands_around_the_very_block_that_can_be_run(live: Path) -> None:
    """And nothing that the page says ends its attribute."""
    found = convert(TRY, live).find_all("live-example")

    assert [one.select_one(".highlight")["class"][0] for one in found] == [
        "language-http",
        "language-console",
    ]
    first, second = (json.loads(one["data-live"]) for one in found)
    assert first["request"]["headers"] == [["x", "\"'><script>"]]
    assert (first["first"], second["first"]) == (True, False)
    assert [len(one.select(".nothing-runs")) for one in found] == [1, 0]


def test_the_playground_is_an_element_after_the_page(live: Path) -> None:
    live.write_text("---\nlive:\n  whole: true\n  files: [app/a.py]\n---\n# Play\n")
    *_, element = convert("# Play\n", live).find_all(recursive=False)

    assert element.name == "live-example"
    assert json.loads(element["data-live"])["id"] == "page/"


def test_a_page_without_live_has_no_element(live: Path) -> None:
    live.write_text(TRY)

    assert not convert(TRY, live).select("live-example")


def test_blocks_that_are_rendered_otherwise_are_an_error(live: Path) -> None:
    count = examples.block_count(live, "docs/page.md")

    with pytest.raises(PageError, match=f"{count} http and console blocks were rendered as 0"):
        convert("# A page\n", live)


def test_a_signature_is_light_and_left_out_of_the_search() -> None:
    """Mkdocstrings hands it over as HTML."""
    made = (
        '<div class="doc"><div class="language-python doc-signature highlight"><pre><span></span>'
        '<code><span class="k">def</span> <span class="n">x</span></code></pre></div></div>'
    )

    (signature,) = convert(made).select(".doc-signature")

    assert signature["data-search-exclude"] == "true"
    assert str(signature.code) == '<code><span class="k">def</span> x</code>'
