"""Deliberate mistakes: what to change, in which file, and which tests are its first gate."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from integration_patterns.guide.errors import PageError


@dataclass(frozen=True)
class Mutation:
    """One mistake; exactly one of replace, append and rename says which."""

    name: str
    file: str
    find: str = ""
    replace: str | None = None
    append: str | None = None
    rename: str | None = None
    tests: tuple[str, ...] = ()

    def apply(self, root: Path) -> Callable[[], object]:
        """Make the mistake in a copy of the project; return how to take it back."""
        file = root / self.file
        before = file.read_text("utf-8")
        if self.rename is not None:
            renamed = file.rename(root / self.rename)
            return partial(renamed.rename, file)
        file.write_text(self._changed(before), "utf-8")
        return partial(file.write_text, before, "utf-8")

    def _changed(self, before: str) -> str:
        if self.append is not None:
            return f"{before}\n{self.append}\n"
        if before.count(self.find) != 1 or self.replace is None or self.replace == self.find:
            raise PageError(
                self.file,
                f'the mutation "{self.name}" finds its text {before.count(self.find)} times',
                "let it find exactly one place, and change it",
            )
        return before.replace(self.find, self.replace)


def load(file: Path, only: str = "") -> list[Mutation]:
    """Read the list of mutations whose name has a word.

    Raises:
        PageError: There is no list, two have one name, or none has the word.
    """
    if not file.is_file():
        raise PageError(str(file), "there is no such file", "name its folder with --folder")
    table = tomllib.loads(file.read_text("utf-8"))
    found = [
        Mutation(**{**entry, "tests": tuple(entry.get("tests", ()))}) for entry in table["mutation"]
    ]
    names = [mutation.name for mutation in found]
    if len(set(names)) != len(names):
        raise PageError(str(file), "two mutations have one name", "rename one")
    chosen = [mutation for mutation in found if only in mutation.name]
    if not chosen:
        raise PageError(str(file), f'no mutation has "{only}" in its name', "take a word of one")
    return chosen
