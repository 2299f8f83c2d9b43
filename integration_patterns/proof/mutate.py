"""Tests the proof itself: makes one mistake at a time in a copy and asks which gate saw it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from integration_patterns.snippets.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from integration_patterns.proof.config import Config
    from integration_patterns.proof.mutations import Mutation

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".cache", ".*_cache", "__pycache__", "node_modules"
)
SPECIMENS = "specimens"
PYTEST = (sys.executable, "-m", "pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider")
BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "built")
NAVIGATION = re.compile(r"^nav:\n(?:[ \t-].*\n|\n)*", re.MULTILINE)
NAMES = re.compile(
    r"^\[tool\.integration-patterns\.proof\.names\]\n(?:[^\[].*\n|\n)*", re.MULTILINE
)
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
        path = [str(self.root / config.workdir), str(self.root)]
        self._env = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}

    def _show_only_specimens(self) -> None:
        """Build a site of the specimens and empty index pages, which is quick."""
        docs = self.root / self._docs
        for index in (docs / "index.md", *docs.rglob("index.md")):
            index.write_text("# Index\n", "utf-8")
        settings = self.root / "mkdocs.yml"
        text = NAVIGATION.sub("", settings.read_text("utf-8"))
        only = f"exclude_docs: |\n  *.md\n  !index.md\n  !/{SPECIMENS}/*.md\n"
        settings.write_text(f"{text}\n{only}", "utf-8")
        project = self.root / "pyproject.toml"
        project.write_text(NAMES.sub("", project.read_text("utf-8")), "utf-8")

    def complaint(self, gate: str, mutation: Mutation | None) -> str:
        """Return what a gate says, or nothing; a changed page is its own first gate."""
        pages = str(self._docs / SPECIMENS)
        if mutation is not None and mutation.file.startswith(pages):
            pages = mutation.file
        commands = {
            "tests": (*PYTEST, *(mutation.tests if mutation else ())),
            "page": (*PYTEST, pages),
            "site": BUILD,
        }
        done = subprocess.run(
            commands[gate],
            cwd=self.root,
            env=self._env,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
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
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(jobs):
            copies.put(Copy(config, specimens, Path(folder, str(number))))
        _refuse_bad_start(copies)

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


def _refuse_bad_start(copies: SimpleQueue[Copy]) -> None:
    copy = copies.get()
    for gate in copy.gates(None):
        if complaint := copy.complaint(gate, None):
            raise PageError(
                "the unchanged project", f"the gate {gate} complains:\n{complaint}\n", "mend it"
            )
    copies.put(copy)
