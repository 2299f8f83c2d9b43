"""A sample project in a temporary folder, whose pages a test writes and proves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integration_patterns.guide import config as configs
from integration_patterns.guide.proof.verdict import prove_page
from integration_patterns.guide.sandbox.template import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integration_patterns.guide.proof.verdict import Verdict

SAMPLE = Path(__file__).parent / "sample"


@dataclass
class Sample:
    """A project with one page under test."""

    root: Path
    template: Template

    @property
    def page(self) -> Path:
        """The file that the text under test goes to."""
        return self.root / "docs" / "page.md"

    def prove(self, text: str, *, update: bool = False) -> Verdict:
        """Prove a page of this text."""
        self.page.write_text(text)
        return prove_page(self.page, self.template, update=update)

    def update(self) -> Verdict:
        """Let --update-docs write the page under test, with no change of its code."""
        return prove_page(self.page, self.template, update=True)

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pytest in the project, with the plugin under test and those named with -p."""
        return self.run("pytest", "-p", "integration_patterns.guide.proof.plugin", *arguments)

    def run(self, *module: str) -> subprocess.CompletedProcess[str]:
        """Run a module of this environment in the project."""
        return subprocess.run(
            [sys.executable, "-m", *module],
            cwd=self.root,
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            check=False,
            capture_output=True,
            text=True,
        )

    def updated(self, text: str) -> str:
        """Return what --update-docs makes of this text."""
        self.prove(text, update=True)
        return self.page.read_text()


@pytest.fixture(name="sample")
def _sample(tmp_path: Path) -> Iterator[Sample]:
    root = tmp_path / "project"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("__pycache__"))
    config = configs.load(root)
    assert config is not None
    template = Template(config, tmp_path / "proof")
    yield Sample(root, template)
    template.close()
