"""The check never passes without having looked: what it can't see ends with exit code 2."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.application.grammar import HERE, Version
from integration_patterns.rules.formats import Format
from integration_patterns.rules.registry import NAMES
from tests.support.rules import findings, write_files

TABLE = "[tool.integration-patterns.rules]\n"
ORDERS = {"app/services/orders.py": "x = 1\n"}
TYPER = {**ORDERS, "pyproject.toml": f'{TABLE}folders = {{ services = "servicez" }}\n'}


def patterns(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)], env={"COLUMNS": "200"})


def refused(root: Path, *arguments: object) -> str:
    """The one line that says why nothing was checked."""
    result = patterns(root, *arguments)
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1
    assert ". fix: " in result.stderr
    return result.stderr


@pytest.mark.parametrize("part", ["services", "api", "config"])
@pytest.mark.parametrize("name", ["servicez", "*/service", "[web, shop]", "../app/services"])
def test_a_folder_that_is_not_there_is_refused(part: str, name: str, tmp_path: Path) -> None:
    """A misspelt folder, a pattern or a list would silence every rule about it."""
    table = f'{TABLE}folders = {{ {part} = "{name}" }}\n'
    root = write_files(tmp_path, {**ORDERS, "pyproject.toml": table})

    assert f'folders: {part} = "{name}", but app/' in refused(root)


@pytest.mark.parametrize(
    ("there", "hint"),
    [
        ("services", 'write "services"'),
        ("user/service", 'write "user/service"'),
    ],
)
def test_a_folder_that_is_nearly_called_so_is_suggested(
    there: str, hint: str, tmp_path: Path
) -> None:
    """With its path from the package, as the configuration takes it."""
    root = write_files(tmp_path, {**TYPER, f"app/{there}/orders.py": "x = 1\n"})
    if there != "services":
        (root / "app/services/orders.py").unlink()

    assert f"holds no Python file. fix: {hint}." in refused(root)


@pytest.mark.parametrize("output", Format)
def test_every_format_says_that_nothing_was_checked(output: Format, tmp_path: Path) -> None:
    """Exit code 2 and a line on stderr, and each format in its own way."""
    result = patterns(write_files(tmp_path, TYPER), "--format", output)

    assert result.exit_code == 2
    assert "app/servicez holds no Python file" in result.stderr
    if output is Format.HUMAN:
        assert result.stdout == ""
    elif output is Format.GITHUB:
        assert result.stdout == f"::error title=patterns check::{result.stderr}"
    elif output is Format.JSON:
        assert "servicez" in json.loads(result.stdout)["error"]["what"]
    else:
        (run,) = json.loads(result.stdout)["runs"]
        (invocation,) = run["invocations"]
        (why,) = invocation["toolExecutionNotifications"]
        assert not invocation["executionSuccessful"]
        assert "servicez" in why["message"]["text"]


def test_an_app_without_any_part_of_the_layout_is_refused(tmp_path: Path) -> None:
    """Two rules need no layout; their passing must not hide that all others saw nothing."""
    root = write_files(tmp_path, {"app/main.py": "async def a(): ...\n"})

    assert "it has none of the folders that the rules are about" in refused(root)
    assert patterns(root, "--only", "blocking-in-async").exit_code == 0


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (["args-fit"], "not applicable: there is no app/components/scheduler"),
        (["layers", "args-fit"], "not applicable: there is no app/components/scheduler"),
        (["process-loads-its-own"], "not run: it imports the app: ask for it with --import"),
        (["no-literal-get"], "off: later"),
    ],
)
def test_a_rule_that_is_chosen_must_look_at_something(
    rules: list[str], reason: str, tmp_path: Path
) -> None:
    files = {"app/entrypoints/web.py": "x = 1\n", **ORDERS}
    table = f'{TABLE}off = {{ no-literal-get = "later" }}\n'
    root = write_files(tmp_path, {**files, "pyproject.toml": table})

    only = [word for rule in rules for word in ("--only", rule)]

    assert f"the rule checks nothing here, because it is {reason}" in refused(root, *only)


def test_a_file_that_can_not_be_read_is_told_whatever_is_chosen(tmp_path: Path) -> None:
    """The chosen rule has not seen that file."""
    root = write_files(tmp_path, {**ORDERS, "app/services/bad.py": "def (:\n"})

    result = patterns(root, "--only", "layers")

    assert result.exit_code == 1
    assert "app/services/bad.py:1: is not valid Python" in result.stdout


def test_a_flat_application_is_checked(tmp_path: Path) -> None:
    """Its files are imported without the folder's name, and rules see the imports all the same."""
    table = f'{TABLE}app = "backend"\nfolders = {{ services = "domain", api = "routes" }}\n'
    root = write_files(
        tmp_path,
        {
            "pyproject.toml": table,
            "backend/main.py": (
                "from fastapi import FastAPI\n\nfrom routes import orders\n\n"
                "app = FastAPI()\napp.include_router(orders.router)\n"
            ),
            "backend/routes/orders.py": (
                "from fastapi import APIRouter\n\nfrom domain.orders import total\n\n"
                "router = APIRouter()\n"
            ),
            "backend/domain/orders.py": "from routes.orders import router\n",
        },
    )

    assert [line.partition(". fix")[0] for line in findings(root, "layers")] == [
        "backend/domain/orders.py:1: domain.orders imports routes.orders, which lies above it"
    ]
    assert findings(root, "router-registered") == []


def test_a_package_in_a_folder_that_is_none_is_checked(tmp_path: Path) -> None:
    """A namespace package is imported with the names of the folders around it."""
    root = write_files(
        tmp_path,
        {
            "pyproject.toml": f'{TABLE}app = "shop/server"\n',
            "shop/server/services/orders.py": "import shop.server.cli.main\n",
            "shop/server/cli/main.py": "x = 1\n",
        },
    )

    assert len(findings(root, "layers")) == 1


def test_imports_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    """The folder is renamed where it runs, so no import would be recognised as the app's own."""
    root = write_files(
        tmp_path,
        {
            "app/services/orders.py": "import shop.services.prices\nimport shop.cli.main\n",
            "app/services/prices.py": "x = 1\n",
            "app/cli/main.py": "x = 1\n",
        },
    )

    assert "its files import each other as shop, and the folder is called app" in refused(root)


def test_relative_imports_are_the_app_s_own(tmp_path: Path) -> None:
    """A folder that is called like a library doesn't make an application flat."""
    root = write_files(
        tmp_path,
        {
            "app/services/orders.py": "import redis\nfrom ..cli import main\n",
            "app/redis/client.py": "x = 1\n",
            "app/cli/main.py": "x = 1\n",
        },
    )

    assert len(findings(root, "layers")) == 1


# What this Python can't parse: the grammar of later ones.
NEWER = [
    (version, text)
    for version, text in [
        ((3, 12), "type Name = int\n"),
        ((3, 12), "def f[T](x: T) -> T: ...\n"),
        ((3, 12), "class Box[T]: ...\n"),
        ((3, 14), "try:\n    pass\nexcept A, B:\n    pass\n"),
        ((3, 14), 'NAME = t"x"\n'),
        ((3, 15), "lazy import json\n"),
    ]
    if version > HERE
]
OLDER = ["def f(:\n", "print 1\n", "x = 'a'b'\n", "type = = 1\n"]


@pytest.mark.parametrize(("version", "text"), NEWER)
def test_a_file_for_a_newer_python_is_refused(version: Version, text: str, tmp_path: Path) -> None:
    """The rules can't see into it; another Python can."""
    root = write_files(tmp_path, {**ORDERS, "app/services/new.py": text})

    line = refused(root)

    assert "app/services/new.py:" in line
    assert "can't parse this file, which may be written for a newer one" in line
    assert f"fix: run patterns with Python 3.{version[1]} or newer." in line


@pytest.mark.parametrize(
    "table",
    [
        '[project]\nrequires-python = ">=3.99,<4"\n',
        '[tool.poetry.dependencies]\npython = "^3.99"\n',
        '[tool.ruff]\ntarget-version = "py399"\n',
        '[tool.mypy]\npython_version = "3.99"\n',
    ],
)
def test_a_project_for_a_newer_python_is_refused_where_it_can_not_be_parsed(
    table: str, tmp_path: Path
) -> None:
    """Whatever the error is: this Python can't tell if it is one."""
    root = write_files(tmp_path, {**ORDERS, "pyproject.toml": table})
    assert patterns(root).exit_code == 0

    write_files(root, {"app/services/new.py": "some new grammar\n"})

    assert "fix: run patterns with Python 3.99 or newer." in refused(root)


@pytest.mark.parametrize("text", OLDER)
def test_a_real_error_stays_a_finding(text: str, tmp_path: Path) -> None:
    root = write_files(tmp_path, {**ORDERS, "app/services/bad.py": text})

    result = patterns(root)

    assert result.exit_code == 1
    assert "app/services/bad.py:1: is not valid Python" in result.stdout


def test_new_grammar_in_a_project_that_supports_this_python_is_an_error(tmp_path: Path) -> None:
    """It says that it runs on this Python, and it does not."""
    table = '[project]\nrequires-python = ">=3.11"\n'
    root = write_files(tmp_path, {"app/services/new.py": NEWER[-1][1], "pyproject.toml": table})

    assert patterns(root).exit_code == 1


def test_a_file_as_argument_says_what_to_name(tmp_path: Path) -> None:
    root = write_files(tmp_path, ORDERS)

    line = refused(root / "app/services/orders.py")

    assert "orders.py: is a file, and the rules look at a whole project. fix: name its" in line


def test_the_configuration_is_found_from_inside_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with other tools, the nearest folder above that has the table is the project."""
    root = write_files(
        tmp_path,
        {"pyproject.toml": f'{TABLE}app = "shop"\n', "shop/services/orders.py": "import fastapi\n"},
    )
    monkeypatch.chdir(root / "shop/services")

    result = patterns("--only", "services-know-no-framework")

    assert result.exit_code == 1
    assert "orders.py:1: shop.services.orders imports fastapi" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "from app.servicez.prices import x\n",
        "import app.nowhere\n",
        "from .nope import x\n",
        "def f():\n    from app.services import orders, prices\n    import app.services.price\n",
    ],
)
def test_an_own_file_that_is_not_there_is_a_finding_whatever_is_chosen(
    text: str, tmp_path: Path
) -> None:
    """No rule can follow such an import, so no choice of rules hides it."""
    files = {"app/__init__.py": "", "app/services/prices.py": "x = 1\n"}
    root = write_files(tmp_path, {**files, "app/services/orders.py": text})

    result = patterns(root, "--only", "layers")

    assert result.exit_code == 1
    assert "app/services/orders.py:" in result.stdout
    assert "which isn't there" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    from app._version import x\nexcept ImportError:\n    x = ''\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.stubs import x\n",
        "from app.services import prices, prices as p\n",
        "from app.compiled import x\n",
        "from application import x\n",
    ],
)
def test_an_import_that_may_fail_or_is_compiled_is_no_finding(text: str, tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/services/prices.py": "x = 1\n",
        "app/compiled.cpython-313-x86_64-linux-gnu.so": "",
    }
    root = write_files(tmp_path, {**files, "app/services/orders.py": text})

    assert findings(root, "readable") == []


def test_a_library_is_no_file_of_a_flat_app(tmp_path: Path) -> None:
    """A folder without `__init__.py` gives way to an installed package of its name."""
    files = {"app/services/orders.py": "import alembic.config\n", "app/alembic/env.py": "x = 1\n"}
    root = write_files(tmp_path, {**files, "app/main.py": "from services.orders import x\n"})

    assert findings(root, "readable") == []


def test_rules_that_are_all_off_are_refused(tmp_path: Path) -> None:
    """Nothing would be checked, and everything would pass."""
    off = "".join(f'{name} = "a reason"\n' for name in sorted(NAMES))
    files = {
        "app/services/a.py": "x = 1\n",
        "pyproject.toml": f"[tool.integration-patterns.rules.off]\n{off}",
    }

    assert "every rule is off" in refused(write_files(tmp_path, files))


def test_what_can_not_be_read_is_not_hidden_by_turning_its_rule_off(tmp_path: Path) -> None:
    files = {
        "app/services/a.py": "x = 1\n",
        "app/services/b.py": "def f(:\n",
        "pyproject.toml": '[tool.integration-patterns.rules.off]\nreadable = "a reason"\n',
    }

    assert "readable is off, and app/services/b.py" in refused(write_files(tmp_path, files))


@pytest.mark.parametrize("given", ["", ".", "./"])
def test_a_folder_without_a_name_is_refused(given: str, tmp_path: Path) -> None:
    """The whole package would be one part."""
    files = {
        "app/services/a.py": "x = 1\n",
        "pyproject.toml": f'[tool.integration-patterns.rules.folders]\nservices = "{given}"\n',
    }

    assert "names no folder of its own" in refused(write_files(tmp_path, files))


def test_fix_says_which_file_it_can_not_read(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"app/services/a.py": "x = 1\n", "app/b.py": "def f(:\n"})

    result = patterns(root, "--fix", "--yes")

    assert result.exit_code == 1
    assert "app/b.py:1: is not valid Python" in result.stdout
