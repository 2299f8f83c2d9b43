"""How the bundle is built: nothing unlocked goes in, nothing of this machine, nothing twice."""

import gzip
import hashlib
import json
import re
import shutil
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from integration_patterns.live.bundle import browser_wheel, cache, node, pyodide, stages
from integration_patterns.live.errors import BundleError
from integration_patterns.site.served import ROOT

VERSION = metadata.version("pydantic-core")
PLATFORM, PYTHON, _CPYTHON, ABI = (option.rpartition("=")[2] for option in pyodide.pip_options())
WHEEL = f"pydantic_core-{VERSION}-cp{PYTHON}-{ABI}-{PLATFORM}.whl"
UNPACK = (
    "const [packed, plain] = process.argv.slice(1);"
    "fs.writeFileSync(plain, zlib.brotliDecompressSync(fs.readFileSync(packed)))"
)
TEXTS = {"app/a.py": "a = 1\n"}


@pytest.fixture(name="offline")
def _offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing cached, and no registry: pip finds what lies in this folder."""
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    return tmp_path


@pytest.mark.slow
def test_a_file_that_is_not_the_locked_one_is_refused(offline: Path) -> None:
    """Whatever a registry says: the hash decides."""
    with zipfile.ZipFile(offline / WHEEL, "w") as wheel:
        wheel.writestr("pydantic_core/_pydantic_core.so", "another")

    with pytest.raises(BundleError) as refused:
        browser_wheel.machine_code()

    assert str(refused.value) == (
        "pydantic-core for the browser is not the file that browser-requirements.txt locks: "
        f"its hash is sha256:{hashlib.sha256((offline / WHEEL).read_bytes()).hexdigest()}. "
        "fix: don't use it; if its version or the page's Python was changed on purpose, write that "
        "hash there."
    )


@pytest.mark.slow
def test_without_network_and_cache_the_error_says_what_to_do(offline: Path) -> None:
    with pytest.raises(BundleError) as failed:
        browser_wheel.machine_code()

    assert failed.value.message.startswith("pydantic-core for the browser can't be fetched: ")
    assert failed.value.fix == (
        "go online once; afterwards it is cached. If you are online, that release has no file "
        f"for {' '.join(pyodide.pip_options())}: take another Flet or another Pydantic."
    )


@pytest.mark.slow
def test_without_network_and_cache_the_client_says_what_to_do(offline: Path) -> None:
    with pytest.raises(BundleError) as failed:
        node.modules()

    assert failed.value.message.startswith("The packages of client can't be installed: ")
    assert failed.value.fix == "go online once; afterwards they are cached."


def test_a_lock_for_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page would run another pydantic-core than the tests did."""
    lock = tmp_path / "browser-requirements.txt"
    lock.write_text("pydantic-core==1.0.0 --hash=sha256:00\n")
    monkeypatch.setattr(browser_wheel, "LOCK", lock)

    with pytest.raises(BundleError) as refused:
        browser_wheel.machine_code()

    assert str(refused.value) == (
        f"browser-requirements.txt locks pydantic-core 1.0.0, but {VERSION} is installed. "
        f"fix: write pydantic-core=={VERSION} there; the next try says which hash the file has."
    )


@pytest.fixture(name="inputs")
def _inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of everything that the stages are made from."""
    copy = tmp_path / "live"
    shutil.copytree(stages.LIVE, copy, ignore=shutil.ignore_patterns("node_modules"))
    monkeypatch.setattr(stages, "LIVE", copy)
    return copy


def keys() -> dict[str, str]:
    return {
        "libraries": stages.libraries_key(),
        "runtime": stages.runtime_key(),
        "app": stages.app_key(ROOT, TEXTS),
    }


@pytest.mark.parametrize(
    ("file", "made_again"),
    [
        ("bundle/packing/compile.py", {"libraries", "runtime", "app"}),
        ("bundle/distributions.py", {"libraries", "app"}),
        ("runtime/loop/loops.py", {"runtime", "app"}),
        ("bundle/packing/prepare_snapshot.py", {"app"}),
        ("client/src/worker/restore.ts", {"app"}),
        ("client/src/workbench/state/workspace.ts", set()),
        ("copying.py", set()),
    ],
)
def test_only_what_depends_on_a_file_is_made_again(
    inputs: Path, file: str, made_again: set[str]
) -> None:
    """To compile the libraries takes half of a build."""
    before = keys()
    with (inputs / file).open("a") as changed:
        changed.write("\n# Changed.\n")

    after = keys()

    assert {name for name in before if before[name] != after[name]} == made_again


def test_another_text_of_the_app_makes_the_app_again_and_nothing_else() -> None:
    assert stages.app_key(ROOT, TEXTS) != stages.app_key(ROOT, {"app/a.py": "a = 2\n"})


@pytest.mark.slow
def test_every_name_holds_the_hash_of_its_content(bundle: Path) -> None:
    """So a browser may keep a file for ever."""
    manifest = json.loads((bundle / "manifest.json").read_text())
    assert {"python.wasm", "snapshot.bin", "image.json", "worker.js"} <= set(manifest)
    for name, entry in manifest.items():
        content = (bundle / entry["file"]).read_bytes()
        assert entry["bytes"] == len(content)
        if name.endswith(".js"):  # esbuild's own hash
            assert re.fullmatch(r".+-[0-9A-Z]{8}\.js", entry["file"])
        else:
            assert hashlib.sha256(content).hexdigest()[:12] in entry["file"]


@pytest.mark.slow
def test_a_compressed_file_is_the_file(bundle: Path) -> None:
    compressed = list(bundle.glob("*.gz"))

    assert len(compressed) > 5
    for file in compressed:
        assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes()


@pytest.mark.slow
def test_a_large_file_is_there_in_brotli_as_well(bundle: Path, tmp_path: Path) -> None:
    """Node.js unpacks it to the same bytes, and it is smaller than gzip's."""
    packed = list(bundle.glob("*.br"))

    assert {".wasm", ".js", ".json"} == {Path(file.stem).suffix for file in packed}
    for file in packed:
        node.run(["-e", UNPACK, str(file), str(tmp_path / "plain")], tmp_path)
        assert (tmp_path / "plain").read_bytes() == file.with_suffix("").read_bytes()
        assert file.stat().st_size < file.with_suffix(".gz").stat().st_size


@pytest.mark.slow
def test_nothing_in_the_bundle_is_of_this_machine(bundle: Path) -> None:
    """Neither in a file nor in an archive; the build itself looks at the memory that is kept."""
    own = [str(place).encode() for place in (stages.LIVE.parents[1], Path(sys.prefix))]
    looked_at = 0
    for file in bundle.iterdir():
        for name, content in _contents(file):
            looked_at += 1
            assert not [place for place in own if place in content], name
    assert looked_at > 1000


def _contents(file: Path) -> list[tuple[str, bytes]]:
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    return [(file.name, file.read_bytes())]
