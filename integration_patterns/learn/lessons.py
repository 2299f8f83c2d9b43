"""Reads the lessons: what each says, and the files that a learner has at its start and its end.

A lesson is a folder `NN-name` with `lesson.toml`, `checks.py` and overlays: folders that hold the
files that change. `start` lies over the solution of the lesson before, `solution` over the start;
`right-NAME` and `wrong-NAME` are what others may write instead of the solution. `edits.toml` in an
overlay changes a file instead of repeating it: for each path, a text to `find`, which the file has
once, and what to `replace` it with.

`lesson.toml` says:

- `title`, `goal` (one sentence), `text` (before the task), `hints` (three), `after` and `try_this`,
  in Markdown; `page`, the pattern page that it leads to, below `docs/`;
- `rules`, which judge after the checks, and `folders`, where an early app keeps what they look at;
- `application`, what Run starts, and what to offer first: `request` with `request_headers`,
  `command`, `clock`, `environment`;
- `open`: the `file`, and `at`, a text in one of its lines;
- `predict`, if it asks before it runs: a `question`, and `options` with `text`, `is_right`, `why`;
- `start`, `solution`, `right.NAME` and `wrong.NAME`: the paths `removed`, the files taken from
  `example_app`, those then `renamed`, what it `is`, what the first check that fails `says`, and
  `on = "solution"` for one that lies over the solution instead of the start.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

Files = Mapping[str, str]
Kind = Literal["start", "solution", "right", "wrong"]
DATA = "lesson.toml"
CHECKS = "checks.py"
EDITS = "edits.toml"


@dataclass(frozen=True)
class State:
    """All files of the app at one moment of a lesson.

    Args:
        kind: Whether it is the start, the solution, or another right or wrong one.
        name: The folder of its overlay, such as `wrong-copied-sum`.
        files: The text of each file, by its path.
        says: What the first check that fails must say of it; empty when none fails.
    """

    kind: Kind
    name: str
    files: Files
    says: str


@dataclass(frozen=True)
class Lesson:
    """One lesson.

    Args:
        folder: Where it is.
        data: What `lesson.toml` says: title, goal, text, hints and so on.
        start: The files that a learner begins with.
        solution: The files that the next lesson begins with.
        others: Other right solutions, and typical wrong ones.
    """

    folder: Path
    data: Mapping[str, Any]
    start: State
    solution: State
    others: tuple[State, ...]

    @property
    def states(self) -> tuple[State, ...]:
        """Everything that the checks are asked about."""
        return (self.start, self.solution, *self.others)


def read_course(folder: Path, example_app: Path) -> list[Lesson]:
    """Every lesson in order: each starts from the solution of the one before.

    Args:
        folder: The folder of the lessons.
        example_app: The folder whose files a lesson may take unchanged.
    """
    lessons: list[Lesson] = []
    for place in sorted(folder.glob("[0-9][0-9]-*")):
        before = lessons[-1].solution.files if lessons else {}
        lessons.append(_read(place, before, example_app))
    return lessons


def _read(folder: Path, before: Files, example_app: Path) -> Lesson:
    data = tomllib.loads((folder / DATA).read_text("utf-8"))
    start = _overlaid(before, folder / "start", data.get("start", {}), example_app)
    solution = _overlaid(start, folder / "solution", data.get("solution", {}), example_app)
    bases = {"start": start, "solution": solution}
    others = [
        _other(kind, folder / f"{kind}-{name}", one, bases, example_app)
        for kind in ("right", "wrong")
        for name, one in data.get(kind, {}).items()
    ]
    return Lesson(
        folder,
        data,
        State("start", "start", start, data.get("start", {}).get("says", "")),
        State("solution", "solution", solution, ""),
        tuple(others),
    )


def _other(
    kind: Literal["right", "wrong"],
    overlay: Path,
    data: Mapping[str, Any],
    bases: Mapping[str, Files],
    example_app: Path,
) -> State:
    files = _overlaid(bases[data.get("on", "start")], overlay, data, example_app)
    return State(kind, overlay.name, files, data.get("says", ""))


def _overlaid(before: Files, overlay: Path, data: Mapping[str, Any], example_app: Path) -> Files:
    """Remove, take from the example app and rename as stated; add the overlay's files, and edit.

    Raises:
        LookupError: A name fits no file.
    """
    files = dict(before)
    for pattern in data.get("removed", ()):
        gone = [path for path in files if fnmatch(path, pattern)]
        if not gone:
            raise LookupError(f"{overlay}: removed = {pattern!r} fits no file")
        for path in gone:
            del files[path]
    for pattern in data.get("example_app", ()):
        taken = dict(_files(example_app, pattern))
        if not taken:
            raise LookupError(f"{overlay}: example_app = {pattern!r} fits no file")
        files |= taken
    for path, name in data.get("renamed", {}).items():
        files[name] = files.pop(path)
    own = dict(_files(overlay, "**/*"))
    edits = tomllib.loads(own.pop(EDITS, ""))
    files |= own
    for path, changes in edits.items():
        for change in changes:
            if files.get(path, "").count(change["find"]) != 1:
                raise LookupError(f"{overlay}/{EDITS}: {path} hasn't this once: {change['find']!r}")
            files[path] = files[path].replace(change["find"], change["replace"])
    return files


def _files(folder: Path, pattern: str) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob(pattern)):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(folder).as_posix(), file.read_text("utf-8")


def write_files(files: Files, folder: Path) -> None:
    """Write an app's files below a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
