"""What failed is told in parts, each by its name."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from integration_patterns.live.runtime import place
from integration_patterns.live.runtime.protocol import failures
from integration_patterns.live.runtime.protocol.app import AppError
from integration_patterns.live.runtime.protocol.failures import describe


def test_an_error_says_what_and_what_to_do_apart() -> None:
    """The page puts them together where it has room for both."""
    error = LookupError("There is no job 7. fix: choose another.")
    error.fix = "choose another."  # type: ignore[attr-defined]  # as the app's own errors have it

    told = TypeAdapter(AppError).validate_python(describe(error))

    assert (told["message"], told["fix"]) == ("There is no job 7.", "choose another.")
    assert told["settings"] is None


@pytest.fixture(name="app")
def _app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an app with two files."""
    for name in ("cli/main.py", "startup/30_cache.py"):
        file = tmp_path / "app" / name
        file.parent.mkdir(parents=True)
        file.write_text('def hook():\n    raise ValueError("was main.py started twice?")\n')
    for module in (place, failures):
        monkeypatch.setattr(module, "APP_DIR", tmp_path)
    return tmp_path


def test_the_line_that_raised_is_the_place_whatever_the_error_says(app: Path) -> None:
    """A file in its words may be any file."""
    file = app / "app/startup/30_cache.py"
    names: dict[str, object] = {}
    exec(compile(file.read_text(), str(file), "exec"), names)

    with pytest.raises(ValueError, match=r"main\.py") as raised:
        names["hook"]()  # type: ignore[operator]  # what the file defines

    told = describe(raised.value)
    assert (told["file"], told["line"]) == ("app/startup/30_cache.py", 2)


def test_an_error_of_the_apps_own_is_about_the_file_that_it_names(app: Path) -> None:
    """Such as a hook with a misspelt name, which no line raises."""
    error = LookupError("startup/30_cache.py doesn't define startup_hook(). fix: rename it.")
    error.fix = "rename it."  # type: ignore[attr-defined]  # as the app's own errors have it

    assert describe(error)["file"] == "app/startup/30_cache.py"
