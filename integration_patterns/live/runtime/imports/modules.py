"""Imports of the app's own files: compiled once for each text, and forgotten at each start."""

import importlib.util
import linecache
import sys
from importlib.machinery import FileFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from integration_patterns.live.runtime.imports.dependencies import depends_on
from integration_patterns.live.runtime.place import APP_DIR, OWN_PACKAGES

_compiled: dict[tuple[str, bytes], CodeType] = {}
_needs: dict[tuple[str, bytes], frozenset[str] | None] = {}
# What was read of each module: its package, path and text; in the order of their imports.
_read: dict[str, tuple[str, str, bytes]] = {}


class _RememberingLoader(SourceFileLoader):
    """Compiles a file again only when its text changed."""

    def get_code(self, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        source = self.get_data(path)
        key = (path, importlib.util.source_hash(source))
        if (code := _compiled.get(key)) is None:
            code = _compiled[key] = self.source_to_code(source, path)
        package = fullname if self.is_package(fullname) else fullname.rpartition(".")[0]
        _read[fullname] = (package, path, source)
        return code


def _own_finder(path: str) -> FileFinder:
    if path != str(APP_DIR) and not path.startswith(f"{APP_DIR}/"):
        raise ImportError
    return FileFinder(path, (_RememberingLoader, [".py"]))


def install() -> None:
    """Make the app and its tests importable."""
    sys.dont_write_bytecode = True
    sys.path_hooks.insert(0, _own_finder)
    sys.path_importer_cache.pop(str(APP_DIR), None)
    sys.path.insert(0, str(APP_DIR))


def imported() -> tuple[str, ...]:
    """The modules of the app that are imported now, in the order of their imports."""
    return tuple(name for name in _read if name in sys.modules)


def forget_others() -> None:
    """Forget the order of modules that aren't imported now: their next import comes later."""
    for name in _read.keys() - sys.modules.keys():
        del _read[name]


def graph() -> dict[str, frozenset[str] | None]:
    """What each module that was imported depends on."""
    return {name: _needs_of(name, *read) for name, read in _read.items()}


def _needs_of(name: str, package: str, path: str, source: bytes) -> frozenset[str] | None:
    key = (path, importlib.util.source_hash(source))
    if key not in _needs:
        _needs[key] = depends_on(importlib.util.decode_source(source), name, package)
    return _needs[key]


def set_aside() -> dict[str, ModuleType]:
    """Take the app's modules out of the way; the next import reads the files anew."""
    names = [name for name in sys.modules if name.partition(".")[0] in OWN_PACKAGES]
    mine = {name: sys.modules.pop(name) for name in names}
    # Only the app's own folders may have changed; to look at the libraries' would cost more.
    for path, finder in list(sys.path_importer_cache.items()):
        if path.startswith(str(APP_DIR)) and isinstance(finder, FileFinder):
            finder.invalidate_caches()
    linecache.checkcache()
    return mine


def put_back(modules: dict[str, Any]) -> None:
    """Undo `set_aside`."""
    set_aside()
    sys.modules.update(modules)
