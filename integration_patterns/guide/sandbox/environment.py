"""The environment a reader's terminal has: the same for every page, private to each."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(
    commands: Path, placeholders: Mapping[str, str], extra: Mapping[str, str]
) -> dict[str, str]:
    """Return the variables, none of which come from the developer's own shell but PATH."""
    path = [str(commands), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {
        "PATH": os.pathsep.join(path),
        "HOME": placeholders["tmp"],
        "LANG": "C.UTF-8",
        "PYTHONPATH": placeholders["work"],
        **{name: value.format_map(placeholders) for name, value in extra.items()},
    }
