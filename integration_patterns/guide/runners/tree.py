"""Draws a folder as a reader would list it, for a fence `tree of="app/services" depth="1"`."""

from collections.abc import Iterator
from pathlib import Path

from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.project import Project
from integration_patterns.guide.runners import elision
from integration_patterns.guide.runners.workspaces import Workspaces

LEFT_OUT = frozenset({"__pycache__", "var", "node_modules"})


def prove(fence: Fence, workspaces: Workspaces) -> list[str]:
    """Look at the folder."""
    actual = draw(fence, workspaces.config.project)
    return elision.realign([line.rstrip() for line in fence.body], actual)


def draw(fence: Fence, project: Project) -> list[str]:
    """Return the lines of a tree fence: of="folder", down to depth="levels"."""
    of = fence.attributes.get("of", "")
    folder = next((root / of for root in project.roots if of and (root / of).is_dir()), None)
    if folder is None:
        raise fence.error(f'there is no folder "{of}"', 'write of="folder", from a root')
    depth = fence.attributes.get("depth", "9")
    if not depth.isdecimal():
        raise fence.error(f'depth="{depth}" is not a number', "count the levels to show")
    return [f"{of.rstrip('/')}/", *_below(folder, "", int(depth))]


def _below(folder: Path, indent: str, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    shown = [
        path
        for path in folder.iterdir()
        if path.name not in LEFT_OUT and not path.name.startswith(".")
    ]
    ordered = sorted(shown, key=lambda path: (path.is_file(), path.name))
    for path in ordered:
        is_last = path == ordered[-1]
        yield f"{indent}{'└── ' if is_last else '├── '}{path.name}{'/' if path.is_dir() else ''}"
        if path.is_dir():
            yield from _below(path, indent + ("    " if is_last else "│   "), depth - 1)
