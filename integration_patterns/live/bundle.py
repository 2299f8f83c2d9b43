"""Builds what the page runs: Python, the libraries, the app, a snapshot of them, the client."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from integration_patterns.live import (
    archives,
    browser_wheel,
    cache,
    database,
    distributions,
    node,
    scripts,
    sources,
)
from integration_patterns.live.errors import BundleError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FORMAT = "1"
MANIFEST = "manifest.json"
ENVIRONMENT = {"HOME": "/root", "PYTHONHASHSEED": "0"}
Say = Callable[[str], object]


def ensure_bundle(root: Path = ROOT, say: Say = lambda _line: None) -> Path:
    """The folder of the bundle of the app as it is now, built if it is missing or stale.

    It holds `manifest.json` and the files it names, to be served as `assets/live/`.

    Args:
        root: The folder that holds `example_app` and `tests`.
        say: Told what is being done, a line at a time.

    Raises:
        BundleError: It can't be built here, say without network; the message says what to do.
    """
    texts = sources.texts(root)
    parts = [FORMAT, _libraries_key(), _app_key(texts), scripts.content_key()]
    content_key = cache.key(parts)
    return cache.made("bundle", content_key, lambda place: _build(root, texts, place, say))


def _build(root: Path, texts: dict[str, str], place: Path, say: Say) -> None:
    runtime = runtime_folder()
    with ThreadPoolExecutor(1) as beside:
        building = beside.submit(scripts.build, runtime, say)
        say("fetching pydantic-core for the browser")
        side_module = browser_wheel.machine_code()
        libraries = _libraries(runtime, say)
        app = _app(root, texts, _Ingredients(runtime, side_module, libraries), say)
        built = building.result()
    say("writing the files")
    writer = _Writer(place)
    writer.add("python.wasm", runtime / "pyodide.asm.wasm")
    writer.add("pydantic_core.wasm", side_module)
    for name in ("app.db", "image.json", "core.zip", "more.zip", "rest.zip"):
        writer.add(name, app / name)
    writer.add("snapshot.bin", app / "snapshot.bin.gz")
    writer.add_scripts(built)
    writer.write_manifest()


def runtime_folder() -> Path:
    """Pyodide, as Flet's web distribution brings it.

    Raises:
        BundleError: Flet is not installed.
    """
    found = find_spec("flet_web")
    if found is None or found.origin is None:
        raise BundleError("flet-web is not installed.", "install the app's `backend` extra.")
    return Path(found.origin).parent / "web" / "pyodide"


def _libraries_key() -> str:
    versions = distributions.versions()
    runtime = runtime_folder()
    own = sorted((HERE / "packing").glob("*.py")) + sorted((HERE / "runtime").glob("*.py"))
    return cache.key(
        [
            json.dumps(versions),
            runtime / "package.json",
            HERE / "distributions.py",
            *own,
            HERE / "client/build/compile.ts",
        ]
    )


def _libraries(runtime: Path, say: Say) -> Path:
    def make(place: Path) -> None:
        say("compiling the libraries (about 20 s)")
        listed = place / "list.json"
        listed.write_text(json.dumps(distributions.files()))
        node.run_script(
            node.CLIENT / "build/compile.ts",
            {
                "pyodide": str(runtime),
                "script": str(HERE / "packing/compile.py"),
                "list": str(listed),
                "stdlib": str(runtime / "python_stdlib.zip"),
                "out": str(place / "all.zip"),
            },
        )

    return cache.made("libraries", _libraries_key(), make) / "all.zip"


def _app_key(texts: dict[str, str]) -> str:
    programs = sorted((HERE / "client/build").glob("*.ts"))
    shared = [
        HERE / "client/src" / name
        for name in ("disk.ts", "restore.ts", "sidemodule.ts", "snapshot.ts")
    ]
    return cache.key(
        [
            json.dumps(texts),
            _libraries_key(),
            HERE / "archives.py",
            HERE / "database.py",
            browser_wheel.LOCK,
            *programs,
            *shared,
        ]
    )


@dataclass(frozen=True)
class _Ingredients:
    runtime: Path
    side_module: Path
    libraries: Path


def _app(root: Path, texts: dict[str, str], given: _Ingredients, say: Say) -> Path:
    def make(place: Path) -> None:
        say("making the database")
        database.write_database(root / sources.APP, place / "app.db")
        say("starting the app, and keeping its memory")
        files = place / "files.json"
        files.write_text(json.dumps(texts))
        node.run_script(
            node.CLIENT / "build/snapshot.ts",
            {
                "pyodide": str(given.runtime),
                "sideModule": str(given.side_module),
                "archive": str(given.libraries),
                "files": str(files),
                "database": str(place / "app.db"),
                "warm": str(HERE / "packing/warm.py"),
                "env": ENVIRONMENT,
                "out": str(place),
            },
        )
        modules = archives.split(given.libraries, place, place)
        image = {"files": texts, "archives": modules, "env": ENVIRONMENT}
        (place / "image.json").write_text(json.dumps(image, separators=(",", ":")))
        say("compressing")
        _gzip(place / "snapshot.bin", place / "snapshot.bin.gz")

    return cache.made("app", _app_key(texts), make)


def _gzip(source: Path, target: Path) -> None:
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


class _Writer:
    """Gives files content-hashed names, and remembers them."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._manifest: dict[str, dict[str, object]] = {}

    def add(self, name: str, source: Path) -> None:
        """Copy a file, with a compressed one beside it where that helps."""
        content = source.read_bytes()
        stem, _, ending = name.rpartition(".")
        file = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
        shutil.copy(source, self._place / file)
        self._note(name, file)

    def add_scripts(self, built: Path) -> None:
        """Take over what esbuild made; it named the files itself."""
        for script in sorted(built.glob("*.js")):
            shutil.copy(script, self._place)
            self._note(f"{script.stem.rpartition('-')[0]}.js", script.name)

    def _note(self, name: str, file: str) -> None:
        content = (self._place / file).read_bytes()
        packed = gzip.compress(content, 9, mtime=0)
        entry: dict[str, object] = {"file": file, "bytes": len(content), "gz": len(packed)}
        if len(packed) < len(content) * 0.95:
            (self._place / f"{file}.gz").write_bytes(packed)
        self._manifest[name] = entry

    def write_manifest(self) -> None:
        """Last of all: with it the bundle is whole."""
        (self._place / MANIFEST).write_text(json.dumps(self._manifest, indent=1, sort_keys=True))
