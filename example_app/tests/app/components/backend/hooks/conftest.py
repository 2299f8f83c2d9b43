"""Hooks dropped into folders that are made for each test."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.components.backend.hooks import discovery
from tests.support.hooks import Drop, Ran

RECORD = "import hook_record\n"


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drop]:
    """Drops a file into a hook folder of a new package that discovery looks at."""
    package = tmp_path / "dropped"
    for folder in ("", "middleware", "startup", "shutdown"):
        (package / folder).mkdir()
        (package / folder / "__init__.py").touch()
    (tmp_path / "hook_record.py").write_text("ran = []\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(discovery, "PACKAGE", "dropped")

    def drop_file(path: str, source: str) -> None:
        (package / path).parent.mkdir(exist_ok=True)
        (package / path).write_text(RECORD + source)

    yield drop_file
    for name in [name for name in sys.modules if name.split(".")[0] in {"dropped", "hook_record"}]:
        del sys.modules[name]


@pytest.fixture
def ran(drop: Drop) -> Ran:
    """Says what the dropped hooks recorded with `hook_record.ran.append()`."""

    def recorded() -> list[str]:
        found: list[str] = importlib.import_module("hook_record").ran
        return found

    return recorded
