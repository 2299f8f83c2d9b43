"""Builds what the page runs: Python, the libraries, the app, a snapshot of them, the client."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from integration_patterns.live import sources
from integration_patterns.live.bundle import (
    browser_wheel,
    cache,
    pyodide,
    scripts,
    stages,
    writing,
)
from integration_patterns.live.bundle.stages import Say
from integration_patterns.live.errors import BundleError

ROOT = Path(__file__).parents[3]


def ensure_bundle(root: Path = ROOT, say: Say = lambda _line: None) -> Path:
    """The folder of the bundle of the app as it is now, built if it is missing or stale.

    It holds `manifest.json` and the files it names, to be served as `assets/live/`.

    Args:
        root: The folder that holds `example_app` and `tests`.
        say: Called with what is being done, a line at a time.

    Raises:
        BundleError: It can't be built here, say without network; the message says what to do.
    """
    if not (root / sources.APP).is_dir():
        raise BundleError(
            f"{root} has no {sources.APP}, from which the bundle is made.",
            "run it in a checkout of the guide, in the environment that `uv sync` makes there.",
        )
    texts = sources.texts(root)
    return cache.made("bundle", _key(root, texts), lambda place: _build(root, texts, place, say))


def is_made(root: Path = ROOT) -> bool:
    """Whether the bundle of the app as it is now is there already."""
    return cache.place_of("bundle", _key(root, sources.texts(root))).exists()


def _key(root: Path, texts: dict[str, str]) -> str:
    own = [Path(__file__), Path(writing.__file__), writing.BROTLI]
    return cache.key([*own, stages.app_key(root, texts), scripts.content_key()])


def _build(root: Path, texts: dict[str, str], place: Path, say: Say) -> None:
    with ThreadPoolExecutor(1) as beside:
        building = beside.submit(scripts.build, pyodide.folder(), say)
        say("fetching pydantic-core for the browser")
        side_module = browser_wheel.machine_code()
        app = stages.app(root, texts, side_module, say)
        built = building.result()
    say("writing the files")
    writer = writing.Writer(place)
    writer.add("python.wasm", pyodide.folder() / "pyodide.asm.wasm")
    writer.add("pydantic_core.wasm", side_module)
    for name in ("app.db", "image.json", "core.zip", "more.zip", "rest.zip", "snapshot.bin"):
        writer.add(name, app / name)
    writer.add_scripts(built)
    writer.write_manifest()
