"""The built site is held against the ledger, whatever the Markdown looked like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown import Markdown

from integration_patterns.guide.blocks.extension import SnippetsExtension
from integration_patterns.guide.publish import gate, html

if TYPE_CHECKING:
    from tests.guide.conftest import Sample

TRUE = """\
# Title

```python
--8<-- "app/greet.py:greeting"
```

```console
$ python -m app.greet Ada
Hello, Ada!
```

See [the title](#title), `app/greet.py`, `PORT`, `greeting("Ada")`, `python -m app.greet` and
`asyncio.run`.
"""
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "toc", "pymdownx.superfences"]


def findings(sample: Sample, text: str, **config: object) -> list[str]:
    """Render a page as a builder does, and inspect it."""
    sample.page.write_text(text)
    (sample.root / "docs" / "index.md").write_text("")
    snippets = SnippetsExtension(project=str(sample.root))
    markdown = Markdown(extensions=[*EXTENSIONS, "pymdownx.tabbed", snippets])
    site = sample.root / "site"
    (site / "page").mkdir(parents=True)
    (site / "page" / "index.html").write_text(markdown.convert(text))
    (site / "index.html").write_text("<h1>Home</h1>")
    for key, value in config.items():
        object.__setattr__(sample.template.config, key, value)
    inspection = gate.inspect(site, html.of_site(site), sample.template.config)
    return [str(finding) for finding in inspection.findings]


def test_a_true_page_passes(sample: Sample) -> None:
    """Each tab and each output is found in the ledger, each name and link in the project."""
    assert findings(sample, TRUE) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<pre>typed by hand</pre>",
        "<pre><code>typed by hand</code></pre>",
        "<div markdown>\n\n    typed by hand\n\n</div>",
        "<textarea>typed by hand</textarea>",
        "<p><code>typed by hand\nin two lines</code></p>",
        "    typed by hand",
        "1. step\n\n        typed by hand",
        "> quoted\n>\n>     typed by hand",
    ],
)
def test_a_block_no_finder_sees_is_found(hostile: str, sample: Sample) -> None:
    """Whatever a browser shows as a block of code must be in the ledger."""
    (finding,) = findings(sample, f"{TRUE}\n{hostile}\n")

    assert 'nothing proves the block "typed by hand' in finding
    assert finding.endswith("or write it as a fence of console, http, tree.")
    assert finding.startswith("page/index.html:")


def test_an_empty_block_is_found(sample: Sample) -> None:
    """Empty code is never right."""
    (finding,) = findings(sample, TRUE + "\n<pre></pre>\n")

    assert "an empty block of code" in finding


def test_a_true_text_under_a_wrong_title_is_found(sample: Sample) -> None:
    """A title is part of what is proven."""
    text = "$ python -m app.greet Ada\nHello, Ada!"
    forged = f'<div><span class="filename">app/other.py</span><pre>{text}</pre></div>'

    (finding,) = findings(sample, f"{TRUE}\n{forged}\n")

    assert 'titled "app/other.py"' in finding


@pytest.mark.parametrize("text", ["text ```x", "<p>~~~ python</p>", '<p>=== "Tab"</p>'])
def test_markup_that_was_not_rendered_is_found(text: str, sample: Sample) -> None:
    """What the builder took for text is not shown to readers."""
    (finding,) = findings(sample, f"{TRUE}\n{text}\n")

    assert "is shown as it is typed" in finding


def test_the_class_of_docstrings_is_reserved(sample: Sample) -> None:
    """No page can pass its own code off as mkdocstrings' output."""
    verdict = sample.prove('<div class="x doc"><pre>typed by hand</pre></div>\n')

    assert 'the class "doc" belongs to mkdocstrings' in verdict.complaints[0]


@pytest.mark.parametrize(
    "name",
    ["app/gret.py", "app/nothing/", "PROT", "greting()", "python -m app.gret", "asyncio.rum"],
)
def test_a_name_of_nothing_is_found(name: str, sample: Sample) -> None:
    """A file, folder, setting, function, command or import that is not there is named."""
    (finding,) = findings(sample, f"{TRUE}\n`{name}`\n")

    assert f'nothing in the project is called "{name}"' in finding


def test_names_from_outside_are_listed_with_a_reason(sample: Sample) -> None:
    """A listed name passes."""
    assert findings(sample, f"{TRUE}\n`elsewhere`\n", names={"elsewhere": "a reason"}) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"elsewhere": " "}, '"elsewhere" is listed without a reason'),
        ({"elsewhere": "a reason", "unused": "a reason"}, '"unused" is on no page'),
    ],
)
def test_listed_names_do_not_pile_up(names: dict[str, str], message: str, sample: Sample) -> None:
    """A name without reason or use is found."""
    (finding,) = findings(sample, f"{TRUE}\n`elsewhere`\n", names=names)

    assert message in finding


@pytest.mark.parametrize(
    "link",
    [
        "[x](#nowhere)",
        "[x](../nowhere/)",
        '<a href="../../outside/">x</a>',
        '<a href="/nowhere/">x</a>',
        '<a href="../#nowhere">x</a>',
        '<img src="nowhere.png">',
    ],
)
def test_a_link_to_nowhere_is_found(link: str, sample: Sample) -> None:
    """Pages, anchors and images, raw HTML included."""
    (finding,) = findings(sample, f"{TRUE}\n{link}\n")

    assert "leads nowhere" in finding
