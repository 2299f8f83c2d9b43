"""The commands a reader types: what they mean in a proof, without uv and with a warm `python`."""

import sys
from collections.abc import Iterator
from pathlib import Path

UV = """\
#!/bin/sh
if [ "$1" = run ]; then shift; exec "$@"; fi
echo "uv: only 'uv run COMMAND' is available in a proof" >&2
exit 2
"""
SCRIPT = """\
#!/bin/sh
exec "{python}" "{script}" "$@"
"""


def install(folder: Path, python: Path) -> None:
    """Write `uv`, and each Python script of the environment, which then runs `python`."""
    _write(folder / "uv", UV)
    for script in _scripts(Path(sys.executable).parent):
        _write(folder / script.name, SCRIPT.format(python=python, script=script))


def _scripts(folder: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as script:
                if script.readline().startswith(f"#!{folder}/python".encode()):
                    yield file


def _write(file: Path, script: str) -> None:
    file.write_text(script)
    file.chmod(0o755)
