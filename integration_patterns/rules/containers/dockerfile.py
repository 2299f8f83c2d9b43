"""Reads a Dockerfile as far as the rules need it: its stages, and what each one starts."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

FROM = re.compile(r"^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", re.IGNORECASE)
COPIED = re.compile(r"--from=(\S+)")


@dataclass
class Stage:
    """One stage; `starts` is the words of its ENTRYPOINT and CMD, with the line of the last."""

    name: str
    base: str
    line: int
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    started_at: int = 0
    copies_from: set[str] = field(default_factory=set)

    @property
    def starts(self) -> list[str]:
        """Everything that is started, in words."""
        return [*self.entrypoint, *self.command]


def stages(file: Path) -> list[Stage]:
    """Every stage in order; what a stage inherits from another one is filled in.

    A file that can't be read has none.
    """
    found: list[Stage] = []
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return found
    for number, line in _instructions(text):
        if match := FROM.match(line):
            name = match[2] or str(len(found))
            stage = Stage(name, match[1], number)
            base = next((one for one in found if one.name.lower() == match[1].lower()), None)
            if base:
                stage.entrypoint, stage.command = list(base.entrypoint), list(base.command)
                stage.started_at = base.started_at
            found.append(stage)
        elif found:
            _read(line, number, found[-1])
    return found


def why_unreadable(file: Path) -> str:
    """Why a file can't be read; empty if it can."""
    try:
        with file.open("rb"):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def targets(found: list[Stage]) -> list[Stage]:
    """The stages that others neither build on nor copy from: those are run."""
    used = {one.base.lower() for one in found} | {
        name.lower() for one in found for name in one.copies_from
    }
    return [one for one in found if one.name.lower() not in used]


def _read(line: str, number: int, stage: Stage) -> None:
    word, _, rest = line.partition(" ")
    if word.upper() == "ENTRYPOINT":
        stage.entrypoint, stage.command, stage.started_at = _words(rest), [], number
    elif word.upper() == "CMD":
        stage.command, stage.started_at = _words(rest), number
    elif word.upper() == "COPY":
        stage.copies_from |= set(COPIED.findall(rest))


def _words(rest: str) -> list[str]:
    try:
        words = json.loads(rest)
    except (ValueError, RecursionError):
        return rest.split()
    return [str(word) for word in words] if isinstance(words, list) else rest.split()


def _instructions(text: str) -> list[tuple[int, str]]:
    """Each instruction on one line, with the number of the line it begins on."""
    found: list[tuple[int, str]] = []
    open_ended = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("#") or not line:
            continue
        if open_ended:
            begun, before = found[-1]
            rest = line.removesuffix("\\").strip()
            found[-1] = (begun, f"{before} {rest}")
        else:
            found.append((number, line.removesuffix("\\").strip()))
        open_ended = line.endswith("\\")
    return found
