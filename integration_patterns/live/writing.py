"""Writes the files of a bundle, under names that hold their content's hash."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

from integration_patterns.live import cache

MANIFEST = "manifest.json"
# Smaller by less than this, a compressed file beside isn't worth its place.
WORTH = 0.95


class Writer:
    """Writes into a folder, and remembers what each file is called there."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._manifest: dict[str, dict[str, object]] = {}

    def add(self, name: str, source: Path) -> None:
        """Copy a file, with a compressed one beside it where that helps."""
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
        stem, _, ending = name.rpartition(".")
        file = f"{stem}-{digest}.{ending}"
        shutil.copy(source, self._place / file)
        self._note(name, file)

    def add_scripts(self, built: Path) -> None:
        """Take over what esbuild made; it named the files itself."""
        for script in sorted(built.glob("*.js")):
            shutil.copy(script, self._place)
            self._note(f"{script.stem.rpartition('-')[0]}.js", script.name)

    def write_manifest(self) -> None:
        """Last of all: with it the bundle is whole."""
        (self._place / MANIFEST).write_text(json.dumps(self._manifest, indent=1, sort_keys=True))

    def _note(self, name: str, file: str) -> None:
        content = (self._place / file).read_bytes()
        packed = _packed(name, content)
        self._manifest[name] = {"file": file, "bytes": len(content), "gz": len(packed)}
        if len(packed) < len(content) * WORTH:
            (self._place / f"{file}.gz").write_bytes(packed)


def _packed(name: str, content: bytes) -> bytes:
    def make(place: Path) -> None:
        (place / "gz").write_bytes(gzip.compress(content, 9, mtime=0))

    # Python's own files are large, and stay the same from bundle to bundle.
    if name.endswith(".wasm"):
        return (cache.made(f"packed-{name}", cache.key([content]), make) / "gz").read_bytes()
    return gzip.compress(content, 9, mtime=0)
