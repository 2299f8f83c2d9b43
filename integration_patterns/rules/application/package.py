"""Finds the package that is the application, without any configuration where that is clear."""

from pathlib import Path

from integration_patterns.rules.finding import CannotCheckError

ADD = 'set app = "path/to/package" in [tool.integration-patterns.rules] of its pyproject.toml'
NO_APP = {"tests", "test", "docs"}


def find_package(root: Path, configured: str) -> Path:
    """The folder of the package: the configured one, `app`, or the only one there is.

    Raises:
        CannotCheckError: There is no package, or more than one, or none may be read.
    """
    try:
        if not root.is_dir():
            raise CannotCheckError(str(root), "there is no such folder", "name a project's folder")
        return _configured(root / configured) if configured else _usual(root)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CannotCheckError(str(root), f"can't be read: {why}", "allow reading it") from error


def home_of(folder: Path) -> Path:
    """The folder that a package is imported from: it may lie in other packages."""
    outer = folder.parent
    while (outer / "__init__.py").is_file() and outer != outer.parent:
        outer = outer.parent
    return outer


def _configured(folder: Path) -> Path:
    if not folder.is_dir():
        raise CannotCheckError(str(folder), "there is no such folder", ADD)
    return folder


def _usual(root: Path) -> Path:
    for usual in (root / "app", root / "src" / "app"):
        if usual.is_dir():
            return usual
    if (root / "__init__.py").is_file():
        return root
    inside = {init.parent for place in ("*", "src/*") for init in root.glob(f"{place}/__init__.py")}
    found = sorted(folder for folder in inside if folder.name not in NO_APP)
    if len(found) != 1:
        names = ", ".join(folder.name for folder in found) or "no package"
        raise CannotCheckError(str(root), f"which package is the app? Here is {names}", ADD)
    return found[0]
