"""Reads the example app's Dockerfile: which stage says what, also through the stages it is from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.processes import EXAMPLE_APP

DOCKERFILE = EXAMPLE_APP / "Dockerfile"


@dataclass
class Stage:
    """One `FROM … AS name` and the instructions after it."""

    name: str
    parent: "Stage | None"
    own: list[tuple[str, str]] = field(default_factory=list)

    def said(self, instruction: str) -> list[str]:
        """Every argument of an instruction, the inherited ones first."""
        inherited = self.parent.said(instruction) if self.parent else []
        return inherited + [text for name, text in self.own if name == instruction]

    def environment(self) -> dict[str, str]:
        """What `ENV` sets."""
        pairs = (pair for text in self.said("ENV") for pair in text.split())
        return dict(pair.split("=", 1) for pair in pairs)


def read_stages() -> dict[str, Stage]:
    """Every stage by name."""
    stages: dict[str, Stage] = {}
    current: Stage | None = None
    for name, text in _instructions():
        if name == "FROM":
            parent, _as, stage = text.split()
            current = stages[stage] = Stage(stage, stages.get(parent))
        elif current:
            current.own.append((name, text))
    return stages


def _instructions() -> Iterator[tuple[str, str]]:
    lines = [line for line in DOCKERFILE.read_text().splitlines() if not line.startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if line:
            name, text = line.split(maxsplit=1)
            yield name, text
