"""Which files of a folder are hooks, and in which order they come."""

import re
from pathlib import Path
from types import ModuleType

from app.core.errors import ConfigurationError

NUMBER = re.compile(r"[0-9]+")


# --8<-- [start:files]
def hook_files(package: ModuleType) -> list[str]:
    """The names of a package's files in the order of their names, without those that are left out.

    Raises:
        ConfigurationError: Something in the folder would never run, or not in the expected order.
    """
    (folder,) = package.__path__
    found = sorted(path for path in Path(folder).iterdir() if path.name[0] not in "._")
    _refuse_folders(found)
    files = [path.name for path in found if path.suffix == ".py"]
    _refuse_numbers_of_two_lengths(Path(folder).name, files)
    return files


# --8<-- [end:files]


def _refuse_folders(found: list[Path]) -> None:
    for path in found:
        if path.is_dir():
            raise ConfigurationError(
                f"{path.parent.name}/{path.name} is a folder, and discovery reads files only.",
                "make the hook one file, or rename the folder to start with '_' to leave it out.",
            )


def _refuse_numbers_of_two_lengths(folder: str, files: list[str]) -> None:
    # Names are compared as text: 100_ would come before 20_, and 9_ last.
    numbered = {len(number[0]): file for file in files if (number := NUMBER.match(file))}
    if len(numbered) > 1:
        raise ConfigurationError(
            f"{folder}/{numbered[min(numbered)]} and {folder}/{numbered[max(numbered)]} have "
            "numbers of different lengths, and files run in the order of their names as text.",
            f"write every number in {folder}/ with {max(numbered)} digits.",
        )
