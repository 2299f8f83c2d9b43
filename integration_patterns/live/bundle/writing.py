"""Writes the files of a bundle, under names that hold their content's hash."""

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from integration_patterns.live.bundle import cache, node

MANIFEST = "manifest.json"
BROTLI = node.CLIENT / "build/brotli.ts"
# Smaller by less than this, a compressed file beside isn't worth its place.
WORTH = 0.95
# Bytes from which a second one, for the servers that can send it, is worth its place, too.
LARGE = 100_000
PACKED_ALREADY = (".bin", ".zip")


class Writer:
    """Writes into a folder, and remembers what each file is called there."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._manifest: dict[str, dict[str, str | int]] = {}

    def add(self, name: str, source: Path) -> None:
        """Copy a file, with compressed ones beside it where that helps."""
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
        plain = self._place / file
        size = plain.stat().st_size
        self._manifest[name] = {"file": file, "bytes": size}
        if name.endswith(PACKED_ALREADY):
            return
        with _packed(name, plain) as folder:
            for packed in sorted(folder.iterdir()):
                if packed.stat().st_size < size * WORTH:
                    self._manifest[name][packed.name] = packed.stat().st_size
                    shutil.copy(packed, self._place / f"{file}.{packed.name}")


@contextmanager
def _packed(name: str, plain: Path) -> Iterator[Path]:
    """A folder with the compressed forms of a file."""
    # Python's own files are large, and stay the same from bundle to bundle.
    if name.endswith(".wasm"):
        content_key = cache.key([plain, BROTLI, Path(__file__)])
        yield cache.made(f"packed-{name}", content_key, lambda place: pack(plain, place))
    else:
        with tempfile.TemporaryDirectory() as folder:
            pack(plain, Path(folder))
            yield Path(folder)


def pack(plain: Path, place: Path) -> None:
    """Write the compressed forms of a file into a folder: `gz`, and `br` of a large one."""
    content = plain.read_bytes()
    (place / "gz").write_bytes(gzip.compress(content, 9, mtime=0))
    if len(content) >= LARGE:
        node.run_script(BROTLI, {"plain": str(plain), "packed": str(place / "br")})
