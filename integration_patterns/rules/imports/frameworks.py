"""The libraries that run a part of the application, and belong to no other part."""

OF = {
    "backend": ("fastapi", "starlette", "uvicorn"),
    "frontend": ("flet",),
    "scheduler": ("apscheduler",),
    "cli": ("typer",),
}
ALL = frozenset(name for names in OF.values() for name in names)
WEB = frozenset({"fastapi", "starlette"})


def of_others(*components: str) -> frozenset[str]:
    """The frameworks that belong to other components than these."""
    own = {name for component in components for name in OF.get(component, ())}
    if "frontend" in components:  # Flet's server is a Starlette application
        own |= set(OF["backend"])
    return ALL - own - set(OF["cli"])


def library(module: str) -> str:
    """The library that a module belongs to."""
    return module.partition(".")[0]
