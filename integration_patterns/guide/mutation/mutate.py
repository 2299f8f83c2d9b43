"""Tests the proof itself: makes one mistake at a time in a copy and asks which gate saw it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from integration_patterns.guide import config as configs
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.fork_server.launcher import SHARED, WarmPython
from integration_patterns.guide.publish.rows import SHOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from integration_patterns.guide.config import Config
    from integration_patterns.guide.mutation.mutations import Mutation

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".cache", ".*_cache", "__pycache__", "node_modules"
)
SPECIMENS = "specimens"
# The assertions of a plugin that is warm are not rewritten; none of them is a gate.
NOT_REWRITTEN = "ignore::pytest.PytestAssertRewriteWarning"
PYTEST = ("pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider", "-W", NOT_REWRITTEN)
BUILD = ("mkdocs", "build", "--strict", "--site-dir", "built")
NAVIGATION = re.compile(r"^nav:\n(?:[ \t-].*\n|\n)*", re.MULTILINE)
NAMES = re.compile(
    r"^\[tool\.integration-patterns\.proof\.names\]\n(?:[^\[\n].*\n|\n)*", re.MULTILINE
)
WARM = (
    "integration_patterns.site.mkdocs_hook",
    "mkdocs.commands.build",
    "pymdownx.superfences",
)
"""What the gates import, besides what pages do."""
GATE_SECONDS = 600.0
BY_NOBODY = "nobody"


@dataclass(frozen=True)
class Caught:
    """Which gate saw a mistake, how long that took, and what it said."""

    mutation: str
    gate: str
    seconds: float
    message: str

    @property
    def is_caught(self) -> bool:
        """Whether any gate saw it."""
        return self.gate != BY_NOBODY


class Copy:
    """A copy of the project with specimen pages in its docs folder."""

    def __init__(self, config: Config, specimens: Path, folder: Path) -> None:
        self.root = folder / "project"
        project = config.project
        shutil.copytree(project.root, self.root, symlinks=True, ignore=LEFT_OUT)
        self._docs = project.docs.relative_to(project.root)
        shutil.copytree(specimens, self.root / self._docs / SPECIMENS)
        self._show_only_specimens()
        own = configs.load(self.root)
        assert own is not None
        self._python = WarmPython(folder / "bin", replace(own, warm=(*own.warm, *WARM)))
        self._env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(own.source), str(self.root)]),
            SHARED: str(self._python.script),
            "UNPROVEN": SHOW,
        }

    def close(self) -> None:
        """End what runs the gates."""
        self._python.close()

    def _show_only_specimens(self) -> None:
        """Build a site of the specimens and empty index pages, which is quick."""
        docs = self.root / self._docs
        for page in docs.rglob("*.md"):
            if page.name == "index.md":
                page.write_text("# Index\n", "utf-8")
            elif SPECIMENS not in page.parts:
                page.unlink()
        settings = self.root / "mkdocs.yml"
        settings.write_text(NAVIGATION.sub("", settings.read_text("utf-8")), "utf-8")
        project = self.root / "pyproject.toml"
        project.write_text(NAMES.sub("", project.read_text("utf-8")), "utf-8")

    def complaint(self, gate: str, mutation: Mutation | None, tests: Sequence[str] = ()) -> str:
        """Return what a gate says, or nothing; a changed page is its own first gate.

        Args:
            gate: "tests", "page" or "site".
            mutation: The mistake that was made, if one was.
            tests: What the gate "tests" runs where no mistake was made.
        """
        pages = str(self._docs / SPECIMENS)
        if mutation is not None and mutation.file.startswith(pages):
            pages = mutation.file
        commands = {
            "tests": (*PYTEST, *(mutation.tests if mutation else tests)),
            "page": (*PYTEST, pages),
            "site": BUILD,
        }
        try:
            done = subprocess.run(
                [str(self._python.script), "-m", *commands[gate]],
                cwd=self.root,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                timeout=GATE_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return f"it did not end within {GATE_SECONDS:.0f} s"
        return done.stdout if done.returncode else ""

    def gates(self, mutation: Mutation | None) -> Iterator[str]:
        """Yield the gates, the one that should see the mistake first."""
        if mutation is not None and mutation.tests:
            yield "tests"
        yield "page"
        yield "site"


def run(
    config: Config, mutations: Sequence[Mutation], specimens: Path, jobs: int
) -> Iterator[Caught]:
    """Yield what became of each mutation; refuse to start from a project that is not proven."""
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder, ExitStack() as closing:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(jobs):
            copy = Copy(config, specimens, Path(folder, str(number)))
            closing.callback(copy.close)
            copies.put(copy)
        _refuse_bad_start(copies, mutations)

        def try_one(mutation: Mutation) -> Caught:
            copy = copies.get()
            try:
                return _try(mutation, copy)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(try_one, mutations)


def _try(mutation: Mutation, copy: Copy) -> Caught:
    began = time.monotonic()
    undo = mutation.apply(copy.root)
    try:
        for gate in copy.gates(mutation):
            if complaint := copy.complaint(gate, mutation):
                return Caught(mutation.name, gate, time.monotonic() - began, _gist(complaint))
    finally:
        undo()
    return Caught(mutation.name, BY_NOBODY, time.monotonic() - began, "")


def _gist(output: str) -> str:
    """Return the line of a gate's output that names the mistake."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "fix:" in line or line.startswith("E ")]
    return (telling or lines[-1:])[0]


def _refuse_bad_start(copies: SimpleQueue[Copy], mutations: Sequence[Mutation]) -> None:
    copy = copies.get()
    tests = list(dict.fromkeys(test for mutation in mutations for test in mutation.tests))
    for gate in [*(["tests"] if tests else []), *copy.gates(None)]:
        if complaint := copy.complaint(gate, None, tests):
            raise PageError(
                "the unchanged project", f"the gate {gate} complains:\n{complaint}\n", "correct it"
            )
    copies.put(copy)
