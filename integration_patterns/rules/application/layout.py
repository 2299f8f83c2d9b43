"""Where an application keeps what: the guide's folders, unless the project renames them."""

from collections.abc import Mapping
from dataclasses import dataclass

BACKEND = "components/backend"
PARTS = {
    "core": "core",
    "config": "core/config",
    "constants": "core/constants",
    "services": "services",
    "components": "components",
    "backend": BACKEND,
    "api": f"{BACKEND}/api",
    "middleware": f"{BACKEND}/middleware",
    "startup": f"{BACKEND}/startup",
    "shutdown": f"{BACKEND}/shutdown",
    "scheduler": "components/scheduler",
    "frontend": "components/frontend",
    "cli": "cli",
    "entrypoints": "entrypoints",
}
COMPONENTS = ("backend", "scheduler", "frontend")
# Each by its own name, because a project may move it out of the folder of the components.
OF_COMPONENTS = ("components", *COMPONENTS, "api")
HOOKS = {
    "middleware": "register_middleware",
    "startup": "startup_hook",
    "shutdown": "shutdown_hook",
}


@dataclass(frozen=True)
class Layout:
    """The dotted name of each part of a package, such as `app.components.backend.api`."""

    package: str
    parts: Mapping[str, str]

    @classmethod
    def of(cls, package: str, renamed: Mapping[str, str]) -> "Layout":
        """The default layout with some folders renamed; what lies inside moves along."""
        moved = {part: _inside(part, folder, renamed) for part, folder in PARTS.items()} | dict(
            renamed
        )
        return cls(package, {part: _dotted(package, folder) for part, folder in moved.items()})

    def is_in(self, module: str, *parts: str) -> bool:
        """Whether a module lies in any of the parts."""
        return any(
            module == name or module.startswith(f"{name}.")
            for name in (self.parts[part] for part in parts)
        )

    def folder(self, part: str) -> str:
        """The part as a reader knows it: a path from the folder that holds the package."""
        return self.parts.get(part, part).replace(".", "/")

    def component(self, module: str) -> str:
        """The component that a module belongs to; empty if to none."""
        prefix = f"{self.parts['components']}."
        if module.startswith(prefix):
            return module.removeprefix(prefix).partition(".")[0]
        return next((part for part in COMPONENTS if self.is_in(module, part)), "")


def _inside(part: str, folder: str, renamed: Mapping[str, str]) -> str:
    """Take the nearest renamed folder around this one into account."""
    around = [
        outer
        for outer in renamed
        if outer != part and outer in PARTS and folder.startswith(f"{PARTS[outer]}/")
    ]
    if not around:
        return folder
    nearest = max(around, key=lambda outer: len(PARTS[outer]))
    return renamed[nearest].strip("/") + folder.removeprefix(PARTS[nearest])


def _dotted(package: str, folder: str) -> str:
    names = [name for name in folder.removesuffix(".py").split("/") if name not in {"", "."}]
    return ".".join([*filter(None, [package]), *names])
