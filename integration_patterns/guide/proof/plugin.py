"""Collects every page of the docs folder as a pytest item that proves it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest._code.code import TerminalRepr, TracebackStyle

from integration_patterns.guide import config as configs
from integration_patterns.guide.proof import results, unchanged
from integration_patterns.guide.proof.record import PROPERTY, Record
from integration_patterns.guide.proof.verdict import prove_page
from integration_patterns.guide.sandbox.template import Template

CONFIG = pytest.StashKey[configs.Config]()
TEMPLATE = pytest.StashKey[Template]()
RECORD = pytest.StashKey[Record]()
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


class NotProven(Exception):  # noqa: N818 - a finding, not a malfunction
    """Says what on a page is not so."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-docs."""
    parser.addoption(
        "--update-docs",
        action="store_true",
        help="write what commands and requests really answer into the pages",
    )
    parser.addoption(
        "--cold",
        action="store_true",
        help="prove pages, too, that have not changed since they were proven; CI always does",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Stay out of the way of projects that have no [tool.integration-patterns.proof]."""
    found = configs.load(config.rootpath)
    if found is not None:
        config.stash[CONFIG] = found
        if not hasattr(config, "workerinput"):
            config.stash[RECORD] = Record(found.project.root)
            config.pluginmanager.register(config.stash[RECORD])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the helpers and remove the copies of the application."""
    if TEMPLATE in config.stash:
        config.stash[TEMPLATE].close()
        config.stash[FOLDER].cleanup()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """Take the Markdown files under the docs folder."""
    proof = parent.config.stash.get(CONFIG, None)
    if proof is None or file_path.suffix != ".md":
        return None
    if not file_path.is_relative_to(proof.project.docs):
        return None
    return PageFile.from_parent(parent, path=file_path)


class PageFile(pytest.File):
    """A page."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item: blocks of a page build on each other, so they run together."""
        yield PageItem.from_parent(self, name="proof")


class PageItem(pytest.Item):
    """The proof of a page."""

    def runtest(self) -> None:
        """Prove it, and hand the entries to the report."""
        config = self.config.stash[CONFIG]
        update = bool(self.config.getoption("--update-docs"))
        key = unchanged.key(self.path, config.project)
        known = results.load(config.project.root).get(self.nodeid.partition("::")[0])
        if known and known["key"] == key and not (update or self._is_cold()):
            self.user_properties.append((PROPERTY, None))
            return
        verdict = prove_page(
            self.path,
            _template(self.config),
            update=update,
            first_only=not update and self.config.getoption("maxfail") == 1,
        )
        rewritten = update and verdict.is_new
        blocks = [
            [block.where, block.kind, block.seconds, [] if rewritten else block.digests]
            for block in verdict.blocks
        ]
        found = {"key": "" if rewritten else key, "blocks": blocks}
        self.user_properties.append((PROPERTY, found))
        if verdict.complaints:
            raise NotProven("\n".join(verdict.complaints))

    def _is_cold(self) -> bool:
        return bool(self.config.getoption("--cold") or os.environ.get("CI"))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: TracebackStyle | None = None,
    ) -> str | TerminalRepr:
        """Show the complaints without a traceback of the machinery."""
        if isinstance(excinfo.value, NotProven):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the page."""
        return self.path, None, f"proof of {self.path.name}"


def _template(config: pytest.Config) -> Template:
    if TEMPLATE not in config.stash:
        config.stash[FOLDER] = tempfile.TemporaryDirectory(prefix="proof-")
        folder = Path(config.stash[FOLDER].name).resolve()
        config.stash[TEMPLATE] = Template(config.stash[CONFIG], folder)
    return config.stash[TEMPLATE]
