"""Checks that code named in a sentence exists: a file, a setting, a command, a symbol."""

import builtins
import importlib
import importlib.util
import keyword
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from integration_patterns.guide.config import Config
from integration_patterns.guide.files import NOT_SOURCE, below

PATH = re.compile(r"\.?[\w.<>*-]+(?:/[\w.<>*-]+)*/?")
FILE = re.compile(r".*\.(?:cfg|css|dockerfile|html|ini|js|json|md|mjs|py|sh|toml|txt|ya?ml)")
CALL = re.compile(r"(?P<name>[A-Za-z_][\w.]*)\(.*\)")
URL = re.compile(r"https?://[\w.-]+(?::\d+)?(?P<path>/?.*)")
PLACEHOLDER = re.compile(r"<[^<>]*>|…|\.\.\.")
SEPARATOR = re.compile(r"[\s()\[\]{},;:=|'\"]+")
LARGEST = 300_000
TEXT = {".py", ".toml", ".ini", ".yml", ".yaml", ".js", ".mjs", ".css", ".html", ".json", ".sh", ""}


class Names:
    """What may be named: the project's files and the words in them, and what can be imported."""

    def __init__(self, config: Config, site: Path, outputs: Iterable[str]) -> None:
        self._root = config.project.root
        self._built = {site, self._root / "site"}
        self._wrong = {config.project.breaks, *map(self._root.joinpath, config.names_not_in)}
        self._outputs = tuple(outputs)
        self._outside = frozenset(config.names)
        self._known: dict[str, bool] = {}

    def exists(self, code: str) -> bool:
        """Tell whether something is there under this name."""
        code = " ".join(code.split())
        if code not in self._known:
            self._known[code] = self._exists(code)
        return self._known[code]

    def _exists(self, code: str) -> bool:
        if not re.search(r"[A-Za-z]", code) or code in self._outside or self._is_path(code):
            return True
        if "/" in code and FILE.fullmatch(code) and PATH.fullmatch(code):
            return False
        if url := URL.fullmatch(code):
            return self._is_mentioned(url["path"])
        call = CALL.fullmatch(code)
        name = call["name"] if call else code
        if self._is_mentioned(code) or self._is_mentioned(name) or _is_importable(name):
            return True
        parts = [part for part in SEPARATOR.split(code) if part]
        return parts != [code] and all(self.exists(part) for part in parts)

    def _is_path(self, code: str) -> bool:
        if not PATH.fullmatch(code) or code.startswith("/"):
            return False
        path = code.rstrip("/")
        if not re.search(r"[<*]", path):
            return path in self._endings
        pattern = re.sub(r"<[^<>]*>", "*", path)
        return any(fnmatchcase(ending, pattern) for ending in self._endings)

    @cached_property
    def _endings(self) -> set[str]:
        """Every file and folder, under each name that a sentence may give it."""
        files = [file.relative_to(self._root) for file in self._files]
        paths = {*files, *(parent for file in files for parent in file.parents)}
        return {"/".join(path.parts[start:]) for path in paths for start in range(len(path.parts))}

    def _is_mentioned(self, code: str) -> bool:
        parts = [part.strip() for part in PLACEHOLDER.split(code)]
        return all(_has_word(self._words, part) for part in parts if part)

    @cached_property
    def _words(self) -> str:
        texts = [
            " ".join(file.read_text("utf-8", errors="replace").split())
            for file in self._files
            if self._wrong.isdisjoint(file.parents)
            and file.suffix in TEXT
            and file.stat().st_size < LARGEST
        ]
        return "\n".join([*texts, *(" ".join(output.split()) for output in self._outputs)])

    @cached_property
    def _files(self) -> list[Path]:
        built = self._built
        return list(below(self._root, lambda at: at in built or NOT_SOURCE.fullmatch(at.name)))


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        starts = not (_is_word(before) and _is_word(word[0]))
        if starts and not (_is_word(after) and _is_word(word[-1])):
            return True
        at = text.find(word, at + 1)
    return False


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_importable(code: str) -> bool:
    first, *rest = code.split(".")
    if not all(name.isidentifier() for name in (first, *rest)):
        return False
    if keyword.iskeyword(first) or hasattr(builtins, first):
        found: object = getattr(builtins, first, None)
    elif importlib.util.find_spec(first) is not None:
        found = importlib.import_module(first)
    else:
        return False
    for n, name in enumerate(rest, start=1):
        module = ".".join([first, *rest[:n]])
        if not hasattr(found, name):
            try:
                importlib.import_module(module)
            except ImportError:
                return False
        found = getattr(found, name)
    return True
