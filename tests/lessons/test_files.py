"""The app of the course is the guide's app, as far as it has come, and says where it isn't."""

import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from integration_patterns.learn.lessons import read_course, write_files
from tests.support.processes import EXAMPLE_APP

LESSONS = Path(__file__).parent
COURSE = read_course(LESSONS, EXAMPLE_APP)
SETTINGS = LESSONS.parents[1] / "pyproject.toml"
WHOLE = "13-the-primary-key-is-the-lock"
"""From here on, the learner has every file of the example app."""


def compared() -> dict[str, dict[str, list[str]]]:
    """The lessons in whose solutions a file is the same, differs, or is only in the course."""
    found: dict[str, dict[str, list[str]]] = {
        kind: defaultdict(list) for kind in ("same", "differs", "only_here")
    }
    for lesson in COURSE:
        for path, text in lesson.solution.files.items():
            real = EXAMPLE_APP / path
            kind = "only_here"
            if real.is_file():
                kind = "same" if real.read_text("utf-8") == text else "differs"
            found[kind][path].append(lesson.folder.name)
    return found


@pytest.mark.parametrize("kind", ["differs", "only_here"])
def test_what_is_not_the_real_file_has_its_reason(kind: str) -> None:
    """Every other file is the same, byte for byte, and no reason is left over."""
    reasons = tomllib.loads((LESSONS / "differs.toml").read_text("utf-8"))[kind]

    assert sorted(compared()[kind]) == sorted(reasons)


def test_from_lesson_13_on_the_learner_has_the_whole_app() -> None:
    """Its solution and that of lesson 14 are the example app, and nothing else."""
    real = {
        file.relative_to(EXAMPLE_APP).as_posix()
        for file in (EXAMPLE_APP / "app").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    } | {"alembic.ini"}
    whole = [one for one in COURSE if WHOLE <= one.folder.name < "15"]

    assert len(whole) == 2
    for lesson in whole:
        assert set(lesson.solution.files) == real
        assert [
            path
            for path, text in lesson.solution.files.items()
            if (EXAMPLE_APP / path).read_text("utf-8") != text
        ] == []


def test_the_linter_finds_nothing_in_a_solution(tmp_path: Path) -> None:
    """Whole or edited, each file that isn't the example app's is code to learn from."""
    for lesson in COURSE:
        real = {path: EXAMPLE_APP / path for path in lesson.solution.files}
        own = {
            path: text
            for path, text in lesson.solution.files.items()
            if path.startswith("app/")
            and (
                path.endswith("__init__.py")
                or not real[path].is_file()
                or real[path].read_text() != text
            )
        }
        write_files(own, tmp_path / lesson.folder.name)
    # Hooks are ordered by their file names.
    check = ["check", "--ignore", "N999"]

    for command in (check, ["format", "--check"]):
        run = [sys.executable, "-m", "ruff", *command, "--no-cache", "--config", str(SETTINGS)]
        done = subprocess.run(
            [*run, "."], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_an_edit_that_fits_no_file_is_refused(tmp_path: Path) -> None:
    """Such as one of a file of the example app that has changed since."""
    write_files(
        {
            "01-one/lesson.toml": "",
            "01-one/start/app.py": "one = 1\n",
            "01-one/solution/edits.toml": '[["app.py"]]\nfind = "two"\nreplace = "three"\n',
        },
        tmp_path,
    )

    with pytest.raises(LookupError, match=r"solution/edits\.toml: app\.py hasn't this once"):
        read_course(tmp_path, EXAMPLE_APP)
