"""Does the imports of the next start ahead, while the reader reads or types.

The next start takes them only if it would have imported the very same: no file that one of them
depends on has changed since, nor the environment. Each module is run once, by the start or ahead
of it; what was imported for one start never serves another.
"""

import os
import sys
from collections.abc import Collection
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from types import ModuleType

from integration_patterns.live.runtime.imports import modules, replacements
from integration_patterns.live.runtime.imports.dependencies import downstream, module_at


class Ahead:
    """The imports of the next start."""

    def __init__(self) -> None:
        self._ready: dict[str, ModuleType] = {}
        self._environment: dict[str, str] = {}
        # What a module prints when it is imported belongs to the start.
        self._printing: set[str] = set()

    def prepare(self, names: Collection[str], expected: Collection[str]) -> None:
        """Import what doesn't depend on the files that are expected to change.

        Args:
            names: The modules that the last start imported, in their order.
            expected: Paths as the page names them.
        """
        self._ready = {}
        left_out = downstream(_modules_at(expected) | self._printing, modules.graph())
        server = modules.set_aside()
        replacements.provide_own()
        left_out -= sys.modules.keys()
        printed = StringIO()
        try:
            with redirect_stdout(printed), redirect_stderr(printed):
                for name in names:
                    if name not in left_out:
                        import_module(name)
                        if printed.tell():
                            self._printing.add(name)
                            break
        except BaseException:  # noqa: BLE001 - the start itself will say what is wrong
            left_out |= sys.modules.keys()
        ready = modules.set_aside()
        modules.put_back(server)
        if not printed.tell() and not left_out & ready.keys():
            self._ready, self._environment = ready, dict(os.environ)

    def take(self, changed: Collection[str]) -> None:
        """Make them the modules of the start that begins.

        Args:
            changed: Paths of the files that were written or removed since they were imported.
        """
        ready, self._ready = self._ready, {}
        paths_are_modules = all(module_at(path) for path in changed)
        if not paths_are_modules or self._environment != dict(os.environ):
            return
        if changed and downstream(_modules_at(changed), modules.graph()) & ready.keys():
            return
        sys.modules.update(ready)


def _modules_at(paths: Collection[str]) -> set[str]:
    return {name for path in paths if (name := module_at(path))}
