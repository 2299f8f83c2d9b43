"""Whatever lies in the folder, the check ends with an answer: a finding, or one line and code 2."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.application.reading import MOST_BYTES
from integration_patterns.rules.check import State
from integration_patterns.rules.formats import Format
from integration_patterns.rules.registry import RULES
from tests.support.rules import ask, copy_of_our_app, findings, write_files

NOBODY = 65534


@pytest.fixture(name="folder")
def _folder_of_an_ordinary_user() -> Iterator[Path]:
    """Root may read everything, so stop being root for a while."""
    was_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        if was_root:
            os.chown(name, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield Path(name)
        if was_root:
            os.seteuid(0)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"def broken(:\n", "is not valid Python: invalid syntax"),
        (b"x = 1\n  y = 2\n", "is not valid Python: unexpected indent"),
        (b"x = '\x00'\n", "is not valid Python"),
        (b"# coding: klingon\n", "is not valid Python: unknown encoding"),
        (b"x = '\xff'\n", "is not valid Python"),
        (b"# coding: rot13\n", "is not valid Python"),
        (b"# coding: hex\n", "is not valid Python"),
        (b"(" * 1000, "is not valid Python"),
        (b"x = " + b"-" * 100_000 + b"1\n", "is not valid Python"),
        (b"x = 1\n" * (10_000_000 // 6), "has 10.0 MB, too many to be written by hand"),
    ],
    ids=[
        "syntax",
        "indent",
        "null",
        "encoding",
        "bytes",
        "rot13",
        "hex",
        "brackets",
        "nesting",
        "10-MB",
    ],
)
def test_a_file_that_is_no_module_is_a_finding(
    content: bytes, complaint: str, tmp_path: Path
) -> None:
    """The other rules go on without it."""
    root = write_files(tmp_path, {"app/services/good.py": "import fastapi\n"})
    (root / "app/services/bad.py").write_bytes(content)

    readable, framework = (
        ask(root)[name].findings for name in ("readable", "services-know-no-framework")
    )

    assert [one.path for one in readable] == ["app/services/bad.py"]
    assert complaint in readable[0].what
    assert [one.path for one in framework] == ["app/services/good.py"]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffimport fastapi\n".encode(),
        "# coding: latin-1\nimport fastapi  # é\n".encode("latin-1"),
        b"import fastapi\r\n",
        b"import fastapi",
        b'import fastapi\nraise = "\\d"\n'.replace(b"raise", b"x"),
    ],
    ids=["BOM", "latin-1", "CRLF", "no-newline", "bad-escape"],
)
def test_an_unusual_file_is_read(content: bytes, tmp_path: Path) -> None:
    root = write_files(tmp_path, {"app/services/__init__.py": ""})
    (root / "app/services/orders.py").write_bytes(content)

    assert [line.split(":")[:2] for line in findings(root)] == [
        ["app/services/orders.py", line] for line in ["2" if content.startswith(b"#") else "1"]
    ]


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """A loop of folders is not followed; a link to itself or to nothing is a finding."""
    root = write_files(tmp_path, {"app/services/good.py": "x = 1\n"})
    services = root / "app" / "services"
    (services / "loop").symlink_to(root / "app")
    (services / "self.py").symlink_to(services / "self.py")
    (services / "gone.py").symlink_to(services / "nowhere.py")
    os.mkfifo(services / "pipe.py")

    found = ask(root, "readable")["readable"].findings

    assert [one.path.rpartition("/")[2] for one in found] == ["gone.py", "pipe.py", "self.py"]


def test_what_may_not_be_read_is_a_finding(folder: Path) -> None:
    """A file and a folder without permission are told by name."""
    write_files(folder, {"app/secret.py": "", "app/closed/b.py": "", "app/open.py": ""})
    (folder / "app/secret.py").chmod(0)
    (folder / "app/closed").chmod(0)

    found = ask(folder, "readable")["readable"].findings

    (folder / "app/closed").chmod(0o700)
    assert [(one.path, one.what) for one in found] == [
        ("app/closed", "can't be listed: Permission denied"),
        ("app/secret.py", "can't be read: Permission denied"),
    ]


@pytest.mark.parametrize("closed", [".", "app", "pyproject.toml", "Dockerfile"])
def test_a_project_that_may_not_be_read_is_told_in_one_line(closed: str, folder: Path) -> None:
    """Whatever is closed, the answer is a code and no traceback."""
    files = {"pyproject.toml": "", "Dockerfile": "FROM a\n", "app/services/orders.py": "x = 1\n"}
    write_files(folder, files)
    (folder / closed).chmod(0)

    result = CliRunner().invoke(app, ["check", str(folder)])

    (folder / closed).chmod(0o700)
    assert result.exit_code == {"Dockerfile": 1, "app": 1}.get(closed, 2)
    assert "Permission denied" in result.output


@pytest.mark.parametrize("output", Format)
def test_a_name_that_no_terminal_shows_is_escaped(output: Format, tmp_path: Path) -> None:
    """Neither a byte that is no text nor a colour code in a file's name reaches the terminal."""
    root = write_files(tmp_path, {"app/services/\x1b[31mred.py": "import fastapi\n"})
    (root / "app/services" / os.fsdecode(b"\xff.py")).write_text("import fastapi\n")

    result = CliRunner().invoke(app, ["check", str(root), "--format", output])

    assert result.exit_code == 1
    assert "udcff" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/services/orders.py", f"def a(d: dict):\n    return d{'.get(1)' * 900}\n"),
        ("app/services/orders.py", f"def a(d: dict[str, Any]{' | B' * 900}): ...\n"),
        ("app/components/scheduler/main.py", f"s.add_job(a{'.b' * 900})\n"),
        ("app/components/scheduler/main.py", f"s.add_job(a, id={'f(' * 90}1{')' * 90})\n"),
    ],
)
def test_code_that_is_nested_deeply_is_checked(path: str, text: str, tmp_path: Path) -> None:
    """Parsers make trees that are deeper than a recursive function may go."""
    outcomes = ask(write_files(tmp_path, {path: text}))

    assert len(outcomes) == len(RULES)


@pytest.mark.parametrize("name", ["pyproject.toml", "known.json"])
def test_tables_that_are_nested_deeply_are_refused(name: str, tmp_path: Path) -> None:
    root = write_files(
        tmp_path, {"app/a.py": "", name: f"{'' if 'j' in name else 'x = '}{'[' * 99999}"}
    )
    options = ["--baseline", str(root / name)] if name.endswith("json") else []

    result = CliRunner().invoke(app, ["check", str(root), *options])

    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_circular_imports_end(tmp_path: Path) -> None:
    """Modules, re-exports and base classes may go round in circles."""
    root = write_files(
        tmp_path,
        {
            "app/services/a.py": "from app.helpers.b import Thing\n\n\nclass Own(Thing): ...\n",
            "app/helpers/b.py": "from app.helpers.c import Thing\n",
            "app/helpers/c.py": "from app.helpers.b import Thing\nimport app.services.a\n",
            "app/helpers/d.py": "class One(Two): ...\n\n\nclass Two(One): ...\n",
        },
    )

    assert findings(root) == []


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_nothing_to_check_is_one_line(name: str, tmp_path: Path) -> None:
    """An empty folder, or none: exit code 2, and what to do."""
    (tmp_path / "empty").mkdir()

    result = CliRunner().invoke(app, ["check", str(tmp_path / name)])

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert ". fix: " in result.stderr


def test_nothing_of_the_app_is_imported(tmp_path: Path) -> None:
    """Safe on code of strangers: unless asked to, the check only reads."""
    root = copy_of_our_app(tmp_path)
    trap = f"import pathlib\n\npathlib.Path({str(tmp_path / 'sprung')!r}).touch()\n"
    for folder in ("", "core/", "services/", "entrypoints/"):
        with (root / f"app/{folder}__init__.py").open("a") as file:
            file.write(f"\n{trap}")

    outcomes = ask(root)

    assert len(outcomes) == len(RULES)
    assert outcomes["process-loads-its-own"].state is State.NOT_RUN
    assert not (tmp_path / "sprung").exists()


def test_the_limit_is_larger_than_any_module() -> None:
    """The largest hand-written module of the standard library is a third of it."""
    assert MOST_BYTES > 3 * 250_000
