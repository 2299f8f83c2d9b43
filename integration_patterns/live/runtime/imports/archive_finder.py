"""Finds what the snapshot left out: pydantic-core's machine code, and modules in other archives."""

import importlib.util
import sys
import zipimport
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

# Where sidemodule.ts has put it.
MACHINE_CODE = {"pydantic_core._pydantic_core": "/lib/pydantic_core.so"}


class ArchiveFinder:
    """The finder that Python asks last for a module.

    Attributes:
        fetch: Brings the archive that holds a module into the file system and says where it is;
            None when no archive holds it.
    """

    fetch: Callable[[str], str | None] = staticmethod(lambda _name: None)

    @classmethod
    def find_spec(
        cls,
        name: str,
        _path: Sequence[str] | None = None,
        _target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Find a module, in the form that Python asks a finder."""
        if file := MACHINE_CODE.get(name):
            return importlib.util.spec_from_file_location(name, file)
        if (archive := cls.fetch(name)) is None:
            return None
        if archive not in sys.path:
            # Metadata and data files are looked for along the path.
            sys.path.append(archive)
        folder = name.rpartition(".")[0].replace(".", "/")
        return zipimport.zipimporter(f"{archive}/{folder}" if folder else archive).find_spec(name)


def install() -> None:
    """Make this the last finder that Python asks."""
    sys.meta_path.append(ArchiveFinder)
