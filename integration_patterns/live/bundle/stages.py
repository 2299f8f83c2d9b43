"""What a bundle is built from, stage by stage; each is made again only if its own inputs change."""

import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from integration_patterns.live.bundle import (
    app_setup,
    browser_wheel,
    cache,
    code_splitting,
    distributions,
    node,
    pyodide,
)

LIVE = Path(__file__).parents[1]
# What the build shares with the page, so that both see the same memory.
SHARED = ("disk.ts", "restore.ts", "sidemodule.ts", "snapshot.ts")
Say = Callable[[str], object]


def libraries_key() -> str:
    """Changes with the versions of the libraries, and with what compiles them."""
    chosen_by = [LIVE / "bundle/distributions.py", LIVE / "bundle/pyodide.py"]
    return cache.key([json.dumps(distributions.versions()), *chosen_by, *_compiler_files()])


def runtime_key() -> str:
    """Changes with this project's Python that runs in the page, and with what compiles it."""
    return cache.key([*sorted((LIVE / "runtime").rglob("*.py")), *_compiler_files()])


def app_key(root: Path, texts: dict[str, str]) -> str:
    """Changes with the app, and with all that its start in the build depends on."""
    bundle, client = LIVE / "bundle", LIVE / "client"
    return cache.key(
        [
            json.dumps([texts, app_setup.environment(root), app_setup.setup(root)]),
            libraries_key(),
            runtime_key(),
            bundle / "code_splitting.py",
            bundle / "app_setup.py",
            bundle / "packing/prepare_snapshot.py",
            bundle / "stages.py",
            browser_wheel.LOCK,
            *(
                client / "build" / name
                for name in ("pyodide_in_node.ts", "take_snapshot.ts", "tidy.ts")
            ),
            *(client / "src/worker" / name for name in SHARED),
        ]
    )


def app(root: Path, texts: dict[str, str], side_module: Path, say: Say) -> Path:
    """The folder with the app's database, its memory after a start, and the archives of modules.

    Args:
        root: The folder that holds `example_app`.
        texts: The texts of the app and its tests, by the path that the page shows.
        side_module: pydantic-core's machine code.
        say: Called with what is being done, a line at a time.
    """

    def make(place: Path) -> None:
        environment = app_setup.environment(root)
        everything = place / "all.zip"
        _join(everything, [_libraries(say), _runtime(say)])
        say("making the database")
        app_setup.write_database(root, place / "app.db")
        say("starting the app, and keeping its memory")
        files = place / "files.json"
        files.write_text(json.dumps(texts))
        node.run_script(
            node.CLIENT / "build/take_snapshot.ts",
            {
                "pyodide": str(pyodide.folder()),
                "sideModule": str(side_module),
                "archive": str(everything),
                "files": str(files),
                "database": str(place / "app.db"),
                "prepare": str(LIVE / "bundle/packing/prepare_snapshot.py"),
                "env": environment,
                "out": str(place),
            },
        )
        modules = code_splitting.split(everything, place, place)
        everything.unlink()
        (place / "snapshot.plain").unlink()
        image = {
            "files": texts,
            "archives": modules,
            "env": environment,
            "pyodide": pyodide.info(),
        }
        (place / "image.json").write_text(json.dumps(image, separators=(",", ":")))

    return cache.made("app", app_key(root, texts), make)


def _libraries(say: Say) -> Path:
    def make(place: Path) -> None:
        say("compiling the libraries (about 20 s)")
        stdlib = pyodide.folder() / "python_stdlib.zip"
        _compile(distributions.files(), stdlib, place)

    return cache.made("libraries", libraries_key(), make) / "compiled.zip"


def _runtime(say: Say) -> Path:
    def make(place: Path) -> None:
        say("compiling the runtime")
        _compile(sorted(distributions.own()), None, place)

    return cache.made("runtime", runtime_key(), make) / "compiled.zip"


def _compiler_files() -> list[Path]:
    programs = [LIVE / "client/build" / name for name in ("compile.ts", "pyodide_in_node.ts")]
    return [pyodide.folder() / "package.json", LIVE / "bundle/packing/compile.py", *programs]


def _compile(files: list[tuple[str, str]], stdlib: Path | None, place: Path) -> None:
    listed = place / "list.json"
    listed.write_text(json.dumps(files))
    node.run_script(
        node.CLIENT / "build/compile.ts",
        {
            "pyodide": str(pyodide.folder()),
            "script": str(LIVE / "bundle/packing/compile.py"),
            "list": str(listed),
            "stdlib": str(stdlib) if stdlib else None,
            "out": str(place / "compiled.zip"),
        },
    )


def _join(target: Path, parts: Iterable[Path]) -> None:
    with zipfile.ZipFile(target, "w") as joined:
        for part in parts:
            with zipfile.ZipFile(part) as source:
                for entry in source.infolist():
                    joined.writestr(entry, source.read(entry))
