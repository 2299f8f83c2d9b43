"""The pages of the rules and the recipes for adopting them say what is so."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from integration_patterns.cli import app
from integration_patterns.rules.application.layout import PARTS
from integration_patterns.rules.pages import pages, title
from integration_patterns.rules.registry import RULES
from tests.support.rules import write_files

ROOT = Path(__file__).parents[2]
ADOPTED = Path(__file__).parent / "adopted"
PAGES = ROOT / "docs" / "reference" / "rules"
ROW = re.compile(r"^\| \[([\w-]+)\]", re.MULTILINE)
FILES = {
    "src/shop/domain/orders.py": "import fastapi\n",
    "src/shop/domain/upload.py": "from fastapi import UploadFile\n",
    "src/shop/web/routes/orders.py": (
        "from fastapi import APIRouter\n\n"
        "router = APIRouter()\n\n\n"
        '@router.get("/orders")\n'
        "def read_orders() -> int: ...\n"
    ),
    "pyproject.toml": (ADOPTED / "pyproject.toml").read_text("utf-8"),
}


def test_every_rule_has_the_page_that_it_writes() -> None:
    """After a change: `patterns rules --pages docs/reference/rules`."""
    assert {file.name: file.read_text("utf-8") for file in PAGES.glob("*.md")} == pages()


def test_every_pattern_names_its_rules() -> None:
    """Each rule says which patterns it keeps, and their pages show it; no page is left out.

    After a change: `pytest --update-docs docs/patterns`.
    """
    patterns = ROOT / "docs" / "patterns"
    shown = {
        file.stem: set(
            re.findall(r"^\| \[([\w-]+)\]", _block(file.read_text("utf-8")), re.MULTILINE)
        )
        for file in patterns.glob("*.md")
        if file.stem != "index"
    }

    assert shown == {page: {rule.name for rule in RULES if page in rule.patterns} for page in shown}
    assert all(shown.values())
    assert {page for rule in RULES for page in rule.patterns} == shown.keys()
    assert all(rule.patterns for rule in RULES)


def _block(text: str) -> str:
    return text.partition("<!-- generated: rules-")[2].partition("<!-- /generated -->")[0]


def test_a_pattern_is_called_what_its_page_is_called() -> None:
    pages_named = {page for rule in RULES for page in rule.patterns}

    for page in pages_named:
        text = (ROOT / "docs" / "patterns" / f"{page}.md").read_text("utf-8")
        assert f"\n# {title(page)}\n" in f"\n{text}"


def test_the_command_writes_the_pages(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["rules", "--pages", str(tmp_path)])

    assert result.stdout == f"{len(pages())} pages written.\n"
    assert {file.name for file in tmp_path.iterdir()} == pages().keys()


def test_the_how_to_names_every_part() -> None:
    text = (ROOT / "docs" / "how-to" / "adopt-the-rules.md").read_text("utf-8")

    assert [part for part in PARTS if f"`{part}`" not in text] == []


@pytest.mark.parametrize(
    ("recipe", "find"),
    [
        (".pre-commit-config.yaml", lambda it: it["repos"][0]["hooks"][0]["entry"]),
        (".github/workflows/patterns.yml", lambda it: it["jobs"]["patterns"]["steps"][-1]["run"]),
    ],
)
def test_a_recipe_lets_the_known_pass_and_the_new_fail(
    recipe: str, find: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command of the recipe, in the project that the configuration on the page describes."""
    assert callable(find)
    command = shlex.split(find(yaml.safe_load((ADOPTED / recipe).read_text("utf-8"))))
    monkeypatch.chdir(write_files(tmp_path, FILES))
    CliRunner().invoke(app, ["check", "--write-baseline"])

    known = CliRunner().invoke(app, command[1:])
    write_files(tmp_path, {"src/shop/domain/mail.py": "import starlette\n"})
    new = CliRunner().invoke(app, command[1:])

    assert command[0] == "patterns"
    assert (known.exit_code, new.exit_code) == (0, 1)
    assert "1 exempted" in known.stdout
    assert "mail.py" in new.stdout
