"""A reader who types `mkdocs` sees the guide's own lines only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from integration_patterns.site.served import ROOT

pytestmark = pytest.mark.slow

MKDOCS = Path(sys.executable).with_name("mkdocs")
PAGE = "site_name: x\ntheme: {name: material}\n"
QUIET = "extra:\n  note: !!python/name:integration_patterns.site.banner.NOTE\n"


def build(folder: Path, config: str) -> str:
    folder.joinpath("docs").mkdir(exist_ok=True)
    folder.joinpath("docs/index.md").write_text("# x\n")
    folder.joinpath("mkdocs.yml").write_text(config)
    environment = {name: value for name, value in os.environ.items() if "MKDOCS" not in name}
    done = subprocess.run(
        [MKDOCS, "build"], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stderr


def test_the_themes_banner_is_silent_when_the_configuration_names_our_note(tmp_path: Path) -> None:
    assert "end of life" in build(tmp_path, PAGE)
    assert "end of life" not in build(tmp_path, PAGE + QUIET)


def test_the_guide_names_the_note() -> None:
    assert "integration_patterns.site.banner.NOTE" in ROOT.joinpath("mkdocs.yml").read_text()
