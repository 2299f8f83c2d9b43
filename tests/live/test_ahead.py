"""What is imported ahead of a start is what the start itself would import, or it isn't used."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from integration_patterns.live.runtime.imports import modules
from integration_patterns.live.runtime.imports.ahead import Ahead
from integration_patterns.live.runtime.imports.dependencies import depends_on, module_at

FILES = {
    "app/__init__.py": "",
    "app/base.py": "registry = []\n",
    "app/model.py": "from app.base import registry\n\nregistry.append('model')\nvalue = 1\n",
    "app/main.py": "from app import model\nfrom app.base import registry\n",
    "app/hooks.py": "import importlib\n\ndef load():\n    importlib.import_module('app.model')\n",
}
ORDER = ("app", "app.main", "app.model", "app.base", "app.hooks")
Write = Callable[[dict[str, str]], None]


@pytest.fixture(name="write")
def _write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """A small app in a folder of its own; the modules of the real one are back afterwards."""
    monkeypatch.setattr(modules, "APP_DIR", tmp_path)
    monkeypatch.setattr(sys, "path", sys.path[:])
    monkeypatch.setattr(sys, "path_hooks", sys.path_hooks[:])
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)
    theirs = modules.set_aside()
    modules.install()

    def write(files: dict[str, str]) -> None:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)

    write(FILES)
    yield write
    modules.put_back(theirs)


def start(ahead: Ahead, *changed: str, extra: tuple[str, ...] = ()) -> set[str]:
    """Begin a start; which modules were imported ahead of it."""
    modules.set_aside()
    ahead.take(changed)
    taken = {name for name in ORDER + extra if name in sys.modules}
    modules.forget_others()
    for name in ORDER + extra:
        import_module(name)
    return taken


def prepared(*expected: str, extra: tuple[str, ...] = ()) -> Ahead:
    """Start once, and import for the next."""
    ahead = Ahead()
    start(ahead, extra=extra)
    ahead.prepare(modules.imported(), expected)
    return ahead


def registry() -> object:
    return sys.modules["app.base"].registry


def test_all_that_says_what_it_imports_is_imported_ahead(write: Write) -> None:
    """What looks for modules itself is left to the start."""
    assert start(prepared()) == {"app", "app.base", "app.main", "app.model"}


def test_the_app_that_runs_keeps_its_modules(write: Write) -> None:
    ahead = Ahead()
    start(ahead)
    mine = sys.modules["app.base"]

    ahead.prepare(modules.imported(), ())

    assert sys.modules["app.base"] is mine


def test_each_start_gets_modules_of_its_own(write: Write) -> None:
    ahead = prepared()
    start(ahead)
    first = sys.modules["app.base"]
    ahead.prepare(modules.imported(), ())
    start(ahead)

    assert sys.modules["app.base"] is not first
    assert registry() == ["model"]


def test_an_edit_that_was_expected_leaves_the_rest_imported(write: Write) -> None:
    """The edited file and those that import it are run by the start, once."""
    ahead = prepared("app/model.py")
    write({"app/model.py": FILES["app/model.py"].replace("'model'", "'edited'")})

    assert start(ahead, "app/model.py") == {"app", "app.base"}
    assert registry() == ["edited"]


def test_an_edit_that_nobody_expected_means_that_nothing_is_used(write: Write) -> None:
    """The module that registers itself would do so twice otherwise."""
    ahead = prepared()
    write({"app/model.py": FILES["app/model.py"].replace("'model'", "'edited'")})

    assert start(ahead, "app/model.py") == set()
    assert registry() == ["edited"]


@pytest.mark.parametrize("changed", ["app/base.py", "app/__init__.py", "pyproject.toml"])
def test_a_change_below_everything_means_that_nothing_is_used(write: Write, changed: str) -> None:
    assert start(prepared("app/model.py"), changed) == set()


def test_another_environment_means_that_nothing_is_used(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = prepared()
    monkeypatch.setenv("SOME_SETTING", "changed")

    assert start(ahead) == set()


def test_what_prints_is_imported_by_the_start(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """So it prints once a start, and where the start prints."""
    write({"app/loud.py": "print('loud')\n"})
    ahead = prepared(extra=("app.loud",))
    assert capsys.readouterr().out == "loud\n"

    assert start(ahead, extra=("app.loud",)) == set()
    ahead.prepare(modules.imported(), ())
    assert "app.base" in start(ahead, extra=("app.loud",))
    assert capsys.readouterr().out == "loud\nloud\n"


def test_what_fails_is_left_to_the_start(write: Write) -> None:
    """The start says what is wrong; the app that runs goes on."""
    ahead = Ahead()
    start(ahead)
    write({"app/model.py": "1 / 0\n"})
    ahead.prepare(modules.imported(), ())

    assert registry() == ["model"]
    with pytest.raises(ZeroDivisionError):
        start(ahead)


@pytest.mark.parametrize(
    "text",
    [
        "import time\n\nstarted = time.time()\n",
        "from datetime import datetime\n\nclass A:\n    made = datetime.now()\n",
        "import time\n\ndef f(at=time.monotonic()):\n    pass\n",
        "from importlib import import_module\n",
        "from pathlib import Path\n\nhere = list(Path('.').glob('*'))\n",
    ],
)
def test_what_depends_on_the_moment_is_seen(text: str) -> None:
    assert depends_on(text, "app.a", "app") is None


def test_a_clock_that_is_read_later_is_no_matter() -> None:
    text = "import time\n\ndef f() -> float:\n    return time.time()\n"

    assert depends_on(text, "app.a", "app") == {"app", "time"}


def test_relative_imports_are_resolved() -> None:
    text = "from . import b\nfrom ..c import d\nfrom .e.f import g\n"

    assert depends_on(text, "app.x.a", "app.x") == {
        *("app", "app.x", "app.x.b", "app.c", "app.c.d"),
        *("app.x.e", "app.x.e.f", "app.x.e.f.g"),
    }


def test_a_path_is_a_module_or_none() -> None:
    assert module_at("app/a/__init__.py") == "app.a"
    assert module_at("app/a/b.py") == "app.a.b"
    assert module_at("alembic.ini") is None
