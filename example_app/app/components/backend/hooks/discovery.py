"""Finds hooks: drop a file into a folder, and it runs."""

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from app.components.backend.hooks.files import hook_files
from app.core.errors import ConfigurationError

PACKAGE = "app.components.backend"
FIX = "correct the file, or rename it to start with '_' to leave it out."


# --8<-- [start:hook]
@dataclass(frozen=True)
class Hook:
    """One discovered file and the function that its folder asks for."""

    file: str
    function: Callable[..., Any]

    async def call(self) -> None:
        """Call the function; await what it returns, if that can be awaited."""
        result = self.function()
        if inspect.isawaitable(result):
            await result


# --8<-- [end:hook]


# --8<-- [start:discover]
def discover(folder: str, function: str) -> list[Hook]:
    """Import every hook file in a folder of the backend, in the order of the file names.

    Args:
        folder: Its name, such as `startup`.
        function: The name that each file must define.

    Raises:
        ConfigurationError: A file can't be imported, or doesn't define `function`.
    """
    package = importlib.import_module(f"{PACKAGE}.{folder}")
    return [_load(package, f"{folder}/{file}", function) for file in hook_files(package)]


def _load(package: ModuleType, where: str, function: str) -> Hook:
    file = where.rpartition("/")[2]
    try:
        module = importlib.import_module(f"{package.__name__}.{file.removesuffix('.py')}")
    except (Exception, SystemExit) as error:
        raise ConfigurationError(
            f"{where} can't be imported: {type(error).__name__}: {error}.", FIX
        ) from error
    hook = getattr(module, function, None)
    if not callable(hook):
        raise ConfigurationError(
            f"{where} doesn't define {function}(); it defines {_defined_in(module)}.",
            f"rename its function to {function}, or the file to start with '_' to leave it out.",
        )
    return Hook(file, hook)


# --8<-- [end:discover]


def _defined_in(module: ModuleType) -> str:
    own = [
        f"{name}()"
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and callable(value)
    ]
    return ", ".join(own) or "no function"
