"""What a built site gets before it is served, whatever has built it."""

import json
from pathlib import Path

import pytest

from integration_patterns.live import policy
from integration_patterns.live.errors import BundleError
from integration_patterns.site.finish import finish, live, styles

POLICY = f'<meta http-equiv="Content-Security-Policy" content="{policy.meta()}">'
HEAD = '<link rel="canonical" href="{0}"><script type="module" src="assets/live/main.js"></script>'


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Path:
    """A site with a page that runs something."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.integration-patterns]\ndocs = "docs"\n[tool.integration-patterns.proof]\n'
    )
    site = tmp_path / "site"
    (site / "search").mkdir(parents=True)
    (site / styles.FOLDER).mkdir(parents=True)
    write(site, "https://docs.example/")
    return site


def write(site: Path, address: str) -> None:
    page = f"<html><head>{HEAD.format(address)}</head><live-example></live-example></html>"
    (site / "index.html").write_text(page)


def no_bundle(_root: Path) -> Path:
    raise BundleError("It can't be fetched.", "go online once.")


def findings(site: Path, *, to_publish: bool = False) -> list[str]:
    found = finish(site, site.parent, to_publish=to_publish, get_bundle=no_bundle)
    return [str(finding) for finding in found]


def test_the_one_style_sheet_has_the_text_of_each_part_in_order(site: Path) -> None:
    folder = site / styles.FOLDER
    (folder / "site.css").write_text('@import url("main.*.css");\n@import url("own.css");\n')
    (folder / "main.1f.min.css").write_text("a {}\n/*# sourceMappingURL=main.css.map */")
    (folder / "own.css").write_text("b {}")

    findings(site)
    findings(site)

    assert (folder / "site.css").read_text().split() == ["a", "{}", "b", "{}"]


def test_the_theme_of_zensical_has_its_sheets_in_a_folder_of_their_own(site: Path) -> None:
    """And the rules of mkdocstrings in one of them."""
    folder = site / styles.FOLDER
    parts = ("main.*.css", "../_mkdocstrings.css", "own.css")
    (folder / "site.css").write_text("".join(f'@import url("{part}");\n' for part in parts))
    for variant in ("classic", "modern"):
        (folder / variant).mkdir()
        (folder / variant / "main.1f.min.css").write_text(f"{variant} {{}}")
    (folder / "own.css").write_text("b {}")

    findings(site)

    assert (folder / "site.css").read_text().split() == ["classic", "{}", "b", "{}"]


def test_a_part_that_is_missing_is_named(site: Path) -> None:
    (site / styles.SHEET).write_text('@import url("main.*.css");\n')

    with pytest.raises(FileNotFoundError, match=r"site\.css names main\.\*\.css: 0 files\. fix: "):
        findings(site)


def test_the_search_index_waits_under_another_name(site: Path) -> None:
    """Also when the site is finished twice."""
    whole = {"config": {"lang": ["en"]}, "docs": [{"title": "x"}]}
    (site / "search/search_index.json").write_text(json.dumps(whole))

    findings(site)
    findings(site)

    assert json.loads((site / "search/whole_index.json").read_text()) == whole
    small = json.loads((site / "search/search_index.json").read_text())
    assert small == whole | {"docs": []}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://docs.example/guide/", "/guide/*"),
        ("https://docs.example/guide", "/guide/*"),
        ("https://docs.example", "/*"),
    ],
)
def test_the_headers_follow_the_address_of_the_site(site: Path, address: str, path: str) -> None:
    write(site, address)
    findings(site)

    assert (site / "_headers").read_text().splitlines()[0] == path


def test_a_site_without_a_bundle_says_so_in_its_pages_and_as_a_finding(site: Path) -> None:
    (finding,) = findings(site)

    assert finding.startswith("The bundle: It can't be fetched. Pages show what is recorded")
    assert finding.endswith("fix: go online once.")
    assert live.NO_BUNDLE in (site / live.SCRIPT).read_text()


def test_a_page_to_publish_must_have_the_content_policy(site: Path) -> None:
    (missing,) = (one for one in findings(site, to_publish=True) if "policy" in one)
    (site / "index.html").write_text(POLICY + (site / "index.html").read_text())

    assert "index.html: it hasn't the site's content policy. fix: write into theme/" in missing
    assert not [one for one in findings(site, to_publish=True) if "policy" in one]
