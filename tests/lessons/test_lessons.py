"""Starts of lessons fail, right solutions pass, and each wrong one gets a message of its own."""

import ast
import json
import os
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from integration_patterns.guide import config as configuration
from integration_patterns.guide.fork_server.launcher import WarmPython
from integration_patterns.learn.checking import Result
from integration_patterns.learn.lessons import (
    CHECKS,
    Files,
    Lesson,
    State,
    read_course,
    write_files,
)
from integration_patterns.rules.registry import NAMES
from tests.support.processes import EXAMPLE_APP

ROOT = EXAMPLE_APP.parent
COURSE = read_course(ROOT / "tests/lessons", EXAMPLE_APP)
CASES = [(lesson, state) for lesson in COURSE for state in lesson.states]
WARM = (
    "apscheduler.schedulers.asyncio",
    "apscheduler.triggers.cron",
    "anyio._backends._asyncio",
    "fastapi.middleware.cors",
    "httpx",
    "integration_patterns.learn.checking",
    "integration_patterns.learn.asking",
    "pydantic_settings",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.orm",
    "structlog",
    "typer.testing",
)
RIGHT, WRONG = 2, 3
LONGEST_TEXT = 150
"""Words before the task."""


def named(value: object) -> str | None:
    return value.folder.name if isinstance(value, Lesson) else getattr(value, "name", None)


@pytest.fixture(scope="session", name="python")
def _python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A `python` that has imported the libraries already: each run of checks is its fork."""
    config = configuration.load(ROOT)
    # A socket's path is short; a folder of pytest's may not be.
    with tempfile.TemporaryDirectory() as folder:
        warm = WarmPython(Path(folder) / "bin", replace(config, warm=WARM))
        yield warm.script
        warm.close()


@pytest.fixture(scope="session", name="place")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each app is put in turn, so that Python compiles each file once."""
    return tmp_path_factory.mktemp("learner")


def put(files: Files, folder: Path) -> None:
    """Put an app into a folder, instead of the one that is there.

    Python takes a file for unchanged when its size and time are: so the time is made of the text.
    """
    shutil.rmtree(folder, ignore_errors=True)
    write_files(files, folder)
    for path, text in files.items():
        of_the_text = zlib.crc32(text.encode())
        os.utime(folder / path, (of_the_text, of_the_text))


def judged(python: Path, lesson: Lesson, state: State, place: Path) -> list[Result]:
    """What the checks and rules of a lesson say of an app."""
    folder = place / "app"
    put(state.files, folder)
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [
            *(python, "-m", "integration_patterns.learn", str(lesson.folder)),
            # Of a wrong one the first failure counts, and it is what a learner reads.
            *(["--exitfirst"] if state.kind == "wrong" else []),
        ],
        cwd=folder,
        env={
            **kept,
            "PYTHONPYCACHEPREFIX": str(place / "compiled"),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    results = [Result(**json.loads(line)) for line in done.stdout.splitlines()]
    assert results, done.stderr
    return results


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "state"), CASES, ids=named)
def test_the_checks_judge(
    lesson: Lesson,
    state: State,
    python: Path,
    place: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Right passes everything; start and wrong fail, and the first failure says what it must."""
    begun = time.perf_counter()
    results = judged(python, lesson, state, place)
    record_property("seconds", time.perf_counter() - begun)
    record_property("lesson", lesson.folder.name)
    record_property("kind", state.kind)
    rules = sum(one.name.startswith("patterns::") for one in results)
    record_property("rules", rules)
    record_property("checks", len(results) - rules)
    failed = [one for one in results if one.outcome == "failed"]

    if state.kind in {"solution", "right"}:
        assert [one.message for one in failed] == []
        assert [one.name for one in results if one.outcome != "passed"] == []
        assert len(results) > len(lesson.data["rules"])
    else:
        assert failed, "nothing failed"
        assert state.says
        assert state.says in failed[0].message
        assert not [one.message for one in failed if "Traceback" in one.message]
        assert not [one.message for one in failed if "checks.py" in one.message]
        assert not [one.message for one in failed if "During handling" in one.message]


@pytest.mark.parametrize("lesson", COURSE, ids=named)
def test_checks_need_nothing_that_the_page_lacks(lesson: Lesson) -> None:
    """They start no process and no thread, and open no socket."""
    tree = ast.parse((lesson.folder / CHECKS).read_text("utf-8"))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported
    assert not imported & {"multiprocessing", "socket", "subprocess", "threading", "time_machine"}


@pytest.mark.parametrize("lesson", COURSE, ids=named)
def test_a_lesson_is_whole(lesson: Lesson) -> None:
    """A page finds all that it shows, and each overlay is judged."""
    data = lesson.data
    overlays = {one.name for one in lesson.folder.iterdir() if one.is_dir()} - {"__pycache__"}

    assert overlays <= {state.name for state in lesson.states}
    assert [one.name for one in lesson.states[1:] if one.files == lesson.start.files] == []
    assert sum(state.kind == "right" for state in lesson.states) >= RIGHT
    assert sum(state.kind == "wrong" for state in lesson.states) >= WRONG
    assert lesson.start.files[data["open"]["file"]].count(data["open"]["at"]) == 1
    assert len(data["hints"]) == 3
    assert len(data["text"].split()) <= LONGEST_TEXT
    assert set(data["rules"]) <= NAMES
    assert (ROOT / "docs" / data["page"]).is_file()
    assert data["title"]
    assert data["goal"].endswith(".")
    assert ". " not in data["goal"]
    assert data["after"]
    assert data["try_this"]
    if "predict" in data:
        assert sum(one["is_right"] for one in data["predict"]["options"]) == 1
        assert all(one["why"] for one in data["predict"]["options"])
