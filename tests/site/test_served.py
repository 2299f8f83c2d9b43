"""The site is built for the address it is served at, and a page that is wrong stops it."""

from pathlib import Path
from urllib.request import urlopen

import pytest

from integration_patterns.site import served

pytestmark = pytest.mark.slow


def test_a_served_folder_answers_on_loopback(tmp_path: Path) -> None:
    tmp_path.joinpath("index.html").write_text("here")

    with served.serve(tmp_path) as address, urlopen(address) as answer:
        body = answer.read()

    assert body == b"here"


def test_a_build_that_fails_says_what_mkdocs_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("mkdocs.yml").write_text("site_name: x\nnav: [missing.md]\nstrict: true\n")
    tmp_path.joinpath("docs").mkdir()
    monkeypatch.setattr(served, "ROOT", tmp_path)

    with pytest.raises(served.BuildError, match=r"missing\.md"):
        served.build(tmp_path / "site", "http://localhost/")
