"""Two builders' sites are compared article by article, and nothing that differs passes."""

from pathlib import Path

import pytest

from integration_patterns.site.articles import differences

PAGE = "<html><head><title>{0}</title></head><body><article>{1}</article><p>{0}</body></html>"
ARTICLE = (
    '<h1 id="a">A</h1><p>Some  <b>words</b>.<br><a href="../b/#c">C</a></p>'
    "<pre><code>a  = 1\n</code></pre>"
)


class Sites:
    """One page of two sites."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.other = folder / "other"
        for place, builder in ((self.site, "mkdocs"), (self.other, "another")):
            (place / "page").mkdir(parents=True)
            (place / "page/index.html").write_text(PAGE.format(builder, ARTICLE))

    def change(self, old: str, new: str) -> None:
        """Change the other site's page."""
        file = self.other / "page/index.html"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new, 1))

    def found(self) -> list[str]:
        """What the comparison finds."""
        return [str(one) for one in differences(self.site, self.other)]


@pytest.fixture(name="sites")
def _sites(tmp_path: Path) -> Sites:
    return Sites(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Some  <b>", "Some\n<b>"),
        ('"../b/#c"', '"/b/#c"'),
        ("<article>", '<article><a id="__skip" tabindex="-1"></a>'),
    ],
)
def test_what_no_reader_notices_may_differ(sites: Sites, old: str, new: str) -> None:
    """So may what stands around the article."""
    sites.change(old, new)

    assert sites.found() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("words", "word"),
        ("<b>words</b>", "words"),
        ("</b>.<br>", ".</b><br>"),
        ('id="a"', 'id="b"'),
        ('"../b/#c"', '"../d/#c"'),
        ("a  = 1", "a = 1"),
        ("article", "section"),
    ],
)
def test_an_article_that_differs_is_found_and_shown(sites: Sites, old: str, new: str) -> None:
    sites.change(old, new)
    (finding,) = sites.found()

    assert "other/page/index.html: its article differs:\n  -" in finding
    assert "fix: move what makes the difference into a Markdown extension." in finding


@pytest.mark.parametrize("gone", ["site", "other"])
def test_a_page_that_one_site_lacks_is_found(sites: Sites, gone: str) -> None:
    (sites.site.parent / gone / "page/index.html").unlink()
    (finding,) = sites.found()

    assert finding.startswith(f"{sites.site.parent / gone}/page/index.html: it was not built")


def test_sites_without_pages_are_not_the_same_pages(tmp_path: Path) -> None:
    (finding,) = differences(tmp_path, tmp_path)

    assert "it has no pages" in str(finding)
